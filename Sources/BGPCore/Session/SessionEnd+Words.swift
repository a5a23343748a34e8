internal import BGPWire

/// Ends in words; the driver adds whose session it was.
extension SessionEnd {
    static var replaced: SessionEnd { SessionEnd(.lost, "the peer made a new connection: it has restarted") }

    static func stopped(_ notification: NotificationMessage?) -> SessionEnd {
        guard let notification else { return SessionEnd(.lost, "closed by this speaker, no NOTIFICATION sent") }
        return SessionEnd(.sent(notification), "closed by this speaker: \(notification.reason)")
    }

    static func received(_ notification: NotificationMessage) -> SessionEnd {
        SessionEnd(.received(notification), "the peer closed the session: \(notification.reason)")
    }

    /// The OPEN decoded, but is not what is wanted.
    static func refusedOpen(_ remote: OpenMessage, expectedAS: ASNumber?, _ error: BGPError) -> SessionEnd {
        guard let expectedAS, remote.asNumber != expectedAS else { return refused(error) }
        return SessionEnd(.sent(error.notification), "OPEN refused: AS \(remote.asNumber), expected \(expectedAS)")
    }

    /// A message that the state has no use for (RFC 6608).
    static func unexpected(_ kind: MessageKind, in state: SessionState, _ place: FiniteStateMachineError) -> SessionEnd {
        let notification = NotificationMessage(code: ErrorCode.finiteStateMachine.rawValue, subcode: place.rawValue, data: [kind.rawValue])
        return SessionEnd(.sent(notification), "unexpected \(kind) in \(state)")
    }

    static func refused(_ error: BGPError) -> SessionEnd {
        let subject =
            switch error.notification.errorCode {
            case .messageHeader: "message refused"
            case .open: "OPEN refused"
            case .update: "UPDATE refused"
            case .routeRefresh: "ROUTE-REFRESH refused"
            case .holdTimerExpired, .finiteStateMachine, .cease, .sendHoldTimerExpired, nil: "session ended"
            }
        return SessionEnd(.sent(error.notification), "\(subject): \(error.reason)")
    }

    /// The rest the peer has to take; nil for none.
    var rest: SessionRest? {
        switch cause {
        case .sent(let notification): SessionRest(sent: notification)
        case .received(let notification): SessionRest(received: notification)
        case .lost, .unreachable: nil
        }
    }
}

extension NotificationMessage {
    /// "administrative shutdown \"maintenance\"", "OPEN refused: bad peer AS (AS 64512)".
    fileprivate var reason: String {
        if let content = hardResetContent { return "hard reset, \(content.reason)" }
        if let ceaseReason { return detail.map { "\(ceaseReason.words) \($0)" } ?? ceaseReason.words }
        return detail.map { "\(words) (\($0))" } ?? words
    }
}

extension SessionMessage {
    var kind: MessageKind {
        switch self {
        case .open: .open
        case .keepalive: .keepalive
        case .update: .update
        case .routeRefresh: .routeRefresh
        case .notification: .notification
        }
    }
}
