/// What a peer is to the rules of route propagation (RFC 4271 §9.2, RFC 4456 §6).
public enum PeerRole: UInt8, Hashable, Sendable, CaseIterable {
    /// Another AS (eBGP).
    case external
    /// Same AS, and no client of this speaker: what it says is not told to others like it.
    case `internal`
    /// Same AS, and a client of this route reflector.
    case client

    /// Same AS as this speaker.
    public var isInternal: Bool { self != .external }
}
