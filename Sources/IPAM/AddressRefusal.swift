public import Addresses

/// Why a pool does not hand out an address that was asked for.
public enum AddressRefusal: Hashable, Sendable {
    /// In none of the pool's subnets.
    case otherSubnet(IPAddress, [IPPrefix])
    /// In the subnet, but not between the span's ends.
    case outsideSpan(IPAddress, AddressPool.Range)
    /// It is the gateway of the range.
    case gateway(IPAddress, AddressPool.Range)
    /// It is the network or broadcast address, or the subnet-router anycast address.
    case reserved(IPAddress, AddressPool.Range)
    case excluded(IPAddress, AddressRange)
}

extension AddressRefusal: CustomStringConvertible {
    public var description: String {
        switch self {
        case .otherSubnet(let address, let subnets):
            "\(address) lies in none of the pool's subnets, \(subnets.map { "\($0)" }.joined(separator: ", "))"
        case .outsideSpan(let address, let range):
            "\(address) lies in \(range.subnet) but outside its range \(range.span)"
        case .gateway(let address, let range):
            "\(address) is the gateway of \(range.subnet)"
        case .reserved(let address, let range):
            address == range.subnet.last
                ? "\(address) is the broadcast address of \(range.subnet)"
                : "\(address) is the \(address.family == .v4 ? "network" : "subnet-router anycast") address of \(range.subnet)"
        case .excluded(let address, let exclusion):
            "\(address) is excluded (\(exclusion))"
        }
    }
}
