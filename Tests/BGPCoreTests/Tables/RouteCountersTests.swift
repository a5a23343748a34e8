internal import Addresses
internal import BGPWire
internal import Testing

@testable internal import BGPCore

@Suite struct RouteCountersTests {
    /// Internal peers 0, 1, … at 10.9.0.10, 10.9.0.11, …; clients of this reflector.
    private var core = RoutingCore(SpeakerIdentity(asNumber: 64512, identifier: BGPIdentifier(0x0a09_0001), seed: 1))
    private var peers: [PeerIndex] = []
    private var decoding = DecodingOptions()

    private mutating func connect(_ count: Int) {
        let asNumber: ASNumber = 64512
        let local = OpenMessage(asNumber: asNumber, holdTime: 90, identifier: BGPIdentifier(0x0a09_0001), capabilities: [.fourOctetAS(asNumber)])
        for number in 0..<UInt32(count) {
            let address = 0x0a09_000a + number
            let remote = OpenMessage(asNumber: asNumber, holdTime: 90, identifier: BGPIdentifier(address), capabilities: [.fourOctetAS(asNumber)])
            let negotiated = NegotiatedSession(local: local, remote: remote, peer: .internal)
            decoding = negotiated.decoding
            decoding.hashSeed = 1
            var routes = PeerRoutes(address: IPAddress(family: .v4, value: UInt128(address)))
            routes.isClient = true
            let peer = core.addPeer(routes)
            core.sessionUp(
                peer,
                SessionFacts(
                    negotiated: negotiated, remoteAS: asNumber, localAS: asNumber, remoteIdentifier: BGPIdentifier(address),
                    localAddress: IPAddress(family: .v4, value: 0x0a09_0001)))
            peers.append(peer)
        }
        drain()
    }

    private mutating func drain() {
        while core.process(limit: 100) {}
        while core.nextOutput() != nil {}
    }

    /// Two routes with the same attributes, in one UPDATE.
    private mutating func announce(_ peer: Int) throws {
        var attributes = PathAttributes(asPath: ASPath([64700]))
        attributes.nextHop = NextHop(IPAddress(family: .v4, value: UInt128(0x0a09_000a + peer)))
        attributes.localPreference = 100
        var encoder = UpdateEncoder<IPv4Prefix>(options: EncodingOptions())
        try encoder.announce(with: EncodedAttributes(attributes, family: .ipv4Unicast, options: EncodingOptions()))
        for text in ["20.0.0.0/24", "20.0.1.0/24"] { encoder.add(try #require(IPPrefix(text).flatMap { IPv4Prefix($0) })) }
        var framer = MessageFramer()
        framer.append(encoder.take())
        let frame = try #require(try framer.next())
        try core.receive(UpdateMessage(decoding: frame.body, options: decoding), from: peers[peer])
        drain()
    }

    @Test mutating func anUpdateIsEncodedOnceForAllPeersOfAGroup() throws {
        connect(20)
        try announce(0)
        #expect(core.counters.updatesEncoded == 1)
        #expect(core.counters.updatesSent == 19)
    }

    @Test mutating func whatAGroupCountedStaysWhenItsLastPeerGoes() throws {
        connect(3)
        try announce(0)
        let before = core.counters
        for peer in peers.dropFirst() { core.sessionDown(peer, retaining: []) }
        core.sessionDown(peers[0], retaining: [])
        drain()
        #expect(before.updatesSent == 2)
        #expect(core.counters == before)
    }
}
