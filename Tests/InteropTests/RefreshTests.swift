import BGPCore
import BGPWire
import Speaker
import Testing

/// Route refresh (RFC 2918), plain and enhanced (RFC 7313).
@Suite struct RefreshTests {
    /// GoBGP keeps what it received and never asks.
    @Test(.needs(.bird, .frr), arguments: [DaemonKind.bird, .frr])
    func aDaemonThatAsksGetsOurRoutesAgain(_ kind: DaemonKind) async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, kind)
            try await duel.us.originate([TestRoute("10.1.0.0/24")])
            try await duel.expectAtDaemon([TestRoute("10.1.0.0/24").received(by: kind)]) { $0.withoutPreference }
            let before = try await duel.us.status(duel.daemonAddress).counters
            try await duel.daemon.refresh(duel.ourAddress)
            try await eventually("asked and answered", { try await duel.us.status(duel.daemonAddress).counters }) {
                $0.refreshesReceived > before.refreshesReceived && $0.outputsSent > before.outputsSent
            }
            try await duel.expectAtDaemon([TestRoute("10.1.0.0/24").received(by: kind)]) { $0.withoutPreference }
        }
    }

    @Test(.needs(.bird, .goBGP, .frr), arguments: DaemonKind.allCases, [false, true])
    func aDaemonThatIsAskedSendsItsRoutesAgain(_ kind: DaemonKind, isEnhanced: Bool) async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, kind) { plan in
                plan.ours.session.offersEnhancedRouteRefresh = isEnhanced
                // FRR answers an enhanced request after End-of-RIB, which it sends with graceful restart only.
                plan.ours.session.gracefulRestart = GracefulRestartSettings()
                plan.theirs.restartTime = 30
            }
            try await duel.daemon.announce([TestRoute("10.2.0.0/24")])
            try await eventually("the route and End-of-RIB are there") {
                let updates = try await duel.us.status(duel.daemonAddress).counters.updatesReceived
                return await duel.us.routes(from: duel.daemonAddress).count == 1 && updates >= 3
            }
            let before = try await duel.us.status(duel.daemonAddress).counters
            #expect(await duel.us.speaker.refresh(duel.daemonAddress, .ipv4Unicast))
            // Enhanced: begin and end are told.
            let ends: UInt64 = isEnhanced && kind != .goBGP ? 2 : 0
            try await eventually("the routes come again", { try await duel.us.status(duel.daemonAddress).counters }) {
                $0.updatesReceived > before.updatesReceived && $0.refreshesReceived == before.refreshesReceived + ends
            }
            #expect(await duel.us.routes(from: duel.daemonAddress).count == 1)
        }
    }
}
