public import BGPWire

/// The timers of one peer. Each runs once; arming one again moves it.
public enum PeerTimer: Hashable, Sendable {
    /// Until the next attempt to connect (RFC 4271 §8.1.3).
    case connectRetry
    /// Until the peer may be tried again after an error.
    case errorHold
    /// Nothing came from the peer for so long. The driver moves it with every octet received and need not tell the machine.
    case hold(SessionLink)
    /// Until the next KEEPALIVE.
    case keepalive(SessionLink)
    /// The peer took nothing for so long (RFC 9687). The driver moves it with every octet the kernel took.
    case sendHold(SessionLink)
    /// Until the peer has to be back after its restart (RFC 4724 §4.2).
    case restart
    /// Until the peer's End-of-RIB has to be there after its restart.
    case endOfRIB
    /// Until long-lived stale routes of a family go (RFC 9494 §4.2).
    case longLived(AddressFamily)
}
