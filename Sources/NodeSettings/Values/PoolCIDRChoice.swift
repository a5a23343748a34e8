public import Addresses

/// What the settings say about the default pool of one family.
public enum PoolCIDRChoice: Hashable, Sendable {
    /// Nothing: a network is chosen that no address of the host lies in.
    case automatic
    /// No pool of this family.
    case none
    case given(IPPrefix)

    /// - Parameter text: "none", or a network of the family with no bit set behind its length.
    public init?(_ text: String, _ family: IPAddress.Family) {
        if text.lowercased() == "none" {
            self = .none
        } else if let prefix = IPPrefix(text), prefix.family == family, prefix.isNetwork {
            self = .given(prefix)
        } else {
            return nil
        }
    }
}

extension PoolCIDRChoice: CustomStringConvertible {
    public var description: String {
        switch self {
        case .automatic: ""
        case .none: "none"
        case .given(let prefix): "\(prefix)"
        }
    }
}
