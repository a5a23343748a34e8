public import Addresses
public import IPAM

/// One address to be taken from a pool.
public struct PoolRequest: Hashable, Sendable {
    public var pool: AddressPool
    /// Exactly this one; nil for the next in order.
    public var wanted: IPAddress?

    public init(pool: AddressPool, wanted: IPAddress? = nil) {
        self.pool = pool
        self.wanted = wanted
    }
}
