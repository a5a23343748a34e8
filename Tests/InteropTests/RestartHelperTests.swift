import BGPCore
import BGPWire
import Speaker
import Testing

/// A daemon dies and comes back; its routes stay with us in between (RFC 4724 §4.2).
@Suite struct RestartHelperTests {
    private static let routes = [TestRoute("10.2.0.0/24"), TestRoute("10.2.1.0/24"), TestRoute("2001:db8:2::/48"), TestRoute("2001:db8:2:1::/64")]

    private static func prefixes(_ duel: Duel, stale: Bool) async -> [String] {
        await duel.us.routes(from: duel.daemonAddress).filter { $0.isStale == stale }.map(\.prefix)
    }

    @Test(.needs(.bird, .goBGP, .frr), arguments: DaemonKind.allCases)
    func staleRoutesAreKeptAndSweptAfterEndOfRIB(_ kind: DaemonKind) async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, kind) { plan in
                plan.ours.session.gracefulRestart = RestartSupport.settings()
                plan.theirs.restartTime = 20
                plan.daemon.routes = Self.routes
            }
            try await eventually("all routes", { await Self.prefixes(duel, stale: false) }, until: { $0 == Self.routes.map(\.prefix).sorted() })
            try await duel.daemon.kill()
            try await eventually("all are stale", { await Self.prefixes(duel, stale: true) }, until: { $0 == Self.routes.map(\.prefix).sorted() })
            #expect(await duel.us.speaker.best(.ipv4Unicast).count == 2)
            #expect(try await duel.us.status(duel.daemonAddress).state != .established)

            // It comes back with half of them.
            let kept = [Self.routes[1], Self.routes[2]]
            await duel.daemon.replaceRoutes(kept)
            await duel.daemon.setRestarting()
            try await duel.daemon.start()
            try await duel.us.waitUntilEstablished(duel.daemonAddress)
            try await eventually("the rest is swept", within: .seconds(10), { await duel.us.routes(from: duel.daemonAddress) }) { routes in
                routes.map(\.prefix) == kept.map(\.prefix) && routes.allSatisfy { !$0.isStale }
            }
        }
    }

    @Test(.needs(.bird, .goBGP, .frr), arguments: DaemonKind.allCases)
    func routesGoWhenTheDaemonDoesNotComeBackInTime(_ kind: DaemonKind) async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, kind) { plan in
                plan.ours.session.gracefulRestart = RestartSupport.settings()
                plan.theirs.restartTime = 2
                plan.daemon.routes = Self.routes
            }
            try await eventually("all routes") { await Self.prefixes(duel, stale: false).count == 4 }
            try await duel.daemon.kill()
            try await eventually("all are stale") { await Self.prefixes(duel, stale: true).count == 4 }
            try await eventually("the restart time passes") { await duel.us.routes(from: duel.daemonAddress).isEmpty }
        }
    }

    @Test(.needs(.bird, .goBGP, .frr), arguments: DaemonKind.allCases)
    func routesGoAtOnceWithoutIt(_ kind: DaemonKind) async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, kind) { $0.daemon.routes = Self.routes }
            try await eventually("all routes") { await Self.prefixes(duel, stale: false).count == 4 }
            try await duel.daemon.kill()
            try await eventually("none is left", within: .seconds(2)) { await duel.us.routes(from: duel.daemonAddress).isEmpty }
        }
    }

    /// With notification support (RFC 8538) routes stay through our own NOTIFICATION, too. BIRD has none.
    @Test(.needs(.goBGP, .frr), arguments: [DaemonKind.goBGP, .frr])
    func routesOfADaemonThatFellSilentAreKept(_ kind: DaemonKind) async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, kind) { plan in
                plan.ours.session.gracefulRestart = RestartSupport.settings()
                plan.ours.session.holdTime = 3
                plan.theirs.restartTime = 20
                plan.daemon.routes = Self.routes
            }
            try await eventually("all routes") { await Self.prefixes(duel, stale: false).count == 4 }
            await duel.daemon.pause()
            try await eventually("all are stale") { await Self.prefixes(duel, stale: true).count == 4 }
            try await duel.expectOurError("hold timer")
            await duel.daemon.resume()
            try await eventually("all are fresh", within: .seconds(12)) { await Self.prefixes(duel, stale: false).count == 4 }
        }
    }

    /// A daemon that does not say it kept its forwarding state loses its stale routes at once.
    @Test(.needs(.bird))
    func aDaemonThatStartsAfreshLosesItsRoutes() async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, .bird) { plan in
                plan.ours.session.gracefulRestart = RestartSupport.settings()
                plan.theirs.restartTime = 20
                plan.daemon.routes = Self.routes
            }
            try await eventually("all routes") { await Self.prefixes(duel, stale: false).count == 4 }
            try await duel.daemon.kill()
            await duel.daemon.replaceRoutes([])
            try await duel.daemon.start()
            try await duel.us.waitUntilEstablished(duel.daemonAddress)
            try await eventually("none is left", within: .seconds(2)) { await duel.us.routes(from: duel.daemonAddress).isEmpty }
        }
    }
}
