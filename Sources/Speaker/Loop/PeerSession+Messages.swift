internal import BGPCore
internal import BGPWire
internal import Logging
internal import NIOCore

/// Messages that come in.
extension PeerSession {
    /// Octets came on one of the peer's connections.
    func received(_ octets: [UInt8], on connection: Connection) {
        counters.octetsReceived += UInt64(octets.count)
        connection.framer.append(octets)
        do throws(BGPError) {
            while !connection.isClosing, let link = connection.link, let frame = try connection.framer.next() {
                if establishedOn === connection {
                    try receivedInSession(frame, link)
                } else {
                    try receivedBefore(frame, link)
                }
            }
        } catch {
            if let link = connection.link { handle(.malformed(link, error)) }
        }
        loop.scheduleTurn()
    }

    private func receivedInSession(_ frame: MessageFrame, _ link: SessionLink) throws(BGPError) {
        switch frame.kind {
        case .update:
            counters.updatesReceived += 1
            try loop.core.receive(UpdateMessage(decoding: frame.body, options: decoding), from: index)
        case .keepalive: counters.keepalivesReceived += 1
        case .routeRefresh:
            counters.refreshesReceived += 1
            loop.core.receive(try RouteRefreshMessage(decoding: frame), from: index)
        case .open, .notification: try receivedBefore(frame, link)
        }
    }

    private func receivedBefore(_ frame: MessageFrame, _ link: SessionLink) throws(BGPError) {
        switch frame.kind {
        case .open:
            counters.opensReceived += 1
            handle(.received(link, .open(try OpenMessage(decoding: frame.body))))
        case .update:
            counters.updatesReceived += 1
            handle(.received(link, .update))
        case .keepalive:
            counters.keepalivesReceived += 1
            handle(.received(link, .keepalive))
        case .routeRefresh:
            counters.refreshesReceived += 1
            handle(.received(link, .routeRefresh))
        case .notification:
            counters.notificationsReceived += 1
            handle(.received(link, .notification(NotificationMessage(decoding: frame.body))))
        }
    }

    /// A malformed attribute that did not end the session (RFC 7606).
    func noteFault(_ fault: AttributeFault) {
        counters.faults += 1
        guard let left = faultThrottle.note(.now()) else { return }
        logger.warning(
            "malformed attribute", metadata: ["peer": "\(configuration.name)", "fault": "\(fault)", "others not logged": "\(left)"])
    }

    func writabilityChanged(of connection: Connection) {
        guard establishedOn === connection else { return }
        noteWritability(connection)
        if connection.wasWritable { loop.scheduleTurn() }
    }

    /// Tells the core when the connection began or ceased to take octets.
    func noteWritability(_ connection: Connection) {
        let isWritable = connection.channel.isWritable
        guard isWritable != connection.wasWritable else { return }
        connection.wasWritable = isWritable
        loop.core.setWritable(index, isWritable)
    }
}
