public import Addresses

/// Where the router id comes from (RFC 4271 §4.2; upstream's words).
public enum RouterIDChoice: Hashable, Sendable {
    /// The node's IPv4 address.
    case nodeAddress
    /// Made of the node's name: for nodes without an IPv4 address.
    case hash
    /// An id in the form of an IPv4 address.
    case given(IPAddress)

    public init?(_ text: String) {
        if text.lowercased() == "hash" {
            self = .hash
        } else if let address = IPAddress(text), address.family == .v4, !address.isUnspecified {
            self = .given(address)
        } else {
            return nil
        }
    }
}

extension RouterIDChoice: CustomStringConvertible {
    public var description: String {
        switch self {
        case .nodeAddress: ""
        case .hash: "hash"
        case .given(let address): "\(address)"
        }
    }
}
