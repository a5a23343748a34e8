import BGPCore
import Speaker
import Testing

/// TCP-MD5 (RFC 2385), whoever dials.
@Suite struct AuthenticationTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let ours: String?
        let theirs: String?
        /// What the kernel counts when segments are refused.
        let counter: String
        var testDescription: String { name }
    }

    /// GoBGP takes many seconds before it dials: that row is left out.
    @Test(.needs(.bird, .goBGP, .frr), arguments: [(DaemonKind.bird, false), (.bird, true), (.goBGP, false), (.frr, false), (.frr, true)])
    func theRightPasswordLetsASessionComeUp(_ kind: DaemonKind, theyDial: Bool) async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, kind, overIPv6: theyDial) { plan in
                plan.ours.password = "one two-3"
                plan.theirs.password = "one two-3"
                if kind == .frr { (plan.ours.password, plan.theirs.password) = ("one-two-3", "one-two-3") }
                plan.ours.session.isPassive = theyDial
                plan.theirs.isPassive = !theyDial
            }
            #expect(try await duel.us.status(duel.daemonAddress).link == (theyDial ? .incoming : .outgoing))
        }
    }

    @Test(
        .needs(.bird, .goBGP, .frr), arguments: DaemonKind.allCases,
        [
            Row(name: "another password", ours: "one", theirs: "two", counter: "TCPMD5Failure"),
            Row(name: "none at the daemon", ours: "one", theirs: nil, counter: "TCPMD5Unexpected"),
            Row(name: "none at ours", ours: nil, theirs: "two", counter: "TCPMD5NotFound"),
        ])
    func withoutTheRightPasswordThereIsNone(_ kind: DaemonKind, _ row: Row) async throws {
        try await TestNetwork.run { network in
            var peer: PeerConfiguration?
            let duel = try await Duel(network, kind, isUp: false) { plan in
                plan.ours.password = row.ours
                plan.theirs.password = row.theirs
                plan.ours.session.connectTimeout = .milliseconds(400)
                peer = plan.ours
            }
            try await eventually("refused segments are counted") { try await network.tcpCounter(row.counter) > 0 }
            let status = try await eventually(
                "an attempt has failed", { try await duel.us.status(duel.daemonAddress) }, until: { $0.lastError != nil })
            #expect(status.establishedCount == 0)
            #expect(status.lastError?.contains("no SYN-ACK") == true, "\(status.lastError ?? "")")
            #expect(try await duel.daemon.session(duel.ourAddress).isEstablished == false)
            // The same password lets it come up.
            guard var peer else { return }
            peer.password = row.theirs
            peer.session.connectTimeout = .seconds(5)
            await duel.us.speaker.change(peer)
            try await duel.us.waitUntilEstablished(duel.daemonAddress)
        }
    }

    @Test(.needs(.bird, .frr), arguments: [DaemonKind.bird, .frr])
    func aDialerWithAnotherPasswordIsNotHeard(_ kind: DaemonKind) async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, kind, isUp: false) { plan in
                plan.ours.password = "one"
                plan.theirs.password = "two"
                plan.ours.session.isPassive = true
                plan.theirs.isPassive = false
            }
            try await eventually("refused segments are counted") { try await network.tcpCounter("TCPMD5Failure") > 0 }
            #expect(try await duel.us.status(duel.daemonAddress).establishedCount == 0)
        }
    }
}
