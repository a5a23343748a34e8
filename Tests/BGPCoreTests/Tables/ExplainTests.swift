import Addresses
import BGPWire
import Testing

@testable import BGPCore

/// What people are told of routes.
@Suite struct ExplainTests {
    static let prefix = IPv4Prefix(address: 0x1400_0000, length: 24)

    static func route(_ peer: MirrorPeer, _ path: [ASNumber], preference: UInt32? = nil) -> PathAttributes {
        var attributes = PathAttributes(asPath: ASPath(path), nextHop: NextHop(peer.address))
        attributes.localPreference = preference
        return attributes
    }

    @Test func bestComesFirstAndOthersSayWhatTheyLack() throws {
        var network = MirrorNetwork([MirrorPeer(0, as: 64601), MirrorPeer(1, as: 64602), MirrorPeer(2, as: 64603)])
        try network.peers[0].announce(NLRI(Self.prefix), Self.route(network.peers[0], [64601, 7, 8]), &network.core)
        try network.peers[1].announce(NLRI(Self.prefix), Self.route(network.peers[1], [64602, 7]), &network.core)
        try network.peers[2].announce(NLRI(Self.prefix), Self.route(network.peers[2], [64603, 64512]), &network.core)
        try network.deliver()
        let views = network.core.explain(Self.prefix.prefix)
        #expect(views.map(\.peer) == [network.peers[1].index, network.peers[0].index, network.peers[2].index])
        #expect(views.map(\.isBest) == [true, false, false])
        #expect(views[0].why == "best: shorter AS path")
        #expect(views[1].why == "the best has: shorter AS path")
        #expect(views[2].isRejected)
        #expect(views[2].why.contains("64512"))
    }

    @Test(arguments: [(1, 1), (2, 2), (3, 3), (8, 3)])
    func equalRoutesAreUsedTogether(maximum: Int, used: Int) throws {
        var identity = SpeakerIdentity(asNumber: 64512, identifier: BGPIdentifier(0x0a09_0001), seed: 7)
        identity.decision.maximumPaths = maximum
        var network = MirrorNetwork([])
        network.core = RoutingCore(identity)
        network.peers = (0..<4).map { MirrorPeer($0, as: ASNumber(UInt32(64601 + $0))) }
        for place in network.peers.indices {
            network.peers[place].index = network.core.addPeer(network.peers[place].routes)
            network.peers[place].up(&network.core)
            let path: [ASNumber] = place == 3 ? [network.peers[place].asNumber, 7, 8] : [network.peers[place].asNumber, 7]
            try network.peers[place].announce(NLRI(Self.prefix), Self.route(network.peers[place], path), &network.core)
        }
        try network.deliver()
        let views = network.core.explain(Self.prefix.prefix)
        #expect(views.count { $0.isUsed } == used)
        #expect(views[0].isUsed && views[0].isBest)
        #expect(views.first { $0.peer == network.peers[3].index }?.isUsed == false)
    }

    @Test func onlyRouteSaysSo() throws {
        var network = MirrorNetwork([MirrorPeer(0, as: 64601)])
        network.core.originate(Self.prefix.prefix, PathAttributes())
        try network.deliver()
        let views = network.core.explain(Self.prefix.prefix)
        #expect(views.map(\.why) == ["the only route"])
        #expect(views[0].peer == nil)
        #expect(network.peers[0].told[NLRI(Self.prefix)]?.asPath == ASPath([64512]))
        #expect(network.core.explain(IPPrefix(host: network.peers[0].address)).isEmpty)
    }
}
