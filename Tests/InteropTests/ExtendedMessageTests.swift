import BGPCore
import BGPWire
import Speaker
import Testing

/// Messages of more than 4096 octets (RFC 8654).
@Suite struct ExtendedMessageTests {
    /// 7200 octets of communities.
    private static let large: TestRoute = {
        var route = TestRoute("10.1.0.0/24")
        route.large = Set((0..<600).map { "65000:\($0):1" })
        return route
    }()

    @Test(.needs(.bird, .frr), arguments: [DaemonKind.bird, .frr])
    func aRouteThatNeedsThemPasses(_ kind: DaemonKind) async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, kind) { $0.theirs.hasExtendedMessages = true }
            try await duel.us.originate([Self.large])
            try await duel.expectAtDaemon([Self.large.received(by: kind)]) { route in
                // BIRD does not show so many.
                var route = route.withoutPreference
                if kind == .bird { route.large = [] }
                return route
            }
            if kind == .bird {
                var theirs = Self.large
                theirs.prefix = "10.2.0.0/24"
                try await duel.daemon.announce([theirs])
                try await duel.expectAtOurs([theirs.sent(by: 65002, number: 2)])
            }
        }
    }

    @Test(.needs(.bird, .goBGP), arguments: [DaemonKind.bird, .goBGP])
    func withoutThemThatRouteIsLeftOutAndOthersPass(_ kind: DaemonKind) async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, kind)
            try await duel.us.originate([Self.large, TestRoute("10.1.1.0/24")])
            try await duel.expectAtDaemon([TestRoute("10.1.1.0/24").received(by: kind)]) { $0.withoutPreference }
            #expect(try await duel.us.status(duel.daemonAddress).establishedCount == 1)
        }
    }

    /// What was told before is taken back when it grows too large.
    @Test(.needs(.bird))
    func aRouteThatGrowsTooLargeIsWithdrawn() async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, .bird)
            try await duel.us.originate([TestRoute("10.1.0.0/24")])
            try await duel.expectAtDaemon([TestRoute("10.1.0.0/24").received(by: .bird)]) { $0.withoutPreference }
            try await duel.us.originate([Self.large])
            try await duel.expectAtDaemon([])
        }
    }
}
