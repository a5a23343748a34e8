public import Addresses

/// Why ranges and exclusions make no pool, and what to write instead.
public enum PoolError: Error, Hashable, Sendable {
    case noRange
    case hostBits(IPPrefix)
    case mixedFamilies(IPPrefix, IPAddress.Family)
    case outsideSubnet(option: String, IPAddress, IPPrefix)
    case startAfterEnd(IPAddress, IPAddress)
    case gatewayFamily(IPAddress, IPPrefix)
    case exclusionFamily(AddressRange, IPAddress.Family)
    case overlap(AddressRange, AddressRange)
    case nothingUsable([AddressRange])
}

extension PoolError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noRange:
            "the pool has no range; give one subnet at least, such as 10.65.0.0/24"
        case .hostBits(let subnet):
            "subnet \(subnet) has bits set after the first \(subnet.length); write \(subnet.network)"
        case .mixedFamilies(let subnet, let family):
            "subnet \(subnet) stands in a list of IPv\(family.rawValue) ranges; move it to a list of its own, one list for each family"
        case .outsideSubnet(let option, let address, let subnet):
            "\(option) \(address) lies outside subnet \(subnet); choose one from \(subnet.first) to \(subnet.last)"
        case .startAfterEnd(let start, let end):
            "rangeStart \(start) lies after rangeEnd \(end); exchange them"
        case .gatewayFamily(let gateway, let subnet):
            "gateway \(gateway) is IPv\(gateway.family.rawValue) but subnet \(subnet) is IPv\(subnet.family.rawValue); "
                + "give an address such as \(subnet.first.advanced(by: 1) ?? subnet.first)"
        case .exclusionFamily(let exclusion, let family):
            "exclusion \(exclusion) is not of the family of the ranges, IPv\(family.rawValue); remove it"
        case .overlap(let one, let other):
            "ranges \(one) and \(other) share \(max(one.first, other.first)) to \(min(one.last, other.last)); make one range of them"
        case .nothingUsable(let spans):
            "no address of \(spans.map { "\($0)" }.joined(separator: ", ")) can be given to a pod: all are network, broadcast or "
                + "gateway addresses or excluded; use a larger subnet or exclude less"
        }
    }
}
