internal import BGPWire

/// The peer rests after an error (RFC 4271 §8.1, DampPeerOscillations): it is not dialed.
enum SessionRest: Sendable {
    /// Connections of the peer are refused, too: it would do again what was wrong.
    case refusing
    /// The peer may come back by itself: it was silent, or it was the one that had enough.
    case accepting

    /// After this speaker sent the notification.
    init(sent notification: NotificationMessage) {
        switch notification.errorCode {
        case .holdTimerExpired, .sendHoldTimerExpired: self = .accepting
        case .messageHeader, .open, .update, .finiteStateMachine, .cease, .routeRefresh, nil: self = .refusing
        }
    }

    /// After the peer sent the notification; nil when that asks for no rest, as it only refused this one connection.
    init?(received notification: NotificationMessage) {
        switch (notification.errorCode, notification.ceaseReason) {
        case (.cease, .connectionRejected), (.cease, .collisionResolution): return nil
        case (.cease, _), (.holdTimerExpired, _), (.sendHoldTimerExpired, _): self = .accepting
        default: self = .refusing
        }
    }
}
