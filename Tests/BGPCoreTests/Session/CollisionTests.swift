import BGPCore
import BGPWire
import Testing

@Suite struct CollisionTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String, identifier: BGPIdentifier, asNumber: ASNumber, survivor: SessionLink
        var testDescription: String { name }
    }

    static let rows = [
        Row(name: "own identifier larger, AS larger", identifier: SessionValues.smallerIdentifier, asNumber: 64511, survivor: .outgoing),
        Row(name: "own identifier smaller, AS smaller", identifier: SessionValues.largerIdentifier, asNumber: 64513, survivor: .incoming),
        Row(name: "own identifier larger, AS smaller", identifier: SessionValues.smallerIdentifier, asNumber: 64513, survivor: .outgoing),
        Row(name: "own identifier smaller, AS larger", identifier: SessionValues.largerIdentifier, asNumber: 64511, survivor: .incoming),
        Row(name: "identifier beyond 2^31 is larger", identifier: BGPIdentifier(0xc0a8_0001), asNumber: 64513, survivor: .incoming),
        Row(name: "equal identifiers, own AS larger", identifier: SessionValues.localIdentifier, asNumber: 64511, survivor: .outgoing),
        Row(name: "equal identifiers, own AS smaller", identifier: SessionValues.localIdentifier, asNumber: 64513, survivor: .incoming),
        Row(
            name: "equal identifiers, own AS smaller, four octets", identifier: SessionValues.localIdentifier, asNumber: 4_200_000_000,
            survivor: .incoming),
        Row(name: "internal, own identifier larger", identifier: SessionValues.smallerIdentifier, asNumber: 64512, survivor: .outgoing),
        Row(name: "internal, own identifier smaller", identifier: SessionValues.largerIdentifier, asNumber: 64512, survivor: .incoming),
    ]

    private func machine(_ row: Row, after events: [SessionEvent]) -> PeerMachine {
        PeerMachine(SessionValues.configuration { $0.expectedAS = row.asNumber }, after: events)
    }

    private func open(_ row: Row) -> SessionMessage { .open(SessionValues.open(asNumber: row.asNumber, identifier: row.identifier)) }

    private let closed = "N6/7, -hold, -sendHold, close"
    private let confirmed = "KEEPALIVE, +hold 90, +keepalive"

    @Test(arguments: rows, [[SessionEvent.dialed, .accepted], [.accepted, .dialed]])
    func openOfTheSurvivorEndsTheOtherAtOnce(_ row: Row, _ connected: [SessionEvent]) {
        var machine = machine(row, after: [.start] + connected)
        let loser = row.survivor.other
        #expect(
            machine.handle(.received(row.survivor, open(row))).texts(own: loser)
                == "\(closed), other KEEPALIVE, +other hold 90, +other keepalive")
        #expect(machine.handle(.received(loser, open(row))).isEmpty)
        #expect(machine.state == .openConfirm)
        _ = machine.handle(.received(row.survivor, .keepalive))
        #expect(machine.establishedLink == row.survivor)
    }

    @Test(arguments: rows, [[SessionEvent.dialed, .accepted], [.accepted, .dialed]])
    func loserGoesOnUntilTheOpenOfTheSurvivor(_ row: Row, _ connected: [SessionEvent]) {
        var machine = machine(row, after: [.start] + connected)
        let loser = row.survivor.other
        #expect(machine.handle(.received(loser, open(row))).texts(own: loser) == confirmed)
        #expect(
            machine.handle(.received(row.survivor, open(row))).texts(own: loser)
                == "N6/7, -hold, -keepalive, -sendHold, close, other KEEPALIVE, +other hold 90, +other keepalive")
        _ = machine.handle(.received(row.survivor, .keepalive))
        #expect(machine.establishedLink == row.survivor)
    }

    @Test(arguments: rows) func loserIsUpWhenTheSurvivorStaysSilent(_ row: Row) {
        var machine = machine(row, after: [.start, .dialed, .accepted])
        let loser = row.survivor.other
        _ = machine.handle(.received(loser, open(row)))
        let texts = machine.handle(.received(loser, .keepalive)).texts(own: loser)
        #expect(texts == "other N6/7, -other hold, -other sendHold, other close, +hold 90, +sendHold 480, up")
        #expect(machine.establishedLink == loser)
        #expect(machine.handle(.received(row.survivor, open(row))).isEmpty)
    }

    @Test(arguments: rows) func newConnectionBesideOneInOpenConfirm(_ row: Row) {
        for first in SessionLink.allCases {
            var machine = machine(row, after: [.start])
            _ = machine.handle(.connected(first))
            _ = machine.handle(.received(first, open(row)))
            let texts = machine.handle(.connected(first.other)).texts(own: first.other)
            guard first != row.survivor else {
                #expect(texts == "refuse 6/7")
                continue
            }
            #expect(texts == "OPEN, +hold 240, +sendHold 480")
            _ = machine.handle(.received(row.survivor, open(row)))
            _ = machine.handle(.received(row.survivor, .keepalive))
            #expect(machine.establishedLink == row.survivor)
        }
    }

    @Test(arguments: rows) func establishedConnectionStays(_ row: Row) {
        for link in SessionLink.allCases {
            var machine = machine(row, after: [.start, .connected(link), .received(link, open(row)), .received(link, .keepalive)])
            #expect(machine.handle(.accepted).texts(own: link) == "refuse 6/5")
            #expect(machine.handle(.dialed).texts(own: link) == "refuse 6/5")
            #expect(machine.establishedLink == link)
        }
    }

    @Test func restartedPeerReplacesItsOldConnectionOnEitherLink() {
        let open = SessionValues.restartOpen()
        for link in SessionLink.allCases {
            var machine = PeerMachine(SessionValues.restartConfiguration(), after: SessionEvent.establishing(link, open))
            _ = machine.handle(.accepted)
            // The established one has moved, if it had to.
            #expect(machine.establishedLink == .outgoing)
            #expect(machine.handle(.received(.incoming, .open(open))).texts(own: .incoming) == confirmed)
            #expect(machine.establishedLink == .outgoing)
            #expect(
                machine.handle(.received(.incoming, .keepalive)).texts(own: .incoming)
                    == "-other hold, -other keepalive, -other sendHold, other close, down, retain 46, +restart 100, +hold 90, +sendHold 480, up, "
                    + "-restart, +endOfRIB 360")
            #expect(machine.lastEnd?.words == "the peer made a new connection: it has restarted")
            #expect(machine.establishedLink == .incoming)
        }
    }

    @Test func crossingConnectionThatThePeerClosesLeavesTheSession() {
        let open = SessionValues.restartOpen()
        var machine = PeerMachine(SessionValues.restartConfiguration(), after: SessionEvent.establishing(.outgoing, open))
        let events: [SessionEvent] = [
            .accepted, .received(.incoming, .open(open)), .received(.incoming, .notification(.cease(.collisionResolution))),
        ]
        #expect(!machine.texts(events).contains("down"))
        #expect(machine.establishedLink == .outgoing)
    }

    @Test func peerThatKeepsNothingDoesNotReplaceItsConnection() {
        let open = SessionValues.restartOpen(families: [])
        var machine = PeerMachine(SessionValues.restartConfiguration(), after: SessionEvent.establishing(.outgoing, open))
        #expect(machine.handle(.accepted).texts(own: .outgoing) == "refuse 6/5")
    }

    @Test func dialUnderWayIsForgottenOnceTheSessionIsUp() {
        var machine = PeerMachine(SessionValues.configuration(), after: [.start, .accepted, .received(.incoming, .open(SessionValues.open()))])
        #expect(
            machine.handle(.received(.incoming, .keepalive)).texts(own: .incoming) == "abandon dial, +hold 90, +sendHold 480, up")
    }
}
