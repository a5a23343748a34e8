public import Addresses

/// What the settings say about the node's address of one family.
public enum AddressChoice: Hashable, Sendable {
    /// Nothing: the address that is stored stays; without one, IPv4 is found by itself and IPv6 is left out.
    case unset
    /// Found by the autodetection method.
    case autodetect
    /// The node has none of this family.
    case none
    /// This one; without a length, the length is that of the interface that has it.
    case given(IPAddress, length: Int?)

    /// - Parameter text: "autodetect", "none", an address, or an address with a length.
    public init?(_ text: String, _ family: IPAddress.Family) {
        switch text.lowercased() {
        case "autodetect": self = .autodetect
        case "none": self = .none
        default:
            if let address = IPAddress(text), Self.isUsable(address, family) {
                self = .given(address, length: nil)
            } else if let prefix = IPPrefix(text), prefix.length > 0, Self.isUsable(prefix.address, family) {
                self = .given(prefix.address, length: prefix.length)
            } else {
                return nil
            }
        }
    }

    private static func isUsable(_ address: IPAddress, _ family: IPAddress.Family) -> Bool {
        address.family == family && address.isGlobalUnicast
    }
}

extension AddressChoice: CustomStringConvertible {
    /// What the settings say; empty for nothing.
    public var description: String {
        switch self {
        case .unset: ""
        case .autodetect: "autodetect"
        case .none: "none"
        case .given(let address, let length): length.map { "\(address)/\($0)" } ?? "\(address)"
        }
    }
}

extension IPAddress {
    /// Whether other hosts can know a host by it: no loopback, link-local, multicast, unspecified or broadcast address.
    public var isGlobalUnicast: Bool {
        let isThisNetwork = family == .v4 && (value >> 24 == 0 || value == 0xffff_ffff)
        return !isUnspecified && !isLoopback && !isLinkLocal && !isMulticast && !isThisNetwork
    }
}
