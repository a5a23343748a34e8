import Addresses
import BGPCore
import BGPWire

/// Sessions between ``RoutingCore`` and the load's peers, and the time that passes send takes.
struct Run {
    let load: Load
    private var core: RoutingCore
    private var peers: [PeerIndex] = []
    private let decoding: DecodingOptions

    init(_ load: Load) {
        self.load = load
        core = RoutingCore(SpeakerIdentity(asNumber: 64512, identifier: BGPIdentifier(0x0a09_0001), seed: 7))
        let local = OpenMessage(asNumber: 64512, holdTime: 90, identifier: BGPIdentifier(0x0a09_0001), capabilities: [.fourOctetAS(64512)])
        var options = DecodingOptions()
        for number in 0..<load.peers {
            let asNumber = load.asNumber(number)
            let identifier = BGPIdentifier(UInt32(truncatingIfNeeded: load.address(number).value))
            let remote = OpenMessage(asNumber: asNumber, holdTime: 90, identifier: identifier, capabilities: [.fourOctetAS(asNumber)])
            let negotiated = NegotiatedSession(local: local, remote: remote, peer: load.isInternal ? .internal : .external)
            options = negotiated.decoding
            var routes = PeerRoutes(address: load.address(number))
            routes.isClient = load.isInternal
            let peer = core.addPeer(routes)
            let facts = SessionFacts(
                negotiated: negotiated, remoteAS: asNumber, localAS: 64512, remoteIdentifier: identifier,
                localAddress: IPAddress(family: .v4, value: 0x0a09_0001))
            core.sessionUp(peer, facts)
            peers.append(peer)
        }
        options.hashSeed = 7
        decoding = options
        _ = drain()
    }

    /// Has every feeder send all of it, piece by piece in turn, and everything told to whom it concerns.
    mutating func pass(_ pass: Pass) -> String {
        guard let streams = try? (0..<load.feeders).map({ try load.stream($0, pass) }) else { return "attributes too long" }
        let before = core.counters
        let start = ContinuousClock.now
        var sent = 0
        for piece in 0..<(streams.map(\.count).max() ?? 0) {
            for feeder in 0..<load.feeders where piece < streams[feeder].count {
                receive(streams[feeder][piece], peers[feeder])
                sent += drain()
            }
        }
        let time = ContinuousClock.now - start
        let routes = load.feeders * load.prefixes
        let nanoseconds = Double(time.components.seconds) * 1e9 + Double(time.components.attoseconds) / 1e9
        let encoded = core.counters.updatesEncoded - before.updatesEncoded
        let delivered = core.counters.updatesSent - before.updatesSent
        return "\(Int(nanoseconds / 1e6)) ms, \(Int(nanoseconds / Double(routes))) ns a route in, \(sent >> 10) KiB out, "
            + "\(encoded) UPDATEs encoded, \(delivered) sent"
    }

    private mutating func receive(_ octets: [UInt8], _ peer: PeerIndex) {
        var framer = MessageFramer()
        framer.append(octets)
        while let frame = try? framer.next() {
            guard let update = try? UpdateMessage(decoding: frame.body, options: decoding) else { continue }
            try? core.receive(update, from: peer)
        }
    }

    private mutating func drain() -> Int {
        var sent = 0
        while true {
            let isMore = core.process(limit: 4096)
            while let output = core.nextOutput() {
                sent += output.common.count * output.peers.count
                for part in output.parts { sent += part.ranges.reduce(0) { $0 + $1.count } }
            }
            if !isMore { return sent }
        }
    }
}
