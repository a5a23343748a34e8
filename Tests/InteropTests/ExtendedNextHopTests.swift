import BGPCore
import BGPWire
import Speaker
import Testing

/// IPv4 routes with IPv6 next hops (RFC 8950).
@Suite struct ExtendedNextHopTests {
    @Test(.needs(.bird, .goBGP, .frr), arguments: DaemonKind.allCases)
    func routesOfIPv4HaveTheSessionsAddressAsNextHop(_ kind: DaemonKind) async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, kind, overIPv6: true) { plan in
                plan.ours.session.offersExtendedNextHop = true
                plan.theirs.hasExtendedNextHop = true
            }
            var ours = TestRoute("10.1.0.0/24")
            try await duel.us.originate([ours])
            ours.path = "65001"
            ours.nextHop = "fd09::1"
            try await duel.expectAtDaemon([ours]) { $0.withoutPreference }

            var theirs = TestRoute("10.2.0.0/24")
            theirs.nextHop = "fd09::2"
            theirs.med = kind == .frr ? 0 : nil
            try await duel.daemon.announce([theirs])
            theirs.path = "65002"
            try await duel.expectAtOurs([theirs])
        }
    }
}
