public import Addresses

/// The outcome of looking for an address.
public enum AddressPick: Hashable, Sendable {
    /// Free to be claimed: the address and the range that hands it out.
    case address(IPAddress, AddressPool.Range)
    /// Every address is used or rests.
    case exhausted(PoolUsage)
    /// The wanted address has an owner.
    case taken(IPAddress)
    /// The wanted address is not one the pool hands out.
    case outside(AddressRefusal)
}
