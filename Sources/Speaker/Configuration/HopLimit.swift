/// How far away the peer may be.
public enum HopLimit: Hashable, Sendable {
    /// Any distance: the system's TTL.
    case system
    /// Packets are sent with this TTL: 1 for a peer on the same link.
    case sent(UInt8)
    /// Packets are sent with TTL 255, and taken only when they passed at most so many hops, 1 for a peer on the same link (RFC 5082).
    case security(maximumHops: UInt8)

    /// nil leaves it to the system.
    var ttl: UInt8? {
        switch self {
        case .system: nil
        case .sent(let hops): max(hops, 1)
        case .security: 255
        }
    }

    /// 0 takes all.
    var leastTTL: UInt8 {
        guard case .security(let hops) = self else { return 0 }
        return UInt8(clamping: 256 - Int(max(hops, 1)))
    }
}
