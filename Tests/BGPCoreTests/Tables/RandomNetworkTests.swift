import Addresses
import BGPWire
import TestSupport
import Testing

@testable import BGPCore

/// Thousands of random events on one core and its peers; whenever it is quiet, every peer has been told exactly what it should.
@Suite struct RandomNetworkTests {
    static let prefixes = (0..<40).map { IPv4Prefix(address: 0x1400_0000 + UInt32($0) << 8, length: 24) }

    static func peers() -> [MirrorPeer] {
        [
            MirrorPeer(0, as: 64601), MirrorPeer(1, as: 64602), MirrorPeer(2, as: 64603, addPath: true), MirrorPeer(3, as: 64512),
            MirrorPeer(4, as: 64512, isClient: true), MirrorPeer(5, as: 64512, isClient: true), MirrorPeer(6, as: 64512),
            MirrorPeer(7, as: 64512, isClient: true, addPath: true), MirrorPeer(8, as: 64601), MirrorPeer(9, as: 64602, addPath: true),
        ]
    }

    static func attributes(_ peer: MirrorPeer, _ network: MirrorNetwork, _ random: inout SeededGenerator) -> PathAttributes {
        let tail = (0..<Int.random(in: 0...2, using: &random)).map { _ in ASNumber(UInt32.random(in: 100...104, using: &random)) }
        // Now and then a third party's next hop: another peer.
        let owner = Int.random(in: 0..<6, using: &random) == 0 ? network.peers.randomElement(using: &random) ?? peer : peer
        var attributes = PathAttributes(
            asPath: ASPath(peer.asNumber == 64512 ? tail : [peer.asNumber] + tail), nextHop: NextHop(owner.address))
        if peer.asNumber == 64512 { attributes.localPreference = UInt32.random(in: 99...101, using: &random) }
        if Int.random(in: 0..<3, using: &random) == 0 { attributes.multiExitDiscriminator = UInt32.random(in: 0...2, using: &random) }
        if Int.random(in: 0..<8, using: &random) == 0 { attributes.communities = [.noExport] }
        return attributes
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8])
    func everyPeerIsToldWhatItShould(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var network = MirrorNetwork(Self.peers())
        for step in 0..<4000 {
            try change(&network, &random)
            if Int.random(in: 0..<3, using: &random) == 0 {
                try network.deliver(outputs: Int.random(in: 0...3, using: &random), processing: Int.random(in: 1...5, using: &random))
            }
            if step % 250 == 249 {
                for place in network.peers.indices { network.core.setWritable(network.peers[place].index, true) }
                try network.deliver()
                network.check("seed \(seed), step \(step)")
                checkBest(network, "seed \(seed), step \(step)")
                checkPages(network, Int.random(in: 1...7, using: &random), "seed \(seed), step \(step)")
            }
        }
        try empty(&network)
        #expect(network.core.attributeSetCount == 0)
        #expect(network.core.destinationCount(.ipv4Unicast) == 0)
        for peer in network.peers where peer.isUp { #expect(peer.told.isEmpty) }
    }

    private func change(_ network: inout MirrorNetwork, _ random: inout SeededGenerator) throws {
        let place = Int.random(in: 0..<network.peers.count, using: &random)
        let peer = network.peers[place]
        let prefix = Self.prefixes.randomElement(using: &random) ?? Self.prefixes[0]
        let hasPathIDs = peer.negotiated?.decoding.addPath.contains(.ipv4) == true
        let nlri = NLRI(prefix, pathID: hasPathIDs ? UInt32.random(in: 0...2, using: &random) : 0)
        switch Int.random(in: 0..<40, using: &random) {
        case 0:
            if peer.isUp {
                network.peers[place].down(&network.core, retaining: Bool.random(using: &random) ? .ipv4 : [])
            } else {
                network.peers[place].up(&network.core)
                if Bool.random(using: &random) { network.core.sweepStale(peer.index, .ipv4) }
            }
        case 1: network.core.setWritable(peer.index, false)
        case 2, 3: network.core.setWritable(peer.index, true)
        case 4: if peer.isUp { network.core.receive(RouteRefreshMessage(.ipv4Unicast), from: peer.index) }
        case 5: network.core.originate(prefix.prefix, PathAttributes())
        case 6: network.core.withdraw(prefix.prefix)
        case 7: if !peer.isUp { network.core.beginLongLived(peer.index, .ipv4) }
        case 8: changePolicy(&network, place, &random)
        case 9: if !peer.isUp { network.core.sweepStale(peer.index, .ipv4) }
        case 10...28:
            if peer.isUp { try peer.announce(nlri, Self.attributes(peer, network, &random), &network.core) }
        default:
            if peer.isUp { try peer.withdraw(nlri, &network.core) }
        }
    }

    private func changePolicy(_ network: inout MirrorNetwork, _ place: Int, _ random: inout SeededGenerator) {
        let network24 = IPPrefix("20.0.16.0/20")
        let conditions = network24.map { [FilterCondition.prefix(.inside, $0, lengths: nil)] } ?? []
        let reject = RouteFilter(name: "some", rules: [FilterRule(conditions, .reject)])
        let mark = RouteFilter(name: "mark", rules: [FilterRule(conditions, .accept([.addCommunity(Community(64512, 9))]))])
        let choices: [[RouteFilter]] = [[], [reject], [mark]]
        network.peers[place].routes.importPolicy.filters = choices.randomElement(using: &random) ?? []
        network.peers[place].routes.exportPolicy.filters = choices.randomElement(using: &random) ?? []
        network.core.change(network.peers[place].index, to: network.peers[place].routes)
    }

    /// The best of each prefix is what the decision process says of all its routes.
    private func checkBest(_ network: MirrorNetwork, _ comment: Comment) {
        for prefix in Self.prefixes {
            let views = network.core.explain(prefix.prefix)
            let usable = views.filter { !$0.isRejected }
            #expect(usable.count { $0.isBest } == (usable.isEmpty ? 0 : 1), "\(prefix), \(comment)")
            #expect(usable.first?.isBest != false, "\(prefix), \(comment)")
        }
    }

    /// Lists read page by page hold what is told of each prefix by itself.
    private func checkPages(_ network: MirrorNetwork, _ limit: Int, _ comment: Comment) {
        let told = Self.prefixes.flatMap { network.core.explain($0.prefix) }
        #expect(Set(pages(network, .explained, limit)) == Set(told), comment)
        #expect(Set(pages(network, .best, limit).map(\.prefix)) == Set(told.filter(\.isBest).map(\.prefix)), comment)
        for peer in network.peers {
            #expect(pages(network, .sent(peer.index), limit).count == network.core.sent(to: peer.index, .ipv4Unicast).count, comment)
            let received = pages(network, .received(peer.index), limit)
            let ofPeer = told.filter { $0.peer == peer.index }
            #expect(
                Set(received.map { [$0.prefix.description, "\($0.pathID)"] }) == Set(ofPeer.map { [$0.prefix.description, "\($0.pathID)"] }), comment)
        }
    }

    private func pages(_ network: MirrorNetwork, _ selection: RouteSelection, _ limit: Int) -> [RouteView] {
        var views: [RouteView] = []
        var next: Int? = 0
        while let start = next {
            let page = network.core.page(selection, .ipv4Unicast, from: start, limit: limit)
            views += page.routes
            next = page.next
        }
        #expect(Set(views.map { [$0.prefix.description, "\($0.pathID)", "\(String(describing: $0.peer))"] }).count == views.count, "no route twice")
        return views
    }

    /// Everything is withdrawn, stale routes go.
    private func empty(_ network: inout MirrorNetwork) throws {
        for prefix in Self.prefixes { network.core.withdraw(prefix.prefix) }
        for place in network.peers.indices {
            network.core.sweepStale(network.peers[place].index, .ipv4)
            network.core.setWritable(network.peers[place].index, true)
            guard network.peers[place].isUp else { continue }
            for prefix in Self.prefixes {
                for pathID in UInt32(0)...2 { try network.peers[place].withdraw(NLRI(prefix, pathID: pathID), &network.core) }
            }
        }
        try network.deliver()
    }
}
