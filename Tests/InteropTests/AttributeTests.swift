import Speaker
import Testing

/// Every attribute, to and from each daemon.
@Suite struct AttributeTests {
    /// All that an external peer may be sent.
    static let full: TestRoute = {
        var route = TestRoute("10.1.0.0/24")
        route.origin = .egp
        route.path = "65010 4200000010 {65011 65012}"
        route.med = 4_294_967_295
        route.isAtomic = true
        route.aggregator = "4200000020 10.7.7.7"
        route.communities = ["65000:1", "65000:65535", "65535:65284"]
        route.extended = ["rt:65000:4294967295", "soo:10.1.1.1:5", "rt:4200000010:7"]
        route.large = ["4294967295:0:1", "65000:2:3"]
        route.unknown = ["99 deadbeef"]
        return route
    }()

    @Test(.needs(.bird, .goBGP, .frr), arguments: DaemonKind.allCases)
    func anExternalPeerGetsAllAttributes(_ kind: DaemonKind) async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, kind)
            var route6 = Self.full
            route6.prefix = "2001:db8:1::/48"
            route6.origin = .incomplete
            try await duel.us.originate([Self.full, route6])
            try await duel.expectAtDaemon([Self.full, route6].map { $0.received(by: kind) }) { $0.withoutPreference }
        }
    }

    @Test(.needs(.bird, .goBGP, .frr), arguments: DaemonKind.allCases)
    func anInternalPeerGetsThePreferenceAndThePathAsItIs(_ kind: DaemonKind) async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, kind, isInternal: true)
            var route = Self.full
            route.localPreference = 4_000_000_000
            try await duel.us.originate([route])
            route.nextHop = TestNetwork.address(1)
            if kind == .frr { route.unknown = [] }
            try await duel.expectAtDaemon([route])
        }
    }

    @Test(.needs(.bird, .goBGP, .frr), arguments: DaemonKind.allCases, [false, true])
    func attributesOfADaemonsRoutesArrive(_ kind: DaemonKind, isInternal: Bool) async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, kind, isInternal: isInternal)
            var route = Self.full
            route.prefix = "10.2.0.0/24"
            route.unknown = []
            route.localPreference = 4_000_000_000
            switch kind {
            case .bird:
                route.path = "65010 4200000010"
                route.isAtomic = false
                route.aggregator = nil
            case .goBGP:
                route.isAtomic = false
                route.extended = ["rt:65000:4294967295"]
            case .frr:
                route.path = "65010 4200000010"
                // FRR's route maps take numbers of two octets here.
                route.aggregator = "65020 10.7.7.7"
                route.extended = ["rt:65000:4294967295", "soo:10.1.1.1:5"]
            }
            var route6 = route
            route6.prefix = "2001:db8:2::/48"
            try await duel.daemon.announce([route, route6])
            let expected = [route, route6].map { route in
                var expected = route.sent(by: 65002, number: 2)
                if isInternal {
                    expected.path = route.path
                    expected.localPreference = route.localPreference
                }
                return expected
            }
            try await duel.expectAtOurs(expected)
        }
    }

    /// Speaker 3 has the route from the daemon as we sent it: sets and attributes unknown to the daemon pass it both ways.
    @Test(.needs(.bird, .goBGP, .frr), arguments: DaemonKind.allCases)
    func aDaemonPassesAllAttributesOn(_ kind: DaemonKind) async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, kind) { plan in
                var third = DaemonPeer(TestNetwork.address(3), asNumber: 65003)
                third.isPassive = true
                plan.daemon.peers.append(third)
            }
            let peer = try TestSpeaker.peer(duel.daemonAddress, asNumber: 65002, of: 3, localAS: 65003)
            let other = try await TestSpeaker(try TestSpeaker.configuration(3, asNumber: 65003, peers: [peer]), in: network)
            var route6 = Self.full
            route6.prefix = "2001:db8:1::/48"
            try await duel.us.originate([Self.full, route6])
            let expected = [Self.full, route6].map { route in
                var route = route.sent(by: 65001, number: 1).sent(by: 65002, number: 2)
                // A MED goes to the next AS only.
                route.med = nil
                return route
            }
            try await eventually("\(expected)") {
                await other.routes(from: duel.daemonAddress).map { route in
                    var route = route
                    // GoBGP has no next hop of the family that is not the session's.
                    if kind == .goBGP && route.isIPv6 { route.nextHop = TestNetwork.address6(2) }
                    return route
                }
            } until: {
                $0 == expected
            }
        }
    }
}
