import BGPCore
import BGPWire
import Testing

/// Routes of a peer that restarts: what is kept, and what makes it go.
@Suite struct GracefulRestartTests {
    struct End: Sendable, CustomTestStringConvertible {
        enum Kept { case always, withNotifications, never }
        let name: String, event: SessionEvent, kept: Kept
        var testDescription: String { name }
    }

    static let ends = [
        End(name: "lost", event: .lost(.outgoing, "reset"), kept: .always),
        End(name: "hold timer", event: .timer(.hold(.outgoing)), kept: .withNotifications),
        End(name: "send hold timer", event: .timer(.sendHold(.outgoing)), kept: .withNotifications),
        End(name: "malformed", event: .malformed(.outgoing, BGPError(.update(.malformedAttributeList), "x")), kept: .withNotifications),
        End(name: "unexpected message", event: .received(.outgoing, .open(SessionValues.open())), kept: .withNotifications),
        End(name: "error from the peer", event: .received(.outgoing, .notification(.update(.invalidOrigin))), kept: .withNotifications),
        End(name: "peer's hold timer", event: .received(.outgoing, .notification(.holdTimerExpired)), kept: .withNotifications),
        End(name: "Cease from the peer", event: .received(.outgoing, .notification(.cease(.administrativeReset))), kept: .withNotifications),
        End(name: "hard reset", event: .received(.outgoing, .notification(.hardReset(.cease(.administrativeReset)))), kept: .never),
        End(name: "stop", event: .stop(.cease(.administrativeShutdown)), kept: .never),
        End(name: "stop with a hard reset", event: .stop(.hardReset(.cease(.outOfResources))), kept: .never),
        End(name: "silent stop", event: .stop(nil), kept: .never),
        End(name: "prefix limit", event: .end(.maximumPrefixes(1, of: .ipv4Unicast), reason: "2", hold: nil), kept: .never),
    ]

    @Test(arguments: ends) func routesAreKeptAfter(_ end: End) {
        for (own, peer) in [(false, false), (false, true), (true, false), (true, true)] {
            var machine = PeerMachine(
                SessionValues.restartConfiguration { $0.notificationSupport = own },
                after: SessionEvent.establishing(.outgoing, SessionValues.restartOpen(notifications: peer)))
            let actions = machine.handle(end.event)
            let isKept = end.kept == .always || (end.kept == .withNotifications && own && peer)
            #expect(actions.contains(.retain([.ipv4, .ipv6])) == isKept, "own N \(own), peer's N \(peer)")
            #expect(actions.contains(.arm(.restart, .seconds(100))) == isKept)
            #expect(machine.staleFamilies == (isKept ? [.ipv4, .ipv6] : []))
            #expect(actions.filter { if case .down = $0 { true } else { false } }.count == 1)
        }
    }

    @Test(arguments: ends) func nothingIsKeptUnlessBothOfferIt(_ end: End) {
        let open = SessionValues.restartOpen()
        let silent = SessionValues.configuration { $0.families = [.ipv4, .ipv6] }
        for (configuration, open) in [(silent, open), (SessionValues.restartConfiguration(), SessionValues.open(families: [.ipv4, .ipv6]))] {
            var machine = PeerMachine(configuration, after: SessionEvent.establishing(.outgoing, open))
            let texts = machine.handle(end.event).texts(own: .outgoing)
            #expect(!texts.contains("retain") && !texts.contains("+restart") && texts.contains("down"))
        }
    }

    struct Kept: Sendable {
        let time: UInt16, named: UnicastFamilies, configured: UnicastFamilies
        let longLived: [LongLivedGracefulRestartCapability.Family]
        /// After `down`.
        let actions: String
    }

    @Test(arguments: [
        Kept(time: 100, named: [.ipv4, .ipv6], configured: [.ipv4, .ipv6], longLived: [], actions: "retain 46, +restart 100"),
        Kept(time: 100, named: .ipv6, configured: [.ipv4, .ipv6], longLived: [], actions: "retain 6, +restart 100"),
        Kept(time: 100, named: [.ipv4, .ipv6], configured: .ipv4, longLived: [], actions: "retain 4, +restart 100"),
        Kept(time: 100, named: .ipv6, configured: .ipv4, longLived: [], actions: ""),
        Kept(time: 100, named: [], configured: .ipv4, longLived: [], actions: ""),
        Kept(time: 0, named: [.ipv4, .ipv6], configured: [.ipv4, .ipv6], longLived: [], actions: ""),
        Kept(
            time: 0, named: .ipv4, configured: .ipv4, longLived: [.init(.ipv4Unicast, forwardingPreserved: false, staleTime: 9)],
            actions: "retain 4, long-lived 4, +longLived4 9"),
        Kept(
            time: 0, named: [.ipv4, .ipv6], configured: [.ipv4, .ipv6], longLived: [.init(.ipv6Unicast, forwardingPreserved: false, staleTime: 9)],
            actions: "retain 6, long-lived 6, +longLived6 9"),
        Kept(
            time: 50, named: .ipv4, configured: [.ipv4, .ipv6], longLived: [.init(.ipv6Unicast, forwardingPreserved: true, staleTime: 9)],
            actions: "retain 46, +restart 50, long-lived 6, +longLived6 9"),
        Kept(
            time: 50, named: .ipv4, configured: .ipv4, longLived: [.init(.ipv4Unicast, forwardingPreserved: false, staleTime: 0)],
            actions: "retain 4, +restart 50"),
    ])
    func familiesThePeerNamesAreKept(_ row: Kept) {
        let configuration = SessionValues.restartConfiguration { $0.longLivedStaleTime = 100 }
        var changed = configuration
        changed.families = row.configured
        let open = SessionValues.restartOpen(time: row.time, families: row.named, longLived: row.longLived)
        var machine = PeerMachine(changed, after: SessionEvent.establishing(.outgoing, open))
        #expect(
            machine.handle(.lost(.outgoing, "reset")).texts(own: .outgoing)
                == "-hold, -keepalive, -sendHold, down" + (row.actions.isEmpty ? "" : ", ") + row.actions + ", +connectRetry")
    }

    struct Back: Sendable {
        let named: UnicastFamilies, forwarding: UnicastFamilies
        /// After `up`.
        let actions: String
    }

    @Test(arguments: [
        Back(named: [.ipv4, .ipv6], forwarding: [.ipv4, .ipv6], actions: "-restart, +endOfRIB 360"),
        Back(named: [.ipv4, .ipv6], forwarding: .ipv4, actions: "-restart, sweep 6, +endOfRIB 360"),
        Back(named: .ipv6, forwarding: .ipv6, actions: "-restart, sweep 4, +endOfRIB 360"),
        Back(named: [.ipv4, .ipv6], forwarding: [], actions: "-restart, sweep 46"),
        Back(named: [], forwarding: [], actions: "-restart, sweep 46"),
    ])
    func onlyWhatIsStillForwardedWaitsForEndOfRIB(_ row: Back) {
        var machine = away()
        let open = SessionValues.restartOpen(families: row.named, forwarding: row.forwarding)
        #expect(machine.texts(back(open)).hasSuffix("up, \(row.actions)"))
    }

    @Test func peerThatIsBackWithoutTheCapabilityLosesAll() {
        var machine = away()
        #expect(machine.texts(back(SessionValues.open(families: [.ipv4, .ipv6]))).hasSuffix("up, -restart, sweep 46"))
    }

    @Test func eachEndOfRIBSweepsItsFamily() {
        var machine = away()
        _ = machine.texts(back(SessionValues.restartOpen()))
        #expect(machine.texts([.endOfRIB(.ipv6Unicast)]) == "sweep 6")
        #expect(machine.texts([.endOfRIB(.ipv6Unicast)]) == "")
        #expect(machine.texts([.endOfRIB(.ipv4Unicast)]) == "sweep 4, -endOfRIB")
        #expect(machine.staleFamilies == [])
    }

    @Test func endOfRIBThatDoesNotComeIsNotWaitedForForever() {
        var machine = away()
        _ = machine.texts(back(SessionValues.restartOpen()) + [.endOfRIB(.ipv4Unicast)])
        #expect(machine.texts([.timer(.endOfRIB)]) == "sweep 6")
        #expect(machine.texts([.endOfRIB(.ipv6Unicast)]) == "")
    }

    @Test func restartTimeThatIsOverSweepsAll() {
        var machine = away()
        #expect(machine.texts([.timer(.restart)]) == "sweep 46")
        #expect(machine.texts(back(SessionValues.restartOpen())).hasSuffix("up"))
    }

    @Test func attemptsThatFailMeanwhileChangeNothing() {
        var machine = away()
        let texts = machine.texts([
            .timer(.connectRetry), .dialFailed("x"), .timer(.connectRetry), .dialed, .received(.outgoing, .update), .timer(.errorHold), .dialed,
            .received(.outgoing, .notification(.cease(.connectionRejected))),
        ])
        #expect(!texts.contains("sweep") && !texts.contains("restart") && machine.staleFamilies == [.ipv4, .ipv6])
    }

    @Test func hardResetOfANewConnectionTakesTheRoutes() {
        var machine = away()
        let texts = machine.texts([.accepted, .received(.incoming, .notification(.hardReset(.cease(.peerDeconfigured))))])
        #expect(texts.hasSuffix("-restart, sweep 46"))
    }

    /// RFC 4724 §4.2: what was stale before the second restart goes, what the last session told is kept.
    @Test func secondLossKeepsOnlyTheLastSessionsRoutes() {
        var machine = away()
        _ = machine.texts(back(SessionValues.restartOpen()) + [.endOfRIB(.ipv4Unicast)])
        #expect(
            machine.texts([.lost(.outgoing, "reset")])
                == "-hold, -keepalive, -sendHold, sweep 6, -endOfRIB, down, retain 46, +restart 100, +connectRetry")
        #expect(machine.texts(back(SessionValues.restartOpen())).hasSuffix("up, -restart, +endOfRIB 360"))
    }

    @Test func secondEndThatKeepsNothingClearsAll() {
        var machine = away()
        _ = machine.texts(back(SessionValues.restartOpen()))
        #expect(
            machine.texts([.received(.outgoing, .notification(.hardReset(.cease(.administrativeReset))))])
                == "-hold, -keepalive, -sendHold, close, -endOfRIB, down, +errorHold")
        #expect(machine.staleFamilies == [])
    }

    struct Stop: Sendable {
        let notification: NotificationMessage, sent: String
    }

    @Test(arguments: [
        Stop(notification: .cease(.administrativeShutdown), sent: "6/9(6/2)"),
        Stop(notification: .cease(.administrativeReset), sent: "6/9(6/4)"),
        Stop(notification: .cease(.peerDeconfigured), sent: "6/9(6/3)"),
        Stop(notification: .maximumPrefixes(1, of: .ipv4Unicast), sent: "6/9(6/1)"),
        Stop(notification: .cease(.bfdDown), sent: "6/9(6/10)"),
        Stop(notification: .cease(.otherConfigurationChange), sent: "6/6"),
        Stop(notification: .cease(.outOfResources), sent: "6/8"),
        Stop(notification: .hardReset(.cease(.outOfResources)), sent: "6/9(6/8)"),
    ])
    func stopIsAHardResetWhenThePeerWouldKeepRoutes(_ row: Stop) {
        let plain = "\(row.notification.code)/\(row.notification.subcode)"
        for notifications in [true, false] {
            var machine = PeerMachine(
                SessionValues.restartConfiguration(),
                after: SessionEvent.establishing(.outgoing, SessionValues.restartOpen(notifications: notifications)))
            let actions = machine.handle(.stop(row.notification))
            guard case .sendNotification(_, let sent)? = actions.first else {
                Issue.record("no notification")
                continue
            }
            #expect(notifications ? sent.numbers == row.sent : "\(sent.code)/\(sent.subcode)" == plain)
        }
    }

    /// The session was up and is lost.
    private func away() -> PeerMachine {
        let up = SessionEvent.establishing(.outgoing, SessionValues.restartOpen())
        return PeerMachine(SessionValues.restartConfiguration(), after: up + [.lost(.outgoing, "reset")])
    }

    private func back(_ open: OpenMessage) -> [SessionEvent] {
        [.timer(.connectRetry), .dialed, .received(.outgoing, .open(open)), .received(.outgoing, .keepalive)]
    }
}
