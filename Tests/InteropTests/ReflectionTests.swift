import BGPCore
import BGPWire
import Speaker
import Testing

/// Route reflection (RFC 4456).
@Suite struct ReflectionTests {
    /// Clients: BIRD (2) and GoBGP (3). Others: FRR (4) and speaker 5. Each has one route.
    @Test(.needs(.bird, .goBGP, .frr)) func ourReflectorTellsWhomItMustAndMarksWhatItReflects() async throws {
        try await TestNetwork.run { network in
            let kinds: [(Int, DaemonKind, isClient: Bool)] = [(2, .bird, true), (3, .goBGP, true), (4, .frr, false)]
            var daemons: [any Daemon] = []
            var peers: [PeerConfiguration] = []
            for (number, kind, isClient) in kinds {
                var theirs = DaemonPeer(TestNetwork.address(1), asNumber: 65001)
                theirs.isPassive = true
                let daemon = network.daemon(kind, DaemonConfiguration(number, asNumber: 65001, peers: [theirs]))
                try await daemon.start()
                try await daemon.announce([Self.route(number)])
                daemons.append(daemon)
                var peer = try TestSpeaker.peer(TestNetwork.address(number), asNumber: 65001, localAS: 65001)
                peer.routes.isClient = isClient
                peers.append(peer)
            }
            peers.append(try TestSpeaker.peer(TestNetwork.address(5), asNumber: 65001, localAS: 65001))
            let reflector = try await TestSpeaker(
                try TestSpeaker.configuration(1, asNumber: 65001, clusterID: "10.9.0.99", peers: peers), in: network)
            let toReflector = try TestSpeaker.peer(TestNetwork.address(1), asNumber: 65001, of: 5, localAS: 65001)
            let other = try await TestSpeaker(try TestSpeaker.configuration(5, asNumber: 65001, peers: [toReflector]), in: network)
            try await other.originate([Self.route(5)])
            for peer in peers { try await reflector.waitUntilEstablished(peer.name) }

            // Who hears of whose routes.
            let expected: [Int: [Int]] = [2: [3, 4, 5], 3: [2, 4, 5], 4: [2, 3], 5: [2, 3]]
            for (daemon, number) in zip(daemons, 2...4) {
                try await eventually(
                    "\(daemon.kind.rawValue) has what it should", { try await daemon.routes(from: TestNetwork.address(1)).map(Self.facts) }
                ) {
                    $0 == expected[number]?.map(Self.reflected)
                }
            }
            try await eventually("speaker 5 has what it should", { await other.routes(from: TestNetwork.address(1)).map(Self.facts) }) {
                $0 == expected[5]?.map(Self.reflected)
            }
            try await daemons[0].withdraw([Self.route(2).prefix])
            try await eventually("the withdrawal is reflected", { await other.routes(from: TestNetwork.address(1)).map(\.prefix) }) {
                $0 == [Self.route(3).prefix]
            }
        }
    }

    /// The daemon reflects between us and speaker 3.
    @Test(.needs(.bird, .goBGP, .frr), arguments: DaemonKind.allCases)
    func asClientsWeTakeWhatIsReflectedAndRefuseLoops(_ kind: DaemonKind) async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, kind, isInternal: true) { plan in
                plan.theirs.isClient = true
                plan.daemon.clusterID = "10.9.0.99"
                plan.speaker.identity.clusterID = BGPIdentifier("10.9.0.77") ?? plan.speaker.identity.clusterID
                var third = DaemonPeer(TestNetwork.address(3), asNumber: 65001)
                third.isPassive = true
                third.isClient = true
                plan.daemon.peers.append(third)
            }
            let peer = try TestSpeaker.peer(duel.daemonAddress, asNumber: 65001, of: 3, localAS: 65001)
            let other = try await TestSpeaker(try TestSpeaker.configuration(3, asNumber: 65001, peers: [peer]), in: network)
            try await other.waitUntilEstablished(peer.name)
            // One that we originated by its words, one that has been in our cluster, one that is fine.
            var ourOriginator = TestRoute("10.3.1.0/24")
            ourOriginator.originator = TestNetwork.address(1)
            var ourCluster = TestRoute("10.3.2.0/24")
            ourCluster.clusters = ["10.9.0.77"]
            try await other.originate([ourOriginator, ourCluster, Self.route(3)])
            try await eventually("the good route", { await duel.us.routes(from: duel.daemonAddress).map(Self.facts) }) {
                $0 == ["10.3.0.0/24 via 10.9.0.3 originator 10.9.0.3 clusters 10.9.0.99"]
            }
            #expect(await duel.us.speaker.best(.ipv4Unicast).map { "\($0.prefix)" } == ["10.3.0.0/24"])
        }
    }

    private static func route(_ number: Int) -> TestRoute { TestRoute("10.\(number).0.0/24") }

    private static func reflected(_ number: Int) -> String {
        "10.\(number).0.0/24 via \(TestNetwork.address(number)) originator \(TestNetwork.address(number)) clusters 10.9.0.99"
    }

    private static func facts(_ route: TestRoute) -> String {
        "\(route.prefix) via \(route.nextHop ?? "-") originator \(route.originator ?? "-") clusters \(route.clusters.joined(separator: " "))"
    }
}
