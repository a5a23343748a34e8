import BGPCore
import BGPWire
import Speaker
import Testing

/// Our speaker goes silently and comes back; daemons keep its routes in between (RFC 4724 §4.1).
@Suite struct RestarterTests {
    private static let routes = [TestRoute("10.1.0.0/24"), TestRoute("10.1.1.0/24"), TestRoute("2001:db8:1::/48"), TestRoute("2001:db8:1:1::/64")]

    @Test(.needs(.bird, .goBGP, .frr), arguments: DaemonKind.allCases)
    func daemonsKeepOurRoutesAndSweepAfterEndOfRIB(_ kind: DaemonKind) async throws {
        try await TestNetwork.run { network in
            var configuration: SpeakerConfiguration?
            let duel = try await Duel(network, kind) { plan in
                plan.ours.session.gracefulRestart = RestartSupport.settings()
                plan.theirs.restartTime = 20
                configuration = plan.speaker
                configuration?.peers = [plan.ours]
            }
            guard let configuration else { return }
            try await duel.us.originate(Self.routes)
            try await eventually("all routes") { try await duel.daemon.routes(from: duel.ourAddress).count == 4 }

            await duel.us.speaker.abandon()
            try await eventually("the daemon sees us go", { try await duel.daemon.session(duel.ourAddress) }, until: { !$0.isEstablished })
            let held = try await duel.daemon.routes(from: duel.ourAddress)
            #expect(held.map(\.prefix).sorted() == Self.routes.map(\.prefix).sorted(), "\(held), \(duel.us.log.lines)")

            // We come back with half of them.
            let us = try await TestSpeaker(RestartSupport.restarted(configuration), in: network)
            let kept = [Self.routes[1], Self.routes[2]]
            try await us.originate(kept)
            try await us.waitUntilEstablished(duel.daemonAddress)
            try await eventually("the rest is swept", { try await duel.daemon.routes(from: duel.ourAddress) }) { routes in
                routes.map(\.prefix) == kept.map(\.prefix) && routes.allSatisfy { !$0.isStale }
            }
            let details = try await duel.daemon.session(duel.ourAddress).details
            let flag = [DaemonKind.bird: "Restart recovery", .goBGP: "restart flag set", .frr: "\"rBit\":true"][kind] ?? ""
            #expect(details.contains(flag), "\(details)")
            #expect(await us.speaker.status().isDeferring == false)
        }
    }

    @Test(.needs(.bird, .goBGP, .frr), arguments: DaemonKind.allCases)
    func daemonsForgetOurRoutesWhenWeDoNotComeBackInTime(_ kind: DaemonKind) async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, kind) { plan in
                plan.ours.session.gracefulRestart = RestartSupport.settings(2)
                plan.theirs.restartTime = 20
            }
            try await duel.us.originate(Self.routes)
            try await eventually("all routes") { try await duel.daemon.routes(from: duel.ourAddress).count == 4 }
            await duel.us.speaker.abandon()
            try await eventually("the daemon sees us go", { try await duel.daemon.session(duel.ourAddress) }, until: { !$0.isEstablished })
            try await eventually("none is left") { try await duel.daemon.routes(from: duel.ourAddress).isEmpty }
        }
    }

    /// With notification support (RFC 8538) the Cease is a hard reset.
    @Test(.needs(.bird, .goBGP, .frr), arguments: DaemonKind.allCases, [false, true])
    func anOrderlyEndTakesOurRoutesAlong(_ kind: DaemonKind, notificationSupport: Bool) async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, kind) { plan in
                plan.ours.session.gracefulRestart = RestartSupport.settings()
                plan.ours.session.gracefulRestart?.notificationSupport = notificationSupport
                plan.theirs.restartTime = 20
            }
            try await duel.us.originate(Self.routes)
            try await eventually("all routes") { try await duel.daemon.routes(from: duel.ourAddress).count == 4 }
            await duel.us.speaker.stop()
            try await eventually("none is left", within: .seconds(3)) { try await duel.daemon.routes(from: duel.ourAddress).isEmpty }
        }
    }
}
