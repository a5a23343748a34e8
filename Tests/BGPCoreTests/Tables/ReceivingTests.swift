import Addresses
import BGPWire
import Testing

@testable import BGPCore

/// What peers send: limits, stale routes, malformed attributes.
@Suite struct ReceivingTests {
    static func prefix(_ number: Int) -> IPv4Prefix { IPv4Prefix(address: 0x1400_0000 + UInt32(number) << 8, length: 24) }

    static func network(_ limit: MaximumPrefixes? = nil) throws -> MirrorNetwork {
        var sender = MirrorPeer(0, as: 64601)
        sender.routes.maximumPrefixes = limit
        return try MirrorNetwork.quiet([sender, MirrorPeer(1, as: 64602)])
    }

    static func announce(_ numbers: Range<Int>, _ network: inout MirrorNetwork, _ communities: [Community] = []) throws {
        var attributes = PathAttributes(asPath: ASPath([64601]), nextHop: NextHop(network.peers[0].address))
        attributes.communities = communities
        for number in numbers { try network.peers[0].announce(NLRI(prefix(number)), attributes, &network.core) }
        try network.deliver()
    }

    /// What a limit of 10 does with 12 prefixes: how many are taken, and whether the session is to end.
    static let limits: [(MaximumPrefixes.Action, Int)] = [
        (.warn, 12), (.block, 10), (.end(restartAfter: nil), 10), (.end(restartAfter: .seconds(60)), 10),
    ]

    @Test(arguments: limits.indices)
    func limitWarnsAtThreeQuartersAndActsBeyond(row: Int) throws {
        let (action, taken) = Self.limits[row]
        let limit = MaximumPrefixes(10, action)
        var network = try Self.network(limit)
        try Self.announce(0..<7, &network)
        #expect(network.core.takeEvents().isEmpty)
        try Self.announce(7..<10, &network)
        #expect(network.core.takeEvents() == [.prefixWarning(network.peers[0].index, .ipv4Unicast, count: 8, limit: 10)])
        try Self.announce(10..<12, &network)
        #expect(network.core.takeEvents() == [.prefixLimit(network.peers[0].index, .ipv4Unicast, limit)])
        #expect(network.peers[1].told.count == taken)
        #expect(network.core.counts(of: network.peers[0].index).first?.received == taken)
    }

    @Test func knownPrefixIsTakenAtTheLimit() throws {
        var network = try Self.network(MaximumPrefixes(2, .block))
        try Self.announce(0..<3, &network)
        try Self.announce(0..<2, &network, [Community(1, 2)])
        #expect(network.peers[1].told[NLRI(Self.prefix(0))]?.communities == [Community(1, 2)])
        try network.peers[0].withdraw(NLRI(Self.prefix(0)), &network.core)
        try Self.announce(2..<3, &network)
        #expect(network.peers[1].told.count == 2)
    }

    @Test func staleRoutesStayUntilSweptOrAnnouncedAgain() throws {
        var network = try Self.network()
        try Self.announce(0..<4, &network)
        network.peers[0].down(&network.core, retaining: .ipv4)
        try network.deliver()
        #expect(network.peers[1].told.count == 4)
        #expect(network.core.counts(of: network.peers[0].index).first?.stale == 4)
        network.peers[0].up(&network.core)
        try Self.announce(0..<2, &network)
        #expect(network.peers[1].announcedCount == 4, "the same routes again change nothing")
        network.core.sweepStale(network.peers[0].index, .ipv4)
        try network.deliver()
        #expect(Set(network.peers[1].told.keys) == [NLRI(Self.prefix(0)), NLRI(Self.prefix(1))])
    }

    @Test func routesGoWithTheSessionWhenNothingIsRetained() throws {
        var network = try Self.network()
        try Self.announce(0..<4, &network)
        network.peers[0].down(&network.core)
        try network.deliver()
        #expect(network.peers[1].told.isEmpty)
        #expect(network.core.attributeSetCount == 0)
    }

    @Test func longLivedRoutesAreMarkedForThoseWhoKnowAndWithdrawnFromOthers() throws {
        var knowing = MirrorPeer(2, as: 64603)
        knowing.capabilities += [
            .gracefulRestart(GracefulRestartCapability(restartTime: 1, families: [])),
            .longLivedGracefulRestart(LongLivedGracefulRestartCapability([.init(.ipv4Unicast, forwardingPreserved: true, staleTime: 9)])),
        ]
        var network = MirrorNetwork([MirrorPeer(0, as: 64601), MirrorPeer(1, as: 64602), knowing])
        try Self.announce(0..<2, &network)
        try Self.announce(2..<3, &network, [.noLLGR])
        network.peers[0].down(&network.core, retaining: .ipv4)
        network.core.beginLongLived(network.peers[0].index, .ipv4)
        try network.deliver()
        #expect(network.peers[1].told.isEmpty)
        #expect(network.peers[2].told.count == 2)
        #expect(network.peers[2].told.values.allSatisfy { $0.communities.contains(.llgrStale) })
    }

    @Test func longLivedRouteIsTheLastChoice() throws {
        var network = MirrorNetwork([MirrorPeer(0, as: 64601), MirrorPeer(1, as: 64602), MirrorPeer(2, as: 64603)])
        try Self.announce(0..<1, &network)
        let worse = PathAttributes(asPath: ASPath([64602, 1, 2, 3]), nextHop: NextHop(network.peers[1].address))
        try network.peers[1].announce(NLRI(Self.prefix(0)), worse, &network.core)
        network.peers[0].down(&network.core, retaining: .ipv4)
        try network.deliver()
        #expect(network.peers[2].told[NLRI(Self.prefix(0))]?.asPath == ASPath([64512, 64601]))
        network.core.beginLongLived(network.peers[0].index, .ipv4)
        try network.deliver()
        #expect(network.peers[2].told[NLRI(Self.prefix(0))]?.asPath == ASPath([64512, 64602, 1, 2, 3]))
    }

    @Test func peersRefreshSweepsWhatItDoesNotNameAgain() throws {
        var network = try Self.network()
        try Self.announce(0..<4, &network)
        network.core.receive(RouteRefreshMessage(.ipv4Unicast, subtype: .beginning), from: network.peers[0].index)
        try Self.announce(1..<3, &network)
        #expect(network.peers[1].told.count == 4)
        network.core.receive(RouteRefreshMessage(.ipv4Unicast, subtype: .end), from: network.peers[0].index)
        try network.deliver()
        #expect(Set(network.peers[1].told.keys) == [NLRI(Self.prefix(1)), NLRI(Self.prefix(2))])
    }

    @Test func malformedAttributesWithdrawTheRouteAndAreTold() throws {
        var network = try Self.network()
        try Self.announce(0..<1, &network)
        // ORIGIN 9 is none; AS_PATH 64601, NEXT_HOP 10.9.0.10.
        let list: [UInt8] = [0x40, 1, 1, 9, 0x40, 2, 6, 2, 1, 0, 0, 0xfc, 0x59, 0x40, 3, 4, 10, 9, 0, 10]
        let routes: [UInt8] = [24, 20, 0, 0]
        let length = 19 + 4 + list.count + routes.count
        let message = [UInt8](repeating: 0xff, count: 16) + [0, UInt8(length), 2, 0, 0, 0, UInt8(list.count)] + list + routes
        try network.peers[0].send(message, &network.core)
        try network.deliver()
        #expect(network.peers[1].told.isEmpty)
        let events = network.core.takeEvents()
        #expect(events.count == 1)
        guard case .fault(let peer, let fault)? = events.first else { return }
        #expect(peer == network.peers[0].index)
        #expect(fault.attribute == .origin)
        #expect(network.core.attributeSetCount == 0)
    }

    @Test func messagesOfAPeerWithoutSessionAreIgnored() throws {
        var network = try Self.network()
        try network.deliver()
        let sender = network.peers[0]
        network.peers[0].down(&network.core)
        try sender.announce(
            NLRI(Self.prefix(0)), PathAttributes(asPath: ASPath([64601]), nextHop: NextHop(sender.address)), &network.core)
        network.core.removePeer(sender.index)
        try sender.announce(
            NLRI(Self.prefix(0)), PathAttributes(asPath: ASPath([64601]), nextHop: NextHop(sender.address)), &network.core)
        try network.deliver()
        #expect(network.peers[1].told.isEmpty)
        #expect(network.core.destinationCount(.ipv4Unicast) == 0)
    }

    @Test func numberOfAPeerThatIsGoneIsGivenAgain() throws {
        var network = try Self.network()
        try Self.announce(0..<4, &network)
        let gone = network.peers[0].index
        network.core.removePeer(gone)
        let early = network.core.addPeer(PeerRoutes(address: network.peers[0].address))
        #expect(early != gone, "its routes may still be told as from it")
        network.core.removePeer(early)
        network.peers.removeFirst()
        try network.deliver()
        #expect(network.peers[0].told.isEmpty)
        #expect([gone, early].contains(network.core.addPeer(PeerRoutes(address: IPAddress(family: .v4, value: 1)))))
    }
}
