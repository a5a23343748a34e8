/// What the peer is to this speaker; some attributes are legal only from some peers.
public enum PeerKind: Hashable, Sendable {
    /// Same AS (iBGP).
    case `internal`
    /// Another AS (eBGP).
    case external
    /// Another member AS of the same confederation (RFC 5065).
    case confederation
}
