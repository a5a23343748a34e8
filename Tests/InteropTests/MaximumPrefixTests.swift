import BGPCore
import BGPWire
import Speaker
import Testing

/// Bounds on prefixes (RFC 4486 §4), ours and theirs.
@Suite struct MaximumPrefixTests {
    private static let routes = (0..<5).map { TestRoute("10.2.\($0).0/24") }

    @Test(.needs(.bird, .goBGP, .frr), arguments: DaemonKind.allCases)
    func aDaemonThatSendsTooManyGetsACease(_ kind: DaemonKind) async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, kind) { $0.ours.routes.maximumPrefixes = MaximumPrefixes(3, .end(restartAfter: nil)) }
            try await duel.daemon.announce(Array(Self.routes.prefix(3)))
            try await eventually("three are taken") { await duel.us.routes(from: duel.daemonAddress).count == 3 }
            try await duel.daemon.announce(Self.routes)
            let status = try await eventually(
                "the session ends", { try await duel.us.status(duel.daemonAddress) }, until: { $0.state != .established })
            #expect(status.lastError?.contains("prefixes") == true, "\(status.lastError ?? "")")
            let words = kind == .goBGP ? "maximum number of prefixes reached" : "Maximum"
            try await eventually("the daemon knows why", { try await duel.daemon.session(duel.ourAddress).lastError }, until: { $0.contains(words) })
        }
    }

    @Test(.needs(.bird), arguments: [(MaximumPrefixes.Action.warn, 5), (.block, 3)])
    func otherActionsKeepTheSession(_ action: MaximumPrefixes.Action, _ count: Int) async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, .bird) { $0.ours.routes.maximumPrefixes = MaximumPrefixes(3, action) }
            try await duel.daemon.announce(Self.routes + [TestRoute("2001:db8:2::/48")])
            // IPv6 is another count, and the last to come.
            try await eventually("the last route is there") { await duel.us.routes(from: duel.daemonAddress).contains { $0.isIPv6 } }
            try await eventually("taken", { await duel.us.speaker.best(.ipv4Unicast).count }, until: { $0 == count })
            #expect(try await duel.us.status(duel.daemonAddress).establishedCount == 1)
        }
    }

    @Test(.needs(.bird, .goBGP, .frr), arguments: DaemonKind.allCases)
    func ourOwnTooManyEndTheSessionInWords(_ kind: DaemonKind) async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, kind) { $0.theirs.maximumPrefixes = 3 }
            try await duel.us.originate(Self.routes)
            try await duel.expectOurError("maximum number of prefixes")
        }
    }
}
