/// How a pool stands: counted from what is recorded, so exact and independent of the pool's size.
public struct PoolUsage: Hashable, Sendable {
    /// Addresses that can be handed out at once.
    public let capacity: UInt128
    /// Of those, the ones with an owner.
    public var used: UInt128 = 0
    /// Of those, the ones released too short a time ago.
    public var cooling: UInt128 = 0
    /// Addresses with an owner in the pool's subnets that the pool itself would not hand out: reserved, excluded or outside its spans.
    public var ownedOutside: UInt128 = 0

    public init(capacity: UInt128, used: UInt128 = 0, cooling: UInt128 = 0, ownedOutside: UInt128 = 0) {
        self.capacity = capacity
        self.used = used
        self.cooling = cooling
        self.ownedOutside = ownedOutside
    }

    /// Addresses that can be handed out now.
    public var free: UInt128 { capacity - min(capacity, used + cooling) }
}

extension PoolUsage: CustomStringConvertible {
    /// "253 addresses: 250 used, 3 cooling down, 0 free (2 more used in the subnet outside the pool)".
    public var description: String {
        "\(capacity) address\(capacity == 1 ? "" : "es"): \(used) used, \(cooling) cooling down, \(free) free"
            + (ownedOutside == 0 ? "" : " (\(ownedOutside) more used in the subnet outside the pool)")
    }
}
