import BGPCore
import BGPWire
import Testing

@Suite struct SessionWordsTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let events: [SessionEvent]
        let words: String
        var testDescription: String { words }
    }

    private static let opened: [SessionEvent] = [.start, .dialed, .received(.outgoing, .open(SessionValues.open(holdTime: 30)))]
    private static let up = opened + [.received(.outgoing, .keepalive)]
    private static func told(_ notification: NotificationMessage) -> [SessionEvent] { up + [.received(.outgoing, .notification(notification))] }

    static let rows = [
        Row(events: [.start, .dialFailed("no SYN-ACK from 10.0.0.7:179 for 30 s")], words: "no SYN-ACK from 10.0.0.7:179 for 30 s"),
        Row(
            events: [.start, .dialed, .received(.outgoing, .open(SessionValues.open(asNumber: 64514)))],
            words: "OPEN refused: AS 64514, expected 64513"),
        Row(
            events: [
                .start, .dialed, .malformed(.outgoing, BGPError(.open(.unacceptableHoldTime), "a hold time of 2 s, 0 or 3 and more are possible")),
            ],
            words: "OPEN refused: a hold time of 2 s, 0 or 3 and more are possible"),
        Row(
            events: [.start, .dialed, .received(.outgoing, .open(SessionValues.open(families: .ipv6)))],
            words: "OPEN refused: no common address family: the peer has IPv6 unicast; configured is IPv4 unicast"),
        Row(events: [.start, .dialed, .timer(.hold(.outgoing))], words: "no OPEN received for 240 s: hold timer expired"),
        Row(events: [.start, .dialed, .lost(.outgoing, "closed by the peer")], words: "connection lost in OpenSent: closed by the peer"),
        Row(events: [.start, .dialed, .received(.outgoing, .update)], words: "unexpected UPDATE in OpenSent"),
        Row(events: opened + [.received(.outgoing, .routeRefresh)], words: "unexpected ROUTE-REFRESH in OpenConfirm"),
        Row(events: up + [.received(.outgoing, .open(SessionValues.open()))], words: "unexpected OPEN in Established"),
        Row(events: up + [.timer(.hold(.outgoing))], words: "nothing received for 30 s: hold timer expired"),
        Row(events: up + [.timer(.sendHold(.outgoing))], words: "the peer took nothing for 480 s: send hold timer expired"),
        Row(events: up + [.lost(.outgoing, "connection reset by the peer")], words: "connection lost in Established: connection reset by the peer"),
        Row(
            events: up + [.malformed(.outgoing, BGPError(.update(.malformedAttributeList), "attributes of 70 octets, 12 are left"))],
            words: "UPDATE refused: attributes of 70 octets, 12 are left"),
        Row(
            events: up + [.malformed(.outgoing, BGPError(.header(.badType), "message type 9, 1 to 5 are known"))],
            words: "message refused: message type 9, 1 to 5 are known"),
        Row(
            events: up + [.malformed(.outgoing, BGPError(.routeRefresh(.invalidLength), "3 octets"))],
            words: "ROUTE-REFRESH refused: 3 octets"),
        Row(
            events: told(.cease(.administrativeShutdown, communication: "maintenance")),
            words: "the peer closed the session: administrative shutdown \"maintenance\""),
        Row(
            events: told(.hardReset(.cease(.administrativeReset, communication: "new config"))),
            words: "the peer closed the session: hard reset, administrative reset \"new config\""),
        Row(events: told(.cease(.peerDeconfigured)), words: "the peer closed the session: peer de-configured"),
        Row(events: told(.open(.badPeerAS, data: [0xfb, 0xff])), words: "the peer closed the session: OPEN refused: bad peer AS (AS 64511)"),
        Row(events: told(.holdTimerExpired), words: "the peer closed the session: hold timer expired"),
        Row(events: up + [.stop(.cease(.administrativeShutdown))], words: "closed by this speaker: administrative shutdown"),
        Row(events: up + [.stop(nil)], words: "closed by this speaker, no NOTIFICATION sent"),
        Row(
            events: up + [.end(.maximumPrefixes(10, of: .ipv4Unicast), reason: "11 prefixes, 10 are the limit", hold: nil)],
            words: "11 prefixes, 10 are the limit"),
    ]

    @Test(arguments: rows) func lastEndSaysWhatHappened(_ row: Row) {
        #expect(PeerMachine(SessionValues.configuration(), after: row.events).lastEnd?.words == row.words)
    }

    @Test func downCarriesTheSameEnd() {
        var machine = PeerMachine(SessionValues.configuration(), after: Self.up)
        #expect(machine.lastEnd == nil)
        let actions = machine.handle(.lost(.outgoing, "reset"))
        #expect(actions.contains(.down(SessionEnd(.lost, "connection lost in Established: reset"))))
    }

    @Test func unexpectedMessageIsNamedInTheNotification() {
        var machine = PeerMachine(SessionValues.configuration(), after: Self.opened)
        let actions = machine.handle(.received(.outgoing, .routeRefresh))
        #expect(actions.first == .sendNotification(.outgoing, NotificationMessage(code: 5, subcode: 2, data: [5])))
    }
}
