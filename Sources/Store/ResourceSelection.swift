public import Model

/// Which resources of a kind.
public struct ResourceSelection: Hashable, Sendable {
    public let kind: Kind
    /// nil: of all namespaces.
    public var namespace: String?
    /// Names that begin so; empty: all.
    public var namePrefix: String

    public init(_ kind: Kind, namespace: String? = nil, namePrefix: String = "") {
        self.kind = kind
        self.namespace = namespace
        self.namePrefix = namePrefix
    }

    public func contains(_ resource: AnyResource) -> Bool {
        resource.kind == kind && (namespace == nil || resource.namespace == namespace) && (namePrefix.isEmpty || resource.name.hasPrefix(namePrefix))
    }
}
