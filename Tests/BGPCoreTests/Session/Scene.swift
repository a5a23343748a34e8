import BGPCore
import BGPWire
import Testing

/// A place a session can be in, and how it gets there.
enum Scene: String, Sendable, CaseIterable, CustomTestStringConvertible {
    case idle, restRefusing, restAccepting, connect, active, passive
    case openSentOutgoing, openConfirmOutgoing, establishedOutgoing, restartableOutgoing
    case openSentIncoming, openConfirmIncoming, establishedIncoming, restartableIncoming
    /// Both in OpenSent.
    case bothOpenSent
    /// The one that would lose in OpenConfirm, the other in OpenSent.
    case loserAhead
    /// Established, and the peer has made a new connection: in OpenSent.
    case challenged
    /// As before, the new connection in OpenConfirm.
    case replacing
    /// The session was lost, the routes are kept.
    case away
    /// The restart time is over, the routes are long-lived stale.
    case longAway
    /// Up again, before End-of-RIB.
    case back

    var testDescription: String { rawValue }

    /// The link that events call "own".
    var link: SessionLink {
        switch self {
        case .openSentIncoming, .openConfirmIncoming, .establishedIncoming, .restartableIncoming, .loserAhead: .incoming
        case .idle, .restRefusing, .restAccepting, .connect, .active, .passive, .openSentOutgoing, .openConfirmOutgoing, .establishedOutgoing,
            .restartableOutgoing, .bothOpenSent, .challenged, .replacing, .away, .longAway, .back:
            .outgoing
        }
    }

    var state: SessionState {
        switch self {
        case .idle, .restRefusing, .restAccepting: .idle
        case .connect: .connect
        case .active, .passive, .away, .longAway: .active
        case .openSentOutgoing, .openSentIncoming, .bothOpenSent: .openSent
        case .openConfirmOutgoing, .openConfirmIncoming, .loserAhead: .openConfirm
        case .establishedOutgoing, .establishedIncoming, .restartableOutgoing, .restartableIncoming, .challenged, .replacing, .back: .established
        }
    }

    private var restarts: Bool {
        switch self {
        case .restartableOutgoing, .restartableIncoming, .challenged, .replacing, .away, .longAway, .back: true
        default: false
        }
    }

    /// The OPEN that the scene's peer sends. Its identifier is the smaller one: of two connections the outgoing lasts.
    var open: OpenMessage {
        restarts ? SessionValues.restartOpen(longLived: [.init(.ipv4Unicast, forwardingPreserved: true, staleTime: 3600)]) : SessionValues.open()
    }

    private var configuration: SessionConfiguration {
        if restarts { return SessionValues.restartConfiguration { $0.longLivedStaleTime = 3600 } }
        return SessionValues.configuration { $0.isPassive = self == .passive }
    }

    func machine() -> PeerMachine { PeerMachine(configuration, after: history) }

    private var history: [SessionEvent] {
        let active: [SessionEvent] = [.start, .dialFailed("no route")]
        let opened = SessionEvent.received(link, .open(open))
        let up: [SessionEvent] = [opened, .received(link, .keepalive)]
        switch self {
        case .idle: return []
        case .restRefusing: return [.start, .dialed, .received(.outgoing, .keepalive)]
        case .restAccepting: return [.start, .dialed, .timer(.hold(.outgoing))]
        case .connect, .passive: return [.start]
        case .active: return active
        case .openSentOutgoing: return [.start, .dialed]
        case .openConfirmOutgoing: return [.start, .dialed, opened]
        case .establishedOutgoing, .restartableOutgoing: return [.start, .dialed] + up
        case .openSentIncoming: return active + [.accepted]
        case .openConfirmIncoming: return active + [.accepted, opened]
        case .establishedIncoming, .restartableIncoming: return active + [.accepted] + up
        case .bothOpenSent: return [.start, .dialed, .accepted]
        case .loserAhead: return [.start, .dialed, .accepted, opened]
        case .challenged: return [.start, .dialed] + up + [.accepted]
        case .replacing: return [.start, .dialed] + up + [.accepted, .received(.incoming, .open(open))]
        case .away: return [.start, .dialed] + up + [.lost(.outgoing, "reset")]
        case .longAway: return [.start, .dialed] + up + [.lost(.outgoing, "reset"), .timer(.restart)]
        case .back: return [.start, .dialed] + up + [.lost(.outgoing, "reset"), .timer(.connectRetry), .dialed] + up
        }
    }
}

extension Scene {
    /// Every event by name; those of links are told as "own" for the scene's, "other" for the other.
    var events: [(name: String, event: SessionEvent)] {
        var events: [(String, SessionEvent)] = [
            ("start", .start), ("stop silently", .stop(nil)), ("stop", .stop(SessionValues.shutdown)), ("dialed", .dialed),
            ("dial failed", .dialFailed("no SYN-ACK for 30 s")), ("accepted", .accepted), ("connectRetry", .timer(.connectRetry)),
            ("errorHold", .timer(.errorHold)), ("restart", .timer(.restart)), ("endOfRIB timer", .timer(.endOfRIB)),
            ("longLived", .timer(.longLived(.ipv4Unicast))), ("End-of-RIB", .endOfRIB(.ipv4Unicast)),
            ("end", .end(.maximumPrefixes(100, of: .ipv4Unicast), reason: "101 prefixes", hold: .seconds(600))),
        ]
        for (name, link) in [("own", link), ("other", link.other)] {
            events += [
                ("\(name) OPEN", .received(link, .open(open))),
                ("\(name) OPEN of another AS", .received(link, .open(SessionValues.open(asNumber: 65000)))),
                ("\(name) OPEN without common family", .received(link, .open(foreignOpen))),
                ("\(name) KEEPALIVE", .received(link, .keepalive)), ("\(name) UPDATE", .received(link, .update)),
                ("\(name) ROUTE-REFRESH", .received(link, .routeRefresh)),
                ("\(name) error", .received(link, .notification(.update(.invalidOrigin)))),
                ("\(name) Cease", .received(link, .notification(.cease(.administrativeReset)))),
                ("\(name) hard reset", .received(link, .notification(.hardReset(.cease(.administrativeReset))))),
                ("\(name) rejection", .received(link, .notification(.cease(.connectionRejected)))),
                ("\(name) malformed", .malformed(link, BGPError(.header(.badType, data: [9]), "type 9"))), ("\(name) lost", .lost(link, "reset")),
                ("\(name) hold", .timer(.hold(link))), ("\(name) keepalive", .timer(.keepalive(link))),
                ("\(name) sendHold", .timer(.sendHold(link))),
            ]
        }
        return events
    }

    private var foreignOpen: OpenMessage {
        OpenMessage(
            asNumber: SessionValues.remoteAS, holdTime: 90, identifier: SessionValues.smallerIdentifier,
            capabilities: [.multiprotocol(AddressFamily(afi: 25, safi: 70))])
    }
}
