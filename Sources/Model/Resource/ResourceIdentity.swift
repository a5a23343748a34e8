/// Which resource: kind, namespace and name.
public struct ResourceIdentity: Hashable, Sendable {
    public let kind: Kind
    /// nil for kinds that live in no namespace.
    public let namespace: String?
    public let name: String

    public init(kind: Kind, namespace: String?, name: String) {
        self.kind = kind
        self.namespace = namespace
        self.name = name
    }
}

extension ResourceIdentity: CustomStringConvertible {
    /// "IPPool(default-ipv4-ippool)", "NetworkPolicy(shop/allow-web)".
    public var description: String {
        namespace.map { "\(kind.name)(\($0)/\(name))" } ?? "\(kind.name)(\(name))"
    }
}
