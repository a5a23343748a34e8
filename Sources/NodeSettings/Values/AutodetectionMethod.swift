public import Addresses

/// How the node's address is found (upstream's words).
public enum AutodetectionMethod: Hashable, Sendable {
    /// The one address of the interfaces that are not left out by name.
    case firstFound
    /// The address from which the kernel would reach this address or name.
    case canReach(String)
    /// An interface whose name matches; earlier expressions win.
    case interface([InterfacePattern])
    /// As ``firstFound``, with more interfaces left out.
    case skipInterface([InterfacePattern])
    /// An address inside one of these networks; earlier ones win.
    case cidr([IPPrefix])
    /// The address that Kubernetes has for the node.
    case kubernetesInternalIP

    /// What ``init(_:_:)`` accepts.
    public static let allowed =
        "first-found, can-reach=ADDRESS or NAME, interface=EXPRESSION[,...], skip-interface=EXPRESSION[,...], cidr=NETWORK[,...] "
        + "or kubernetes-internal-ip"

    /// nil when the word is unknown or what follows it does not fit, such as a network of the other family.
    public init?(_ text: String, _ family: IPAddress.Family) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let word = parts[0].lowercased()
        guard parts.count == 2 else {
            switch word {
            case "first-found": self = .firstFound
            case "kubernetes-internal-ip": self = .kubernetesInternalIP
            default: return nil
            }
            return
        }
        let value = WordList.trimmed(parts[1])
        let items = value.split(separator: ",", omittingEmptySubsequences: false).map { WordList.trimmed($0) }
        switch word {
        case "can-reach":
            guard Self.isDestination(value, family) else { return nil }
            self = .canReach(value)
        case "interface", "skip-interface":
            let patterns = items.compactMap { InterfacePattern($0) }
            guard patterns.count == items.count else { return nil }
            self = word == "interface" ? .interface(patterns) : .skipInterface(patterns)
        case "cidr":
            let networks = items.compactMap { IPPrefix($0) }.filter { $0.family == family }
            guard networks.count == items.count else { return nil }
            self = .cidr(networks.map(\.network))
        default: return nil
        }
    }

    private static func isDestination(_ text: String, _ family: IPAddress.Family) -> Bool {
        if let address = IPAddress(text) { return address.family == family && !address.isUnspecified }
        // No name of a host ends in a number (RFC 1123 §2.1): that is an address with a slip.
        let isNumber = text.split(separator: ".").last?.utf8.allSatisfy { (48...57).contains($0) } ?? true
        let isName = text.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "/") }
        return !isNumber && isName && text.utf8.count <= 253
    }
}

extension AutodetectionMethod: CustomStringConvertible {
    public var description: String {
        switch self {
        case .firstFound: "first-found"
        case .canReach(let destination): "can-reach=\(destination)"
        case .interface(let patterns): "interface=\(patterns.map(\.text).joined(separator: ","))"
        case .skipInterface(let patterns): "skip-interface=\(patterns.map(\.text).joined(separator: ","))"
        case .cidr(let networks): "cidr=\(networks.map(\.description).joined(separator: ","))"
        case .kubernetesInternalIP: "kubernetes-internal-ip"
        }
    }
}
