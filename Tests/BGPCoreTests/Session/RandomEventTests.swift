import BGPCore
import BGPWire
import TestSupport
import Testing

@Suite struct RandomEventTests {
    /// 20 runs of 10,000 events.
    @Test func noOrderOfEventsBreaksARule() {
        var seen: Set<Substring> = []
        for seed in 0..<20 as Range<UInt64> {
            var random = SeededGenerator(seed: seed)
            let configuration = Self.configuration(seed)
            var machine = PeerMachine(configuration, seed: seed)
            var audit = SessionAudit(configuration)
            for step in 0..<10_000 {
                let event = Self.event(&random, machine, armed: audit.armed)
                let actions = machine.handle(event)
                if let broken = audit.check(event, actions, machine) {
                    Issue.record("seed \(seed), step \(step), \(event): \(broken)")
                    break
                }
                seen.formUnion(actions.map { $0.text(own: .outgoing).prefix { $0.isLetter || $0 == "+" } })
            }
        }
        // The runs get everywhere.
        let everything: [Substring] = [
            "dial", "abandon", "OPEN", "KEEPALIVE", "N", "close", "refuse", "move", "+hold", "+restart", "+endOfRIB", "+longLived", "+errorHold",
            "up",
            "down", "retain", "sweep", "long",
        ]
        #expect(everything.filter { !seen.contains($0) } == [])
    }

    private static func configuration(_ seed: UInt64) -> SessionConfiguration {
        var configuration = seed % 4 == 0 ? SessionValues.configuration() : SessionValues.restartConfiguration()
        if seed % 3 == 1 { configuration.gracefulRestart?.longLivedStaleTime = 100 }
        configuration.isPassive = seed % 5 == 3
        configuration.holdTime = seed % 7 == 6 ? 0 : 30
        configuration.expectedAS = seed % 2 == 0 ? nil : SessionValues.remoteAS
        return configuration
    }

    private static func open(_ random: inout SeededGenerator) -> OpenMessage {
        let identifier = random.pick([SessionValues.smallerIdentifier, SessionValues.largerIdentifier])
        let sets: [UnicastFamilies] = [[], .ipv4, .ipv6, [.ipv4, .ipv6]]
        let restart = GracefulRestartCapability(
            notificationSupport: random.chance(of: 2), restartTime: random.pick([0, 60]),
            families: random.pick(sets).families.map { .init($0, forwardingPreserved: random.chance(of: 2)) })
        let longLived = LongLivedGracefulRestartCapability(
            random.pick(sets).families.map { .init($0, forwardingPreserved: random.chance(of: 2), staleTime: random.pick([0, 900])) })
        return SessionValues.open(
            asNumber: random.chance(of: 20) ? 65000 : SessionValues.remoteAS, identifier: identifier, holdTime: random.pick([0, 3, 90]),
            families: random.chance(of: 20) ? [] : [.ipv4, .ipv6], restart: random.chance(of: 4) ? nil : restart,
            longLived: random.chance(of: 3) ? longLived : nil)
    }

    private static func event(_ random: inout SeededGenerator, _ machine: PeerMachine, armed: Set<PeerTimer>) -> SessionEvent {
        let link = random.pick([SessionLink.outgoing, .incoming])
        // What leads on comes more often, or no session would ever be up.
        switch random.next() % 30 {
        case 0...3: return .dialed
        case 4...6: return .accepted
        case 7...11: return .received(link, .open(open(&random)))
        case 12...15: return .received(link, .keepalive)
        case 16: return .received(link, random.pick([SessionMessage.update, .routeRefresh]))
        case 17: return .received(link, .notification(random.pick(notifications)))
        case 18: return .malformed(link, BGPError(random.pick(notifications), "x"))
        case 19: return .lost(link, "reset")
        case 20: return .dialFailed("refused")
        case 21: return .endOfRIB(random.pick([.ipv4Unicast, .ipv6Unicast]))
        case 22:
            guard random.chance(of: 4) else { return .start }
            return .end(.maximumPrefixes(1, of: .ipv4Unicast), reason: "2", hold: random.chance(of: 2) ? nil : .seconds(60))
        case 23: return random.chance(of: 4) ? .stop(random.chance(of: 2) ? nil : random.pick(notifications)) : .start
        case 24: return .timer(random.pick(timers))
        default:
            // In an order of their own: that of a set differs from run to run.
            let due = timers.filter { armed.contains($0) }
            return due.isEmpty ? .start : .timer(random.pick(due))
        }
    }

    private static let timers: [PeerTimer] =
        [.connectRetry, .errorHold, .restart, .endOfRIB, .longLived(.ipv4Unicast), .longLived(.ipv6Unicast)]
        + SessionLink.allCases.flatMap { [.hold($0), .keepalive($0), .sendHold($0)] }

    private static let notifications: [NotificationMessage] = [
        .cease(.administrativeShutdown), .cease(.collisionResolution), .cease(.connectionRejected), .hardReset(.cease(.administrativeReset)),
        .update(.invalidOrigin), .holdTimerExpired, .open(.badPeerAS), NotificationMessage(code: 0, subcode: 0),
        NotificationMessage(code: 99, subcode: 1),
    ]
}

extension SeededGenerator {
    mutating func pick<Value>(_ values: [Value]) -> Value { values[Int(next() % UInt64(values.count))] }

    /// True once in `count`.
    mutating func chance(of count: UInt64) -> Bool { next() % count == 0 }
}
