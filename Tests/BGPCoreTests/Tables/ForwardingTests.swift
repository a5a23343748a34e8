import Addresses
import BGPWire
import TestSupport
import Testing

@testable import BGPCore

/// What whoever forwards packets hears.
@Suite struct ForwardingTests {
    static let prefix = IPv4Prefix(address: 0x1400_0000, length: 24)

    static func network(_ count: Int = 3, paths: Int = 1, as same: ASNumber? = nil) -> MirrorNetwork {
        var identity = SpeakerIdentity(asNumber: 64512, identifier: BGPIdentifier(0x0a09_0001), seed: 7)
        identity.decision.maximumPaths = paths
        var network = MirrorNetwork([])
        network.core = RoutingCore(identity, forwards: true)
        network.peers = (0..<count).map { MirrorPeer($0, as: same ?? ASNumber(UInt32(64601 + $0))) }
        for place in network.peers.indices {
            network.peers[place].index = network.core.addPeer(network.peers[place].routes)
            network.peers[place].up(&network.core)
        }
        return network
    }

    static func route(_ peer: MirrorPeer, _ tail: [ASNumber] = [], preference: UInt32? = nil) -> PathAttributes {
        var attributes = PathAttributes(asPath: ASPath([peer.asNumber] + tail), nextHop: NextHop(peer.address))
        attributes.localPreference = preference
        return attributes
    }

    @Test func routesAreTakenOnceAsTheyAreThen() throws {
        var network = Self.network()
        try network.peers[0].announce(NLRI(Self.prefix), Self.route(network.peers[0], [7]), &network.core)
        try network.deliver()
        #expect(network.core.hasForwarding)
        try network.peers[1].announce(NLRI(Self.prefix), Self.route(network.peers[1]), &network.core)
        try network.deliver()
        let routes = network.core.takeForwarding(limit: 10)
        #expect(routes.map(\.prefix) == [Self.prefix.prefix])
        #expect(routes[0].paths.map(\.nextHop) == [network.peers[1].address])
        #expect(!network.core.hasForwarding)
        #expect(network.core.takeForwarding(limit: 10).isEmpty)
        try network.peers[0].announce(NLRI(Self.prefix), Self.route(network.peers[0], [7, 8]), &network.core)
        try network.deliver()
        #expect(!network.core.hasForwarding, "the best is as it was")
    }

    @Test func withdrawnRouteIsTakenWithoutPathsAndForgotten() throws {
        var network = Self.network(1)
        try network.peers[0].announce(NLRI(Self.prefix), Self.route(network.peers[0]), &network.core)
        try network.deliver()
        _ = network.core.takeForwarding(limit: 10)
        try network.peers[0].withdraw(NLRI(Self.prefix), &network.core)
        try network.deliver()
        #expect(network.core.destinationCount(.ipv4Unicast) == 1, "somebody has still to hear of it")
        #expect(network.core.takeForwarding(limit: 10) == [ForwardingRoute(Self.prefix.prefix, [])])
        #expect(network.core.destinationCount(.ipv4Unicast) == 0)
    }

    @Test func ownRouteIsNobodysToForward() throws {
        var network = Self.network(1)
        network.core.originate(Self.prefix.prefix, PathAttributes())
        try network.deliver()
        #expect(network.core.takeForwarding(limit: 10).isEmpty)
        try network.peers[0].announce(NLRI(Self.prefix), Self.route(network.peers[0]), &network.core)
        try network.deliver()
        #expect(!network.core.hasForwarding)
        network.core.withdraw(Self.prefix.prefix)
        try network.deliver()
        #expect(network.core.takeForwarding(limit: 10).first?.paths.map(\.nextHop) == [network.peers[0].address])
        network.core.originate(Self.prefix.prefix, PathAttributes())
        try network.deliver()
        #expect(network.core.takeForwarding(limit: 10) == [ForwardingRoute(Self.prefix.prefix, [])])
    }

    @Test(arguments: [(1, 1), (2, 2), (3, 3), (8, 3)])
    func equalRoutesAreForwardedTogether(maximum: Int, used: Int) throws {
        var network = Self.network(4, paths: maximum)
        for place in network.peers.indices {
            let tail: [ASNumber] = place == 3 ? [7, 8] : [7]
            try network.peers[place].announce(NLRI(Self.prefix), Self.route(network.peers[place], tail), &network.core)
        }
        try network.deliver()
        let paths = try #require(network.core.takeForwarding(limit: 10).first).paths
        #expect(paths.count == used)
        #expect(paths[0].nextHop == network.peers[0].address, "the best first")
        #expect(!paths.map(\.nextHop).contains(network.peers[3].address))
    }

    @Test func unreachableNextHopLeavesTheRouteOut() throws {
        var network = Self.network()
        try network.peers[0].announce(NLRI(Self.prefix), Self.route(network.peers[0]), &network.core)
        try network.peers[1].announce(NLRI(Self.prefix), Self.route(network.peers[1], [7]), &network.core)
        try network.deliver()
        #expect(network.core.takeForwarding(limit: 10).first?.paths.map(\.nextHop) == [network.peers[0].address])
        #expect(Set(network.core.takeNextHopChanges().used) == [network.peers[0].address, network.peers[1].address])

        network.core.setReachable(network.peers[0].address, false)
        try network.deliver()
        #expect(network.core.takeForwarding(limit: 10).first?.paths.map(\.nextHop) == [network.peers[1].address])
        #expect(network.peers[2].told[NLRI(Self.prefix)]?.asPath == ASPath([64512, 64602, 7]))
        let views = network.core.explain(Self.prefix.prefix)
        #expect(views.last?.why == "next hop \(network.peers[0].address) cannot be reached: no route of this host leads there")

        network.core.setReachable(network.peers[1].address, false)
        try network.deliver()
        #expect(network.core.takeForwarding(limit: 10) == [ForwardingRoute(Self.prefix.prefix, [])])
        #expect(network.peers[2].told.isEmpty)
        network.core.setReachable(network.peers[0].address, true)
        try network.deliver()
        #expect(network.core.takeForwarding(limit: 10).first?.paths.map(\.nextHop) == [network.peers[0].address])
    }

    @Test func everythingIsOfferedAgainWhenAskedFor() throws {
        var network = Self.network(1)
        for number in 0..<50 {
            let prefix = IPv4Prefix(address: 0x1400_0000 + UInt32(number) << 8, length: 24)
            try network.peers[0].announce(NLRI(prefix), Self.route(network.peers[0]), &network.core)
        }
        try network.deliver()
        #expect(network.core.takeForwarding(limit: 100).count == 50)
        network.core.offerForwardingAgain()
        #expect(network.core.forwardingCount == 50)
        #expect(network.core.takeForwarding(limit: 30).count == 30)
        #expect(network.core.takeForwarding(limit: 30).count == 20)
    }

    /// Random changes, taken now and then: in the end whoever forwards has exactly what the decision says.
    @Test(arguments: 0..<12)
    func takerEndsWithWhatIsUsed(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        var network = Self.network(4, paths: seed % 2 == 0 ? 1 : 3)
        var taken: [IPPrefix: [IPAddress]] = [:]
        var takenCount = 0
        func take(_ limit: Int) {
            for route in network.core.takeForwarding(limit: limit) {
                takenCount += 1
                taken[route.prefix] = route.paths.isEmpty ? nil : route.paths.map(\.nextHop)
            }
        }
        var unreachable: Set<IPAddress> = []
        for _ in 0..<600 {
            let place = Int.random(in: network.peers.indices, using: &random)
            let prefix = IPv4Prefix(address: 0x1400_0000 + UInt32.random(in: 0..<20, using: &random) << 8, length: 24)
            switch Int.random(in: 0..<12, using: &random) {
            case 0..<6:
                let tail = [ASNumber](repeating: 7, count: Int.random(in: 0..<2, using: &random))
                try network.peers[place].announce(NLRI(prefix), Self.route(network.peers[place], tail), &network.core)
            case 6..<8: try network.peers[place].withdraw(NLRI(prefix), &network.core)
            case 8: network.core.originate(prefix.prefix, PathAttributes())
            case 9: network.core.withdraw(prefix.prefix)
            case 10:
                let address = network.peers[place].address
                let isReachable = unreachable.remove(address) != nil
                if !isReachable { unreachable.insert(address) }
                network.core.setReachable(address, isReachable)
            default: take(Int.random(in: 1..<8, using: &random))
            }
            if Bool.random(using: &random) { try network.deliver() }
        }
        try network.deliver()
        while network.core.hasForwarding { take(1000) }
        var expected: [IPPrefix: [IPAddress]] = [:]
        for view in network.core.best(.ipv4Unicast) where view.peer != nil {
            expected[view.prefix] = network.core.explain(view.prefix).filter(\.isUsed).compactMap { $0.attributes.nextHop?.address }
        }
        #expect(taken == expected)
        #expect(takenCount > 20)
    }

    @Test func becomingAClientIsAppliedToTheRoutesThatAreThere() throws {
        var network = Self.network(3, as: 64512)
        try network.peers[0].announce(NLRI(Self.prefix), PathAttributes(nextHop: NextHop(network.peers[0].address)), &network.core)
        try network.deliver()
        #expect(network.peers.map(\.announcedCount) == [0, 0, 0], "an internal route does not go to internal peers")
        var routes = network.peers[1].routes
        routes.isClient = true
        network.core.change(network.peers[1].index, to: routes)
        try network.deliver()
        #expect(network.peers.map(\.announcedCount) == [0, 1, 0])
        #expect(network.peers[1].told[NLRI(Self.prefix)]?.clusterList == [BGPIdentifier(0x0a09_0001)])
        routes = network.peers[0].routes
        routes.isClient = true
        network.core.change(network.peers[0].index, to: routes)
        try network.deliver()
        #expect(network.peers[2].announcedCount == 1, "what a client says goes to all")
        network.core.setClusterID(BGPIdentifier(0x0a09_0063))
        try network.deliver()
        #expect(network.peers[2].told[NLRI(Self.prefix)]?.clusterList == [BGPIdentifier(0x0a09_0063)])
        routes.isClient = false
        network.core.change(network.peers[0].index, to: routes)
        try network.deliver()
        #expect(network.peers[2].told.isEmpty)
        #expect(network.peers[1].told.count == 1)
    }

    @Test func filterSeesTheInterfaceOfALocalRoute() throws {
        var network = Self.network(1)
        var routes = network.peers[0].routes
        routes.exportPolicy.filters = [RouteFilter(name: "only", rules: [FilterRule([.interface("eth*")], .accept([])), FilterRule([], .reject)])]
        network.core.change(network.peers[0].index, to: routes)
        network.core.originate(Self.prefix.prefix, PathAttributes(), interface: "br0")
        try network.deliver()
        #expect(network.peers[0].told.isEmpty)
        network.core.originate(Self.prefix.prefix, PathAttributes(), interface: "eth1")
        try network.deliver()
        #expect(network.peers[0].told.count == 1)
        network.core.originate(Self.prefix.prefix, PathAttributes())
        try network.deliver()
        #expect(network.peers[0].told.isEmpty)
    }
}
