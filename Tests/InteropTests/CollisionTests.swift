import BGPCore
import BGPWire
import NIOCore
import Speaker
import Testing

/// Both sides dial at once: the connection of the higher identifier stays (RFC 4271 §6.8).
@Suite struct CollisionTests {
    @Test(.needs(.bird, .frr), arguments: [DaemonKind.bird, .frr], [false, true])
    func oneConnectionStays(_ kind: DaemonKind, oursIsHigher: Bool) async throws {
        try await TestNetwork.run { network in
            var plan: Duel.Plan?
            let duel = try await Duel(network, kind, isUp: false) { change in
                change.theirs.isPassive = false
                change.ours.session.isPassive = true
                if oursIsHigher, let identifier = BGPIdentifier("10.9.0.200") {
                    change.ours.session.identifier = identifier
                    change.speaker.identity.identifier = identifier
                }
                plan = change
            }
            // The daemon stands still while our dial waits in its backlog; then it sees that, and its own timer has run out.
            await duel.daemon.pause()
            guard var ours = plan?.ours else { return }
            ours.session.isPassive = false
            await duel.us.speaker.change(ours)
            try await eventually("our OPEN has waited for a second") {
                let status = try await duel.us.status(duel.daemonAddress)
                return status.state == .openSent && NIODeadline.now() - status.since > .milliseconds(1_200)
            }
            await duel.daemon.resume()
            try await duel.us.waitUntilEstablished(duel.daemonAddress)
            try await duel.us.originate([TestRoute("10.1.0.0/24")])
            try await eventually("the route arrives") { try await duel.daemon.routes(from: duel.ourAddress).count == 1 }
            // FRR sometimes gives up the connection that won, too, when it hears that the other one lost, and comes back.
            if kind == .bird {
                #expect(try await duel.us.status(duel.daemonAddress).establishedCount == 1, "\(duel.us.log.lines.joined(separator: "\n"))")
            }
            let connections = try await network.command(["/usr/bin/ss", "-Htn", "state", "established", "sport", "=", ":179"])
            #expect(connections.split(separator: "\n").count == 1, "\(connections)")
        }
    }

    @Test(.needs(.bird, .goBGP, .frr), arguments: DaemonKind.allCases)
    func sessionsComeUpAgainAndAgainWhileBothDial(_ kind: DaemonKind) async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, kind) { plan in
                plan.theirs.isPassive = false
                plan.ours.session.errorHoldTime = .milliseconds(50)
            }
            for count in 2...4 {
                await duel.us.speaker.reset(duel.daemonAddress)
                try await eventually("session \(count)") {
                    let status = try await duel.us.status(duel.daemonAddress)
                    return status.state == .established && status.establishedCount >= count
                }
            }
        }
    }
}
