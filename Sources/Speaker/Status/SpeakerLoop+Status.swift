internal import Addresses
internal import BGPCore
internal import BGPWire
internal import NIOCore

extension SpeakerLoop {
    var status: SpeakerStatus {
        SpeakerStatus(
            identity: configuration.identity, listeners: listeners.map(\.status),
            peers: peers.values.map(\.status).sorted { $0.name < $1.name }, counters: core.counters, isDeferring: isDeferring)
    }
}

extension PeerSession {
    var status: PeerStatus {
        let connection = establishedOn ?? connections.first
        var counters = counters
        counters.octetsSent = octetsSent
        return PeerStatus(
            name: configuration.name, address: configuration.address, isDynamic: neighbours != nil, state: state, since: since,
            lastError: lastError.map(withAddress), lastErrorAt: lastErrorAt,
            lastSessionEnd: lastSessionEnd.map(withAddress), lastSessionEndAt: lastSessionEndAt, localAS: configuration.session.localAS,
            remoteAS: machine.remoteOpen?.asNumber, remoteIdentifier: machine.remoteOpen?.identifier,
            localEndpoint: connection?.channel.localAddress?.words, remoteEndpoint: connection?.channel.remoteAddress?.words,
            link: connection?.link, holdTime: machine.negotiated?.holdTime, capabilities: machine.remoteOpen?.capabilities ?? [],
            families: machine.negotiated?.families ?? [], counters: counters, establishedCount: establishedCount,
            routes: loop.core.counts(of: index), isWritable: establishedOn?.wasWritable ?? true)
    }

    private func withAddress(_ words: String) -> String {
        words.contains("\(configuration.address)") ? words : "\(words) (\(configuration.endpoint))"
    }
}
