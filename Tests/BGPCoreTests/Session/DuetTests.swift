import BGPCore
import BGPWire
import TestSupport
import Testing

/// Two machines that dial each other always end with one session on one connection.
@Suite struct DuetTests {
    private static func pair(restart: Bool, passive: Bool, internal isInternal: Bool) -> [SessionConfiguration] {
        [(64512, 1), (isInternal ? 64512 : 64513, 2)].map { (asNumber: UInt32, identifier: UInt32) in
            var configuration = SessionConfiguration(localAS: ASNumber(asNumber), identifier: BGPIdentifier(identifier))
            configuration.isPassive = passive && identifier == 1
            configuration.gracefulRestart = restart ? GracefulRestartSettings() : nil
            return configuration
        }
    }

    @Test(arguments: [true, false], [true, false]) func settlesInAnyOrder(_ restart: Bool, _ passive: Bool) {
        var steps = 0
        var downs = 0
        for seed in 0..<500 as Range<UInt64> {
            var duet = Duet(Self.pair(restart: restart, passive: passive, internal: seed % 2 == 0), seed: seed)
            guard let needed = duet.settle(limit: 2000) else {
                Issue.record("seed \(seed): \(duet.broken ?? "not settled"), \(duet.machines.map(\.state))")
                return
            }
            steps += needed
            downs += duet.downs
        }
        // Only connections that cross can cost a session, and few do.
        #expect(steps < 500 * 20, "\(Double(steps) / 500) steps on average")
        #expect(downs <= (passive ? 0 : 100), "\(downs) sessions lost")
    }

    @Test(arguments: [true, false], [true, false]) func settlesAgainAfterLossesAndRestarts(_ restart: Bool, _ passive: Bool) {
        for seed in 0..<200 as Range<UInt64> {
            var random = SeededGenerator(seed: seed)
            var duet = Duet(Self.pair(restart: restart, passive: passive, internal: seed % 2 == 0), seed: seed)
            for round in 0..<10 {
                // Some come before all is settled.
                _ = duet.settle(limit: random.pick([3, 10, 2000]))
                if random.chance(of: 2) { duet.breakOne() } else { duet.restart(random.pick([0, 1])) }
                guard duet.broken == nil else {
                    Issue.record("seed \(seed), round \(round): \(duet.broken ?? "")")
                    return
                }
            }
            if duet.settle(limit: 5000) == nil {
                Issue.record("seed \(seed): \(duet.broken ?? "not settled"), \(duet.machines.map(\.state))")
                return
            }
        }
    }

    @Test func noticesARestartByTheNewConnectionWithoutWaiting() {
        for seed in 0..<100 as Range<UInt64> {
            var duet = Duet(Self.pair(restart: true, passive: true, internal: false), seed: seed)
            _ = duet.settle(limit: 2000)
            // The side that dials is back; the passive one still believes in the old connection.
            duet.restart(1)
            duet.noticesSilence = false
            #expect(duet.settle(limit: 200) != nil, "seed \(seed)")
            #expect(duet.downs == 1)
            #expect(duet.machines[0].lastEnd?.words == "the peer made a new connection: it has restarted")
        }
    }
}
