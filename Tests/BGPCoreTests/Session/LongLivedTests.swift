import BGPCore
import BGPWire
import Testing

/// Long-lived graceful restart (RFC 9494 §4.2).
@Suite struct LongLivedTests {
    private static let ipv4 = LongLivedGracefulRestartCapability.Family(.ipv4Unicast, forwardingPreserved: true, staleTime: 3600)
    private static let ipv6 = LongLivedGracefulRestartCapability.Family(.ipv6Unicast, forwardingPreserved: true, staleTime: 7200)

    private func open(_ families: [LongLivedGracefulRestartCapability.Family] = [ipv4, ipv6]) -> OpenMessage {
        SessionValues.restartOpen(longLived: families)
    }

    /// Lost, and the restart time is over.
    private func away(_ families: [LongLivedGracefulRestartCapability.Family] = [ipv4, ipv6]) -> PeerMachine {
        PeerMachine(
            SessionValues.restartConfiguration { $0.longLivedStaleTime = 100 },
            after: SessionEvent.establishing(.outgoing, open(families)) + [.lost(.outgoing, "reset"), .timer(.restart)])
    }

    private func back(_ open: OpenMessage) -> [SessionEvent] {
        [.timer(.connectRetry), .dialed, .received(.outgoing, .open(open)), .received(.outgoing, .keepalive)]
    }

    @Test func beginsWhenTheRestartTimeIsOver() {
        var machine = PeerMachine(
            SessionValues.restartConfiguration { $0.longLivedStaleTime = 100 },
            after: SessionEvent.establishing(.outgoing, open([Self.ipv6])) + [.lost(.outgoing, "reset")])
        #expect(machine.texts([.timer(.restart)]) == "sweep 4, long-lived 6, +longLived6 7200")
        #expect(machine.staleFamilies == .ipv6)
    }

    @Test func needsTheOfferOfBoth() {
        var machine = PeerMachine(
            SessionValues.restartConfiguration(), after: SessionEvent.establishing(.outgoing, open()) + [.lost(.outgoing, "reset")])
        #expect(machine.texts([.timer(.restart)]) == "sweep 46")
    }

    @Test func eachFamilyHasItsOwnTime() {
        var machine = away()
        #expect(machine.texts([.timer(.longLived(.ipv4Unicast))]) == "sweep 4")
        #expect(machine.texts([.timer(.longLived(.ipv6Unicast))]) == "sweep 6")
        #expect(machine.staleFamilies == [])
    }

    @Test func timersRunOnUntilEndOfRIB() {
        var machine = away()
        #expect(machine.texts(back(open())).hasSuffix("up, +endOfRIB 360"))
        #expect(machine.texts([.endOfRIB(.ipv4Unicast)]) == "-longLived4, sweep 4")
        #expect(machine.texts([.timer(.longLived(.ipv6Unicast))]) == "sweep 6, -endOfRIB")
    }

    @Test func limitOfEndOfRIBEndsTheTimersToo() {
        var machine = away()
        _ = machine.texts(back(open()))
        #expect(machine.texts([.timer(.endOfRIB)]) == "-longLived4, -longLived6, sweep 46")
    }

    @Test func familyWithoutForwardingBitGoesWhenThePeerIsBack() {
        var machine = away()
        let changed = open([Self.ipv4, .init(.ipv6Unicast, forwardingPreserved: false, staleTime: 7200)])
        #expect(machine.texts(back(changed)).hasSuffix("up, -longLived6, sweep 6, +endOfRIB 360"))
    }

    @Test func peerThatIsBackWithoutTheCapabilityLosesAll() {
        var machine = away()
        #expect(machine.texts(back(SessionValues.restartOpen())).hasSuffix("up, -longLived4, -longLived6, sweep 46"))
    }

    /// Routes stale for long are not deleted by another loss, and their timer is not moved.
    @Test func secondLossLeavesTheTimersAlone() {
        var machine = away([Self.ipv4])
        _ = machine.texts(back(open([Self.ipv4])))
        #expect(
            machine.texts([.lost(.outgoing, "reset")])
                == "-hold, -keepalive, -sendHold, -endOfRIB, down, retain 46, +restart 100, +connectRetry")
        #expect(machine.texts([.timer(.restart)]) == "sweep 6, long-lived 4")
        #expect(machine.texts([.timer(.longLived(.ipv4Unicast))]) == "sweep 4")
    }

    @Test func timerThatExpiresBeforeEndOfRIBLeavesNothingForTheNextLoss() {
        for (synchronized, kept) in [(false, "retain 6"), (true, "retain 46")] {
            var machine = away([Self.ipv4])
            _ = machine.texts(back(open([Self.ipv4])) + [.timer(.longLived(.ipv4Unicast))] + (synchronized ? [.endOfRIB(.ipv4Unicast)] : []))
            #expect(machine.texts([.lost(.outgoing, "reset")]).contains("\(kept), +restart"))
        }
    }

    @Test func timerThatExpiresWhileThePeerIsAwayDoesNotCountAgainstItsNextSession() {
        var machine = away([Self.ipv4])
        _ = machine.texts([.timer(.longLived(.ipv4Unicast))] + back(open([Self.ipv4])))
        #expect(machine.texts([.lost(.outgoing, "reset")]).contains("retain 46"))
    }

    @Test func lastTimerDuringASecondRestartEndsTheWait() {
        let open = SessionValues.restartOpen(families: .ipv4, longLived: [Self.ipv4])
        var machine = PeerMachine(
            SessionValues.restartConfiguration { $0.longLivedStaleTime = 100 },
            after: SessionEvent.establishing(.outgoing, open) + [.lost(.outgoing, "reset"), .timer(.restart)] + back(open)
                + [.lost(.outgoing, "reset")])
        #expect(machine.texts([.timer(.longLived(.ipv4Unicast))]) == "sweep 4, -restart")
    }
}
