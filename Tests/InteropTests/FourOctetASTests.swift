import BGPCore
import BGPWire
import Speaker
import Testing

/// AS numbers of four octets (RFC 6793), also with a peer that has none.
@Suite struct FourOctetASTests {
    @Test(.needs(.bird, .goBGP, .frr), arguments: DaemonKind.allCases)
    func bothSidesWithLargeNumbers(_ kind: DaemonKind) async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, kind, ourAS: 4_200_000_001, theirAS: 4_200_000_002)
            var theirs = TestRoute("10.2.0.0/24")
            theirs.path = "4200000010"
            theirs.med = kind == .frr ? 0 : nil
            try await duel.us.originate([TestRoute("10.1.0.0/24")])
            try await duel.daemon.announce([theirs])
            try await duel.expectAtDaemon([TestRoute("10.1.0.0/24").received(by: kind, from: 4_200_000_001)]) { $0.withoutPreference }
            try await duel.expectAtOurs([theirs.sent(by: 4_200_000_002, number: 2)])
        }
    }

    /// AS4_PATH and AS4_AGGREGATOR carry what does not fit.
    @Test(.needs(.bird, .goBGP, .frr), arguments: DaemonKind.allCases)
    func largeNumbersPassASessionWithoutThem(_ kind: DaemonKind) async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, kind) { $0.ours.session.offersFourOctetAS = false }
            var ours = TestRoute("10.1.0.0/24")
            // GoBGP guesses the width of numbers from the attribute's length: this one fits only one of them.
            ours.path = "65010 4200000010 65013 {65011 4200000012}"
            ours.aggregator = "4200000020 10.7.7.7"
            var theirs = TestRoute("10.2.0.0/24")
            theirs.path = "4200000010 65010 4200000011"
            theirs.med = kind == .frr ? 0 : nil
            if kind == .goBGP { theirs.aggregator = "4200000020 10.7.7.7" }
            try await duel.us.originate([ours])
            try await duel.daemon.announce([theirs])
            try await duel.expectAtDaemon([ours.received(by: kind)]) { $0.withoutPreference }
            try await duel.expectAtOurs([theirs.sent(by: 65002, number: 2)])
        }
    }

    /// The daemon has no four-octet numbers in its OPEN; both sides put the path together from AS_PATH and AS4_PATH.
    @Test(.needs(.bird))
    func largeNumbersPassADaemonThatOffersNone() async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, .bird) { $0.theirs.hasFourOctetAS = false }
            let capabilities = try await duel.us.status(duel.daemonAddress).capabilities
            #expect(!capabilities.contains { if case .fourOctetAS = $0 { true } else { false } })
            var ours = TestRoute("10.1.0.0/24")
            ours.path = "65010 4200000010"
            try await duel.us.originate([ours])
            var theirs = TestRoute("10.2.0.0/24")
            theirs.path = "4200000011 65010"
            try await duel.daemon.announce([theirs])
            try await duel.expectAtDaemon([ours.received(by: .bird)]) { $0.withoutPreference }
            try await duel.expectAtOurs([theirs.sent(by: 65002, number: 2)])
        }
    }
}
