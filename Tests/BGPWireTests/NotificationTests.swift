internal import BGPWire
internal import TestSupport
internal import Testing

@Suite struct NotificationTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let octets: String
        let words: String
        var testDescription: String { words }
    }

    @Test(arguments: [
        Row(octets: "01 01", words: "message header refused: connection not synchronized (1/1)"),
        Row(octets: "01 02 10 01", words: "message header refused: bad message length (1/2): length 4097, data 1001"),
        Row(octets: "01 03 09", words: "message header refused: bad message type (1/3): type 9, data 09"),
        Row(octets: "02 00", words: "OPEN refused: malformed parameters (2/0)"),
        Row(octets: "02 01 00 04", words: "OPEN refused: unsupported version number (2/1): version 4 is supported, data 0004"),
        Row(octets: "02 02 00 00 fc 01", words: "OPEN refused: bad peer AS (2/2): AS 64513, data 0000fc01"),
        Row(octets: "02 02 fc 01", words: "OPEN refused: bad peer AS (2/2): AS 64513, data fc01"),
        Row(octets: "02 03 0a 00 00 01", words: "OPEN refused: bad BGP identifier (2/3): 10.0.0.1, data 0a000001"),
        Row(octets: "02 04", words: "OPEN refused: unsupported optional parameter (2/4)"),
        Row(octets: "02 05", words: "OPEN refused: authentication failure (2/5)"),
        Row(octets: "02 06 00 02", words: "OPEN refused: unacceptable hold time (2/6): 2 seconds, data 0002"),
        Row(octets: "02 07 41 04 00 00 fc 01", words: "OPEN refused: unsupported capability (2/7): 4-octet AS 64513, data 41040000fc01"),
        Row(octets: "02 07 41 04 00", words: "OPEN refused: unsupported capability (2/7), data 410400"),
        Row(octets: "02 0b", words: "OPEN refused: role mismatch (2/11)"),
        Row(octets: "02 63", words: "OPEN refused: no known reason (2/99)"),
        Row(octets: "03 01", words: "UPDATE refused: malformed attribute list (3/1)"),
        Row(octets: "03 02 40 63 00", words: "UPDATE refused: unrecognized well-known attribute (3/2): attribute 99, data 406300"),
        Row(octets: "03 03 05", words: "UPDATE refused: missing well-known attribute (3/3), data 05"),
        Row(octets: "03 04 c0 01 01 00", words: "UPDATE refused: attribute flags error (3/4): ORIGIN, data c0010100"),
        Row(octets: "03 05 40 01 02 00 00", words: "UPDATE refused: attribute length error (3/5): ORIGIN, data 4001020000"),
        Row(octets: "03 06 40 01 01 09", words: "UPDATE refused: invalid ORIGIN attribute (3/6): ORIGIN, data 40010109"),
        Row(octets: "03 08 40 03 04 00 00 00 00", words: "UPDATE refused: invalid NEXT_HOP attribute (3/8): NEXT_HOP, data 40030400000000"),
        Row(octets: "03 09 80 0e 00", words: "UPDATE refused: optional attribute error (3/9): MP_REACH_NLRI, data 800e00"),
        Row(octets: "03 0a", words: "UPDATE refused: invalid network field (3/10)"),
        Row(octets: "03 0b", words: "UPDATE refused: malformed AS_PATH (3/11)"),
        Row(octets: "04 00", words: "hold timer expired (4/0)"),
        Row(octets: "05 00", words: "unexpected message: state not told (5/0)"),
        Row(octets: "05 01", words: "unexpected message: in OpenSent state (5/1)"),
        Row(octets: "05 02", words: "unexpected message: in OpenConfirm state (5/2)"),
        Row(octets: "05 03", words: "unexpected message: in Established state (5/3)"),
        Row(
            octets: "06 01 00 01 01 00 00 03 e8",
            words: "session ended: maximum number of prefixes reached (6/1): more than 1000 prefixes of IPv4 unicast, data 000101000003e8"),
        Row(octets: "06 02", words: "session ended: administrative shutdown (6/2)"),
        Row(octets: "06 02 00", words: "session ended: administrative shutdown (6/2), data 00"),
        Row(octets: "06 02 04 62 79 65 21", words: "session ended: administrative shutdown (6/2): \"bye!\", data 0462796521"),
        Row(octets: "06 04 03 e2 82 ac", words: "session ended: administrative reset (6/4): \"€\", data 03e282ac"),
        Row(octets: "06 02 03 61 0a 62", words: "session ended: administrative shutdown (6/2): \"a\\nb\", data 03610a62"),
        Row(
            octets: "06 02 02 c0 af",
            words: "session ended: administrative shutdown (6/2): its text cannot be shown, it is not UTF-8, data 02c0af"),
        Row(
            octets: "06 02 05 61",
            words: "session ended: administrative shutdown (6/2): its text cannot be shown, its length octet says 5, 1 octets follow, data 0561"),
        Row(octets: "06 03", words: "session ended: peer de-configured (6/3)"),
        Row(octets: "06 05", words: "session ended: connection rejected (6/5)"),
        Row(octets: "06 06", words: "session ended: other configuration change (6/6)"),
        Row(octets: "06 07", words: "session ended: connection collision resolution (6/7)"),
        Row(octets: "06 08", words: "session ended: out of resources (6/8)"),
        Row(
            octets: "06 09 06 02 03 62 79 65",
            words: "session ended: hard reset (6/9): session ended: administrative shutdown (6/2): \"bye\", data 03627965, data 060203627965"),
        Row(octets: "06 09", words: "session ended: hard reset (6/9)"),
        Row(octets: "06 0a", words: "session ended: BFD down (6/10)"),
        Row(octets: "06 63", words: "session ended: no known reason (6/99)"),
        Row(octets: "07 01", words: "ROUTE-REFRESH refused: invalid message length (7/1)"),
        Row(octets: "08 00", words: "send hold timer expired (8/0)"),
        Row(octets: "09 01 ab", words: "unknown error (9/1), data ab"),
    ])
    func inWordsAndBack(_ row: Row) throws {
        let body = try hex(row.octets)
        let notification = NotificationMessage(decoding: body[...])
        #expect(notification.description == row.words)
        #expect(NotificationMessage(row.words) == notification)
        var out: [UInt8] = []
        notification.encode(into: &out)
        #expect(out == message(3, body))
    }

    @Test(arguments: ["", "bad peer AS", "(2)", "(2/2/2)", "(2/256)", "(-1/2)", "OPEN refused (2/2), data 0", "OPEN refused (2/2), data xy"])
    func otherTextsAreNoNotification(_ text: String) {
        #expect(NotificationMessage(text) == nil)
    }

    @Test func everyBodyDecodes() {
        #expect(NotificationMessage(decoding: []) == NotificationMessage(code: 0, subcode: 0))
        #expect(NotificationMessage(decoding: [6]) == NotificationMessage(code: 6, subcode: 0))
    }

    @Test func randomNotificationsComeBackFromTheirWords() {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<3000 {
            let body =
                [UInt8.random(in: 0...9, using: &random), UInt8.random(in: 0...12, using: &random)]
                + random.octets(Int.random(in: 0...12, using: &random))
            let notification = NotificationMessage(decoding: body[...])
            #expect(NotificationMessage(notification.description) == notification)
        }
    }

    @Test func aTextThatLooksLikeDataComesBack() {
        let notification = NotificationMessage.cease(.administrativeShutdown, communication: "x, data 00 (1/2)")
        #expect(NotificationMessage(notification.description) == notification)
    }

    @Test func shutdownCommunication() {
        #expect(NotificationMessage.cease(.administrativeShutdown, communication: "maintenance").shutdownCommunication == .text("maintenance"))
        #expect(NotificationMessage.cease(.administrativeReset, communication: "").data.isEmpty)
        #expect(NotificationMessage.cease(.outOfResources, communication: "text").data.isEmpty)
        #expect(NotificationMessage.cease(.administrativeShutdown).shutdownCommunication == .none)
        #expect(NotificationMessage.finiteStateMachine(.inOpenSent).shutdownCommunication == .none)
    }

    @Test func shutdownCommunicationIsCutBetweenCharacters() {
        let notification = NotificationMessage.cease(.administrativeShutdown, communication: String(repeating: "€", count: 100))
        #expect(notification.data.count == 256)
        #expect(notification.shutdownCommunication == .text(String(repeating: "€", count: 85)))
        #expect(NotificationMessage.cease(.administrativeReset, communication: String(repeating: "é", count: 128)).data.count == 255)
    }

    @Test func hardReset() {
        let inner = NotificationMessage.cease(.administrativeShutdown, communication: "bye")
        let outer = NotificationMessage.hardReset(inner)
        #expect(outer.ceaseReason == .hardReset)
        #expect(outer.hardResetContent == inner)
        #expect(inner.hardResetContent == nil)
        #expect(NotificationMessage.cease(.hardReset).hardResetContent == nil)
    }

    @Test func maximumPrefixes() {
        #expect(NotificationMessage.maximumPrefixes(1000, of: .ipv6Unicast).data == [0, 2, 1, 0, 0, 3, 0xe8])
    }

    @Test func dataAreCutToWhatEveryPeerTakes() {
        var out: [UInt8] = []
        NotificationMessage(code: 3, subcode: 9, data: [UInt8](repeating: 7, count: 5000)).encode(into: &out)
        #expect(out.count == 4096)
        #expect(out[16] == 0x10 && out[17] == 0)
    }

    @Test func timers() {
        #expect(NotificationMessage.holdTimerExpired == NotificationMessage(code: 4, subcode: 0))
        #expect(NotificationMessage.sendHoldTimerExpired == NotificationMessage(code: 8, subcode: 0))
    }
}
