public import BGPWire

/// What the driver of a ``PeerMachine`` has to do, in order.
public enum SessionAction: Hashable, Sendable {
    case dial
    /// Forget a dial that is under way; a connection that still comes of it is closed.
    case abandonDial
    /// After `dialed` and `accepted` the first action for their link: the new connection is wanted.
    case sendOpen(SessionLink, OpenMessage)
    case sendKeepalive(SessionLink)
    case sendNotification(SessionLink, NotificationMessage)
    /// Close after what was sent has left; timers of the link are disarmed by the machine. A peer that takes nothing is not waited for.
    ///
    /// Does not come for a link the driver reported as lost.
    case close(SessionLink)
    /// The connection that the event brought is not wanted: send it this and close it. The links of the session stay as they are.
    case refuse(NotificationMessage)
    /// The connection of the first link goes on as the second, which is free: a new connection of the peer takes its place.
    /// Timers are moved by the machine.
    case move(SessionLink, to: SessionLink)
    case arm(PeerTimer, Duration)
    case disarm(PeerTimer)
    /// The session is up on this link: routes can flow both ways.
    case established(SessionLink, NegotiatedSession, remote: OpenMessage)
    /// The session was up and is not any more. All routes of the peer go, also stale ones, but for those that ``retain(_:)`` names.
    case down(SessionEnd)
    /// Keep the peer's routes of these families as stale (comes right after ``down(_:)``); those of all others go.
    case retain(UnicastFamilies)
    /// The peer's stale routes of these families go.
    case sweep(UnicastFamilies)
    /// The peer's stale routes of these families become long-lived stale, those with NO_LLGR go (RFC 9494 §4.2).
    case beginLongLived(UnicastFamilies)
}
