public import BGPWire

/// What can happen to a session; goes into ``PeerMachine``.
public enum SessionEvent: Sendable {
    /// The operator wants the session (RFC 4271 §8.1.2 events 1 to 7).
    case start
    /// The operator wants it no more; the NOTIFICATION to send if there is a connection, nil to close silently (which a helper takes as a restart).
    case stop(NotificationMessage?)
    /// The dialed connection is there.
    case dialed
    /// It could not be made; why, in words with the address and the time: "no SYN-ACK from 10.0.0.7:179 for 30 s".
    case dialFailed(String)
    /// The peer made a connection.
    case accepted
    case received(SessionLink, SessionMessage)
    /// A message that ends the session.
    case malformed(SessionLink, BGPError)
    /// The connection is gone: "closed by the peer", "connection reset by the peer".
    case lost(SessionLink, String)
    case timer(PeerTimer)
    /// The routes want the session to end: too many prefixes. The peer rests for `hold`, nil until started by hand.
    case end(NotificationMessage, reason: String, hold: Duration?)
    /// The peer's End-of-RIB of a family has come.
    case endOfRIB(AddressFamily)
}

/// A received message, as far as the session machine asks.
public enum SessionMessage: Sendable {
    case open(OpenMessage)
    case keepalive
    case update
    case routeRefresh
    case notification(NotificationMessage)
}
