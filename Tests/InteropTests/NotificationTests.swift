import BGPCore
import BGPWire
import Speaker
import Testing

/// What each side says when it ends a session, in the other's words.
@Suite struct NotificationTests {
    @Test(.needs(.bird, .goBGP, .frr), arguments: DaemonKind.allCases)
    func aDaemonHearsWhyWeGo(_ kind: DaemonKind) async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, kind)
            await duel.us.speaker.stop("back at noon")
            // FRR tells the kind only.
            let words = kind == .frr ? "Administrative Shutdown" : "back at noon"
            try await eventually(
                "the daemon has the text", { try await duel.daemon.session(duel.ourAddress).lastError }, until: { $0.contains(words) })
        }
    }

    @Test(.needs(.bird, .goBGP, .frr), arguments: DaemonKind.allCases)
    func weHearWhyADaemonGoes(_ kind: DaemonKind) async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, kind)
            try await duel.daemon.shutDown(duel.ourAddress, words: "new cable")
            try await duel.expectOurError("administrative", "new cable")
        }
    }

    @Test(.needs(.bird, .goBGP, .frr), arguments: DaemonKind.allCases)
    func aDaemonOfAnotherASIsRefused(_ kind: DaemonKind) async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, kind, isUp: false) { $0.ours.session.expectedAS = 64999 }
            try await duel.expectOurError("AS 65002, expected 64999")
            // GoBGP knows only that something came.
            let words = [DaemonKind.bird: "Bad peer AS", .goBGP: "invalid-msg", .frr: "Bad Peer AS"][kind] ?? ""
            try await eventually("the daemon knows", { try await duel.daemon.session(duel.ourAddress).lastError }, until: { $0.contains(words) })
        }
    }

    @Test(.needs(.bird, .goBGP, .frr), arguments: DaemonKind.allCases)
    func aDaemonThatExpectsAnotherASRefusesUs(_ kind: DaemonKind) async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, kind, isUp: false) { $0.theirs.asNumber = 64999 }
            try await duel.expectOurError("bad peer AS")
        }
    }

    @Test(.needs(.bird, .frr), arguments: [DaemonKind.bird, .frr])
    func withoutACommonFamilyThereIsNoSession(_ kind: DaemonKind) async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, kind, isUp: false) { plan in
                plan.ours.session.families = .ipv6
                plan.theirs.families = .ipv4
            }
            try await duel.expectOurError("famil")
            #expect(try await duel.us.status(duel.daemonAddress).establishedCount == 0)
        }
    }
}
