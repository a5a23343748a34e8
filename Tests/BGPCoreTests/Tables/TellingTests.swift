import Addresses
import BGPWire
import Testing

@testable import BGPCore

/// Who is told what, and how often: each case by itself.
@Suite struct TellingTests {
    static let prefix = IPv4Prefix(address: 0x1400_0000, length: 24)

    static func route(_ peer: MirrorPeer, _ tail: [ASNumber] = []) -> PathAttributes {
        PathAttributes(asPath: ASPath([peer.asNumber] + tail), nextHop: NextHop(peer.address))
    }

    static func network(_ count: Int = 3) throws -> MirrorNetwork {
        try MirrorNetwork.quiet((0..<count).map { MirrorPeer($0, as: ASNumber(UInt32(64601 + $0))) })
    }

    @Test func sourceIsNotToldItsOwnRouteAndOthersAreToldOnce() throws {
        var network = try Self.network()
        try network.deliver()
        try network.peers[0].announce(NLRI(Self.prefix), Self.route(network.peers[0]), &network.core)
        try network.deliver()
        #expect(network.peers.map(\.announcedCount) == [0, 1, 1])
        #expect(network.peers.map(\.withdrawnCount) == [0, 0, 0])
        try network.peers[0].announce(NLRI(Self.prefix), Self.route(network.peers[0]), &network.core)
        try network.deliver()
        #expect(network.peers.map(\.announcedCount) == [0, 1, 1], "nothing changed, nothing is told")
    }

    @Test func newSourceGetsAWithdrawalOfTheOldRouteAndTheOldSourceTheNewRoute() throws {
        var network = try Self.network()
        try network.peers[0].announce(NLRI(Self.prefix), Self.route(network.peers[0], [7]), &network.core)
        try network.deliver()
        try network.peers[1].announce(NLRI(Self.prefix), Self.route(network.peers[1]), &network.core)
        try network.deliver()
        #expect(network.peers.map(\.withdrawnCount) == [0, 1, 0])
        #expect(network.peers[0].told[NLRI(Self.prefix)]?.asPath == ASPath([64512, 64602]))
        #expect(network.peers[1].told.isEmpty)
        #expect(network.peers[2].told[NLRI(Self.prefix)]?.asPath == ASPath([64512, 64602]))
    }

    @Test func routeThatGoesBeforeAnybodyHeardOfItIsNotMentioned() throws {
        var network = try Self.network()
        try network.deliver()
        for peer in network.peers { network.core.setWritable(peer.index, false) }
        try network.peers[0].announce(NLRI(Self.prefix), Self.route(network.peers[0]), &network.core)
        try network.deliver()
        try network.peers[0].withdraw(NLRI(Self.prefix), &network.core)
        try network.deliver()
        for peer in network.peers { network.core.setWritable(peer.index, true) }
        try network.deliver()
        #expect(network.peers.map(\.updateCount) == [0, 0, 0])
        #expect(network.core.destinationCount(.ipv4Unicast) == 0)
    }

    @Test func slowPeerIsToldTheNewestStateOnly() throws {
        var network = try Self.network()
        try network.deliver()
        network.core.setWritable(network.peers[2].index, false)
        for tail in 1...500 {
            try network.peers[0].announce(NLRI(Self.prefix), Self.route(network.peers[0], [ASNumber(UInt32(tail))]), &network.core)
            try network.deliver()
        }
        #expect(network.peers[1].announcedCount == 500)
        #expect(network.peers[2].announcedCount == 0)
        network.core.setWritable(network.peers[2].index, true)
        try network.deliver()
        #expect(network.peers[2].announcedCount == 1)
        #expect(network.peers[2].told[NLRI(Self.prefix)]?.asPath == ASPath([64512, 64601, 500]))
    }

    @Test func endOfRIBComesOnceBehindTheRoutes() throws {
        var network = try Self.network(1)
        network.core.originate(Self.prefix.prefix, PathAttributes())
        try network.deliver()
        #expect(network.peers[0].endsOfRIB == 1)
        #expect(network.peers[0].told.count == 1)
        network.core.withdraw(Self.prefix.prefix)
        try network.deliver()
        #expect(network.peers[0].endsOfRIB == 1)
    }

    @Test(arguments: [false, true])
    func refreshTellsEverythingAgain(isEnhanced: Bool) throws {
        var peer = MirrorPeer(0, as: 64601)
        if isEnhanced { peer.capabilities.append(.enhancedRouteRefresh) }
        var network = try MirrorNetwork.quiet([peer])
        for number in 0..<100 { network.core.originate(IPv4Prefix(address: 0x1400_0000 + UInt32(number) << 8, length: 24).prefix, PathAttributes()) }
        try network.deliver()
        network.core.receive(RouteRefreshMessage(.ipv4Unicast), from: network.peers[0].index)
        try network.deliver()
        #expect(network.peers[0].announcedCount == 200)
        #expect(network.peers[0].withdrawnCount == 0)
        #expect(network.peers[0].endsOfRIB == 1)
        #expect(network.peers[0].refreshes == (isEnhanced ? [.beginning, .end] : []))
    }

    @Test func familyThatIsDeferredIsToldLater() throws {
        var network = MirrorNetwork((0..<3).map { MirrorPeer($0, as: ASNumber(UInt32(64601 + $0))) })
        network.core.setDeferred(.ipv4Unicast, true)
        try network.peers[0].announce(NLRI(Self.prefix), Self.route(network.peers[0]), &network.core)
        try network.deliver()
        #expect(network.peers.map(\.endsOfRIB) == [0, 0, 0])
        network.core.setDeferred(.ipv4Unicast, false)
        try network.deliver()
        #expect(network.peers.map(\.endsOfRIB) == [1, 1, 1])
        #expect(network.peers.map(\.told.count) == [0, 1, 1])
    }

    @Test func changedFilterSendsWhatDiffersAndNothingElse() throws {
        var network = try Self.network(2)
        let prefixes = (0..<64).map { IPv4Prefix(address: 0x1400_0000 + UInt32($0) << 8, length: 24) }
        for prefix in prefixes { try network.peers[0].announce(NLRI(prefix), Self.route(network.peers[0]), &network.core) }
        try network.deliver()
        let half = try #require(IPPrefix("20.0.32.0/19"))
        network.peers[1].routes.exportPolicy.filters = [
            RouteFilter(name: "half", rules: [FilterRule([.prefix(.inside, half, lengths: nil)], .reject)])
        ]
        network.core.change(network.peers[1].index, to: network.peers[1].routes)
        try network.deliver()
        #expect(network.peers[1].withdrawnCount == 32)
        #expect(network.peers[1].announcedCount == 64)
        #expect(network.peers[1].told.count == 32)
        network.peers[1].routes.exportPolicy.filters = []
        network.core.change(network.peers[1].index, to: network.peers[1].routes)
        try network.deliver()
        #expect(network.peers[1].announcedCount == 96)
        #expect(network.peers[1].withdrawnCount == 32)
    }

    @Test func peersWithEqualRulesShareEncodedMessages() throws {
        var network = try Self.network(50)
        try network.deliver()
        let before = network.core.counters
        for number in 0..<1000 {
            try network.peers[0].announce(
                NLRI(IPv4Prefix(address: 0x1400_0000 + UInt32(number) << 8, length: 24)), Self.route(network.peers[0]), &network.core)
        }
        try network.deliver()
        let after = network.core.counters
        #expect(after.updatesSent - before.updatesSent == 49 * (after.updatesEncoded - before.updatesEncoded))
        #expect(after.updatesEncoded - before.updatesEncoded < 5)
    }
}
