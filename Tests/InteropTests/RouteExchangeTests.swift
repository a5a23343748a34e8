import Speaker
import Testing

/// Routes and withdrawals, both directions, both families, over sessions of both families.
@Suite struct RouteExchangeTests {
    @Test(.needs(.bird, .goBGP, .frr), arguments: DaemonKind.allCases, [false, true])
    func routesComeAndGoInBothDirections(_ kind: DaemonKind, overIPv6: Bool) async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, kind, overIPv6: overIPv6)
            let ours = [TestRoute("10.1.0.0/24"), TestRoute("10.1.1.128/25"), TestRoute("2001:db8:1::/48"), TestRoute("2001:db8:1::1/128")]
            let theirs = [TestRoute("10.2.0.0/16"), TestRoute("0.0.0.0/0"), TestRoute("2001:db8:2::/48"), TestRoute("2001:db8:2::2/128")].map {
                route in
                var route = route
                // FRR's own routes have a MED.
                route.med = kind == .frr ? 0 : nil
                return route
            }
            try await duel.us.originate(ours)
            try await duel.daemon.announce(theirs)
            try await duel.expectAtDaemon(ours.map { $0.received(by: kind) }) { $0.withoutPreference }
            try await duel.expectAtOurs(theirs.map { $0.sent(by: 65002, number: 2) })

            try await duel.us.withdraw([ours[0].prefix, ours[3].prefix])
            try await duel.daemon.withdraw([theirs[1].prefix, theirs[2].prefix])
            try await duel.expectAtDaemon(ours[1...2].map { $0.received(by: kind) }) { $0.withoutPreference }
            try await duel.expectAtOurs([theirs[0], theirs[3]].map { $0.sent(by: 65002, number: 2) })
        }
    }
}
