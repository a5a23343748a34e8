/// What names the resources of a kind may have.
public enum NameRule: Hashable, Sendable {
    /// RFC 1123 subdomain, at most 253 octets.
    case subdomain
    /// The same, and made of parts of the spec; whoever writes the resource need not give it.
    case calculated
    /// RFC 1123 label, at most 63 octets.
    case label
    /// A label, or two with a dot between (tier and policy); in a namespace also the names that controllers give to Kubernetes' policies.
    case policy(isNamespaced: Bool)
    /// "default", or "node." and a node's name.
    case defaultOrNode
    /// There is one resource of the kind.
    case only(String)

    /// What is wrong with a name; nil for a right one.
    public func fault(in name: String) -> String? {
        switch self {
        case .subdomain, .calculated:
            Name.isSubdomain(name)
                ? nil : "must be lower-case letters, digits, - and dots, at most 253 octets, each part beginning and ending with a letter or digit"
        case .label:
            Name.isLabel(name) ? nil : "must be lower-case letters, digits and -, at most 63 octets, beginning and ending with a letter or digit"
        case .policy(let isNamespaced): Self.policyFault(name, isNamespaced)
        case .defaultOrNode:
            name == "default" || (name.hasPrefix("node.") && Name.isSubdomain(String(name.dropFirst(5))))
                ? nil : "must be default (for all nodes), or node. and the name of a node"
        case .only(let only):
            name == only ? nil : "must be \(only): there is one resource of this kind"
        }
    }

    private static func policyFault(_ name: String, _ isNamespaced: Bool) -> String? {
        for prefix in ["knp.default.", "ossg.default."] where isNamespaced && name.hasPrefix(prefix) {
            return Name.isSubdomain(String(name.dropFirst(prefix.utf8.count))) ? nil : "must be a domain name after \(prefix)"
        }
        let parts = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ Name.isLabel($0) }) else {
            return "must be lower-case letters, digits and -, at most 63 octets, after an optional tier name and a dot"
        }
        return nil
    }
}
