internal import JSON

/// A kind of resource as a Swift type.
public protocol ResourceKind: Sendable {
    associatedtype Spec: Fields
    associatedtype Status: Fields
    static var kind: Kind { get }
}

/// A resource of one kind, with its fields by name: `pool.spec.cidr`.
public struct Resource<K: ResourceKind>: Hashable, Sendable {
    /// The same resource without its type.
    public var untyped: AnyResource

    /// nil when the resource is of another kind.
    public init?(_ untyped: AnyResource) {
        guard untyped.kind == K.kind else { return nil }
        self.untyped = untyped
    }

    public init(name: String, namespace: String? = nil) {
        var metadata = Metadata()
        metadata.name = name
        metadata.namespace = namespace
        untyped = AnyResource(K.kind, metadata)
    }

    public var name: String { untyped.name }

    public var metadata: Metadata {
        get { untyped.metadata }
        set { untyped.metadata = newValue }
    }

    public var spec: Object<K.Spec> {
        get { Object(untyped.spec) }
        set { untyped.spec = newValue.object }
    }

    /// Empty when the resource has none.
    public var status: Object<K.Status> {
        get { Object(untyped.status ?? .init()) }
        set { untyped.status = newValue.object }
    }
}

/// The status of kinds that have none.
public struct NoStatus: Fields {
    public static let schema = Schema(NoStatus())
}
