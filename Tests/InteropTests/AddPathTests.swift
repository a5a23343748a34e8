import BGPCore
import BGPWire
import Speaker
import Testing

/// Several paths to one prefix (RFC 7911). Two further speakers, 3 and 4, announce the same prefixes to the sender.
@Suite struct AddPathTests {
    private static let prefixes = ["10.1.0.0/24", "2001:db8:1::/48"]

    @Test(.needs(.bird, .goBGP, .frr), arguments: DaemonKind.allCases)
    func aDaemonGetsAllPathsOfOurs(_ kind: DaemonKind) async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, kind) { plan in
                plan.ours.session.addPath = [AddPathCapability.Family(.ipv4Unicast, .send), AddPathCapability.Family(.ipv6Unicast, .send)]
                plan.theirs.addPath = .receive
                for number in 3...4 {
                    guard let peer = try? TestSpeaker.peer(TestNetwork.address(number), asNumber: UInt32(65000 + number), localAS: 65001) else {
                        continue
                    }
                    plan.speaker.peers.append(peer)
                }
            }
            let sources = try await Self.sources(network, to: 1, asNumber: 65001)
            try await eventually("both paths", { try await duel.daemon.routes(from: duel.ourAddress).map { "\($0.prefix) \($0.path)" } }) {
                $0 == Self.prefixes.flatMap { ["\($0) 65001 65003", "\($0) 65001 65004"] }
            }
            try await sources[0].withdraw(Self.prefixes)
            try await eventually("one path", { try await duel.daemon.routes(from: duel.ourAddress).map { "\($0.prefix) \($0.path)" } }) {
                $0 == Self.prefixes.map { "\($0) 65001 65004" }
            }
        }
    }

    @Test(.needs(.bird, .goBGP, .frr), arguments: DaemonKind.allCases)
    func weGetAllPathsOfADaemon(_ kind: DaemonKind) async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, kind) { plan in
                plan.ours.session.addPath = [AddPathCapability.Family(.ipv4Unicast, .receive), AddPathCapability.Family(.ipv6Unicast, .receive)]
                plan.theirs.addPath = .send
                for number in 3...4 {
                    var peer = DaemonPeer(TestNetwork.address(number), asNumber: UInt32(65000 + number))
                    peer.isPassive = true
                    plan.daemon.peers.append(peer)
                }
            }
            let sources = try await Self.sources(network, to: 2, asNumber: 65002)
            try await eventually("both paths", { await duel.us.routes(from: duel.daemonAddress).map { "\($0.prefix) \($0.path)" } }) {
                $0 == Self.prefixes.flatMap { ["\($0) 65002 65003", "\($0) 65002 65004"] }
            }
            let best = await duel.us.speaker.best(.ipv4Unicast)
            #expect(best.count == 1)
            try await sources[0].withdraw(Self.prefixes)
            try await eventually("one path", { await duel.us.routes(from: duel.daemonAddress).map { "\($0.prefix) \($0.path)" } }) {
                $0 == Self.prefixes.map { "\($0) 65002 65004" }
            }
        }
    }

    /// Speakers 3 and 4 with a session to speaker or daemon `number`.
    private static func sources(_ network: TestNetwork, to number: Int, asNumber: UInt32) async throws -> [TestSpeaker] {
        var sources: [TestSpeaker] = []
        for source in 3...4 {
            let localAS = UInt32(65000 + source)
            let peer = try TestSpeaker.peer(TestNetwork.address(number), asNumber: asNumber, of: source, localAS: localAS)
            let speaker = try await TestSpeaker(try TestSpeaker.configuration(source, asNumber: localAS, peers: [peer]), in: network)
            try await speaker.waitUntilEstablished(peer.name)
            try await speaker.originate(prefixes.map { TestRoute($0) })
            sources.append(speaker)
        }
        return sources
    }
}
