import Speaker
import Testing

@Suite struct HarnessTests {
    @Test(.needs()) func aNetworkHasItsAddressesAndNothingElse() async throws {
        try await TestNetwork.run { network in
            let text = try await network.command([Programs.ip, "-o", "addr"])
            #expect(text.contains("10.9.0.20/32") && text.contains("fd09::14/128"))
        }
    }

    @Test(.needs(.bird, .goBGP, .frr), arguments: [DaemonKind.goBGP, .frr])
    func daemonsExchangeRoutesWithAttributes(_ kind: DaemonKind) async throws {
        try await TestNetwork.run { network in
            let bird = BIRD(network, DaemonConfiguration(2, asNumber: 65002, peers: [DaemonPeer("10.9.0.3", asNumber: 65003)]))
            var peer = DaemonPeer("10.9.0.2", asNumber: 65002)
            peer.isPassive = true
            let other = network.daemon(kind, DaemonConfiguration(3, asNumber: 65003, peers: [peer]))
            try await other.start()
            var route = TestRoute("10.1.0.0/24")
            route.origin = .egp
            route.path = "65010 65011"
            route.med = 7
            route.communities = ["65000:1", "65535:65282"]
            route.extended = ["rt:65000:5", "soo:10.1.1.1:5"]
            route.large = ["1:2:3"]
            var route6 = TestRoute("2001:db8::/32")
            route6.path = "65012"
            try await bird.start()
            try await bird.announce([route, route6])
            try await bird.waitUntilEstablished("10.9.0.3")
            try await expectArrival(of: [route, route6], at: other, from: "10.9.0.2", asNumber: 65002)
            try await bird.withdraw([route.prefix, route6.prefix])
            try await eventually("withdrawn", { try await other.routes(from: "10.9.0.2") }, until: \.isEmpty)

            route.prefix = "10.3.0.0/24"
            route.communities = ["65000:1"]
            if kind == .frr { route.isAtomic = true }
            if kind == .goBGP { route.extended = ["rt:65000:5"] }
            // FRR's own routes have a MED.
            route6.med = kind == .frr ? 0 : nil
            route.aggregator = "65020 10.7.7.7"
            try await other.announce([route, route6])
            try await expectArrival(of: [route, route6], at: bird, from: "10.9.0.3", asNumber: 65003)
            try await other.withdraw([route.prefix, route6.prefix])
            try await eventually("withdrawn", { try await bird.routes(from: "10.9.0.3") }, until: \.isEmpty)
        }
    }

    /// What an external peer makes of routes that `asNumber` announces: its number in front, its address as next hop.
    private func expectArrival(of routes: [TestRoute], at daemon: any Daemon, from peer: String, asNumber: UInt32) async throws {
        let expected = routes.map { route in
            var route = route
            route.path = "\(asNumber) \(route.path)"
            route.nextHop = route.isIPv6 ? peer.replacing("10.9.0.", with: "fd09::") : peer
            return route
        }
        try await eventually("\(expected)") {
            try await daemon.routes(from: peer).map { route in
                var route = route
                route.localPreference = nil
                return route
            }
        } until: {
            $0 == expected.sorted { $0.prefix < $1.prefix }
        }
    }
}
