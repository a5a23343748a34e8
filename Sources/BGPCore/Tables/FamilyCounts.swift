public import BGPWire

/// How many routes of a family a peer has sent and is told.
public struct FamilyCounts: Hashable, Sendable {
    public let family: AddressFamily
    /// Announced by the peer, refused ones included.
    public let received: Int
    /// Refused by filters or because of loops.
    public let rejected: Int
    /// Kept from a session that is gone.
    public let stale: Int
    /// Told to the peer, or to be told.
    public let sent: Int
}
