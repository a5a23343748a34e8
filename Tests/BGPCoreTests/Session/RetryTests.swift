import BGPCore
import BGPWire
import Testing

/// How long the machine waits before it dials again.
@Suite struct RetryTests {
    /// The delay of the timer that the events arm, the last one counting.
    private func delay(_ timer: PeerTimer, _ machine: inout PeerMachine, _ events: [SessionEvent]) -> Duration? {
        var delay: Duration?
        for action in events.flatMap({ machine.handle($0) }) {
            if case .arm(timer, let duration) = action { delay = duration }
        }
        return delay
    }

    private func expect(_ delay: Duration?, near base: Int, _ place: SourceLocation = #_sourceLocation) {
        guard let delay else {
            Issue.record("not armed, \(base) s expected", sourceLocation: place)
            return
        }
        #expect(delay <= .seconds(base) && delay >= .seconds(base) * 3 / 4, sourceLocation: place)
    }

    @Test(arguments: 0..<50 as Range<UInt64>) func connectRetryDoublesUpToTheMaximum(_ seed: UInt64) {
        var machine = PeerMachine(SessionValues.configuration(), seed: seed, after: [.start])
        for base in [5, 10, 20, 40, 60, 60, 60] {
            expect(delay(.connectRetry, &machine, [.dialFailed("refused")]), near: base)
            #expect(machine.handle(.timer(.connectRetry)) == [.dial])
        }
    }

    @Test func connectionThatBreaksBeforeTheSessionIsUpCountsAsFailure() {
        var machine = PeerMachine(SessionValues.configuration(), after: [.start])
        for base in [5, 10, 20] {
            expect(delay(.connectRetry, &machine, [.dialed, .lost(.outgoing, "reset")]), near: base)
            _ = machine.handle(.timer(.connectRetry))
        }
    }

    @Test func establishedSessionResetsTheRetryTime() {
        var machine = PeerMachine(SessionValues.configuration(), after: [.start, .dialFailed("x"), .timer(.connectRetry), .dialFailed("x")])
        let up: [SessionEvent] = [
            .timer(.connectRetry), .dialed, .received(.outgoing, .open(SessionValues.open())), .received(.outgoing, .keepalive),
        ]
        expect(delay(.connectRetry, &machine, up + [.lost(.outgoing, "reset")]), near: 5)
    }

    @Test func secondsAreSpread() {
        let delays = (0..<200 as Range<UInt64>).compactMap { seed -> Duration? in
            var machine = PeerMachine(SessionValues.configuration(), seed: seed, after: [.start])
            return delay(.connectRetry, &machine, [.dialFailed("x")])
        }
        #expect(Set(delays).count > 100)
        #expect(delays.contains { $0 < .milliseconds(3950) } && delays.contains { $0 > .milliseconds(4800) })
    }

    private let failing: [SessionEvent] = [.dialed, .received(.outgoing, .update)]

    @Test func errorHoldDoublesUpToTheMaximum() {
        var machine = PeerMachine(SessionValues.configuration(), after: [.start])
        for base in [5, 10, 20, 40, 80, 160, 300, 300] {
            expect(delay(.errorHold, &machine, failing), near: base)
            #expect(machine.handle(.timer(.errorHold)) == [.dial])
        }
    }

    @Test func sessionThatLastsLongerThanTheRestForgetsErrors() {
        // Two errors: a rest of 10 s. KEEPALIVEs come at least 0.75 times 3 s apart.
        for (keepalives, base) in [(0, 20), (4, 20), (5, 5)] {
            var machine = PeerMachine(SessionValues.configuration { $0.holdTime = 9 }, after: [.start])
            for _ in 0..<2 { _ = delay(.errorHold, &machine, failing + [.timer(.errorHold)]) }
            var events: [SessionEvent] = [.dialed, .received(.outgoing, .open(SessionValues.open())), .received(.outgoing, .keepalive)]
            events += Array(repeating: .timer(.keepalive(.outgoing)), count: keepalives)
            expect(delay(.errorHold, &machine, events + [.received(.outgoing, .open(SessionValues.open()))]), near: base)
        }
    }

    @Test func endOfRIBForgetsErrorsWithoutHoldTime() {
        for (ended, base) in [(false, 10), (true, 5)] {
            var machine = PeerMachine(SessionValues.configuration { $0.holdTime = 0 }, after: [.start] + failing + [.timer(.errorHold)])
            var events: [SessionEvent] = [.dialed, .received(.outgoing, .open(SessionValues.open())), .received(.outgoing, .keepalive)]
            if ended { events.append(.endOfRIB(.ipv4Unicast)) }
            expect(delay(.errorHold, &machine, events + [.received(.outgoing, .open(SessionValues.open()))]), near: base)
        }
    }

    @Test func startByHandEndsTheRestAndForgetsErrors() {
        var machine = PeerMachine(SessionValues.configuration(), after: [.start] + failing + [.timer(.errorHold)] + failing)
        #expect(machine.handle(.start).texts(own: .outgoing) == "-errorHold, dial")
        expect(delay(.errorHold, &machine, failing), near: 5)
    }

    @Test func prefixLimitRestsAsLongAsItSays() {
        let up = SessionEvent.establishing(.outgoing, SessionValues.open())
        let limit = NotificationMessage.maximumPrefixes(10, of: .ipv4Unicast)
        var machine = PeerMachine(SessionValues.configuration(), after: up)
        #expect(delay(.errorHold, &machine, [.end(limit, reason: "11", hold: .seconds(600))]) == .seconds(600))
        #expect(machine.handle(.accepted).texts(own: .incoming) == "refuse 6/5")
        #expect(machine.handle(.timer(.errorHold)) == [.dial])

        var untilStarted = PeerMachine(SessionValues.configuration(), after: up)
        #expect(delay(.errorHold, &untilStarted, [.end(limit, reason: "11", hold: nil)]) == nil)
        #expect(untilStarted.state == .idle && untilStarted.isStarted)
        #expect(untilStarted.handle(.start) == [.dial])
    }

    @Test func passivePeerIsNeverDialed() {
        var machine = PeerMachine(SessionValues.configuration { $0.isPassive = true }, seed: 1)
        let events: [SessionEvent] =
            [.start, .accepted, .lost(.incoming, "reset"), .accepted, .received(.incoming, .update), .timer(.errorHold)]
            + SessionEvent.establishing(.incoming, SessionValues.open()) + [.lost(.incoming, "reset"), .start, .timer(.connectRetry)]
        let actions = events.flatMap { machine.handle($0) }
        #expect(!actions.contains(.dial))
        #expect(machine.state == .active)
    }

    @Test func silentAcceptedConnectionDoesNotKeepFromDialing() {
        var machine = PeerMachine(SessionValues.configuration(), after: [.start, .dialFailed("x"), .accepted])
        #expect(machine.handle(.timer(.connectRetry)) == [.dial])
    }
}
