/// Which of the two connections a peer can have while they collide (RFC 4271 §6.8).
public enum SessionLink: UInt8, Hashable, Sendable, CaseIterable {
    /// Dialed by this speaker.
    case outgoing
    /// Accepted from the peer.
    case incoming

    public var other: SessionLink { self == .outgoing ? .incoming : .outgoing }
}
