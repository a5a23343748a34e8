import BGPCore
import BGPWire
import Dispatch
import NIOCore
import NIOPosix
import Speaker
import Testing

/// Silence ends a session (RFC 4271 §6.5).
@Suite struct HoldTimeTests {
    @Test(.needs(.bird, .goBGP, .frr), arguments: DaemonKind.allCases)
    func aSilentDaemonIsGivenUpAndComesBack(_ kind: DaemonKind) async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, kind) { $0.ours.session.holdTime = 3 }
            try await duel.daemon.announce([TestRoute("10.2.0.0/24")])
            try await eventually("the route is there") { await duel.us.routes(from: duel.daemonAddress).count == 1 }
            await duel.daemon.pause()
            try await duel.expectOurError("hold timer")
            #expect(await duel.us.routes(from: duel.daemonAddress).isEmpty)
            await duel.daemon.resume()
            try await duel.us.waitUntilEstablished(duel.daemonAddress)
            try await eventually("the route is there again") { await duel.us.routes(from: duel.daemonAddress).count == 1 }
        }
    }

    @Test(.needs(.bird, .goBGP, .frr), arguments: DaemonKind.allCases)
    func aDaemonGivesUpOnUsAndWeComeBack(_ kind: DaemonKind) async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, kind) { $0.ours.session.holdTime = 3 }
            // Our event loop does nothing until the daemon has given up.
            let gate = DispatchSemaphore(value: 0)
            network.loops.next().execute { gate.wait() }
            defer { gate.signal() }
            try await eventually("the daemon gives up", { try await duel.daemon.session(duel.ourAddress) }, until: { !$0.isEstablished })
            gate.signal()
            try await duel.expectOurError("old timer")
            try await duel.us.waitUntilEstablished(duel.daemonAddress)
        }
    }
}
