public import Model

/// One write to the store.
public enum WriteRequest: Hashable, Sendable {
    /// It must not be there yet.
    case create(AnyResource)
    /// It must be there.
    case update(AnyResource)
    /// Either way.
    case apply(AnyResource)
    case delete(ResourceIdentity, resourceVersion: String?)

    public var identity: ResourceIdentity {
        switch self {
        case .create(let resource), .update(let resource), .apply(let resource): resource.identity
        case .delete(let identity, _): identity
        }
    }

    /// What is to be stored; nil for a deletion.
    public var resource: AnyResource? {
        switch self {
        case .create(let resource), .update(let resource), .apply(let resource): resource
        case .delete: nil
        }
    }
}

/// What a write came to.
public struct WriteOutcome: Hashable, Sendable {
    public enum Change: Hashable, Sendable { case created, updated, unchanged, deleted }

    public let change: Change
    /// As it is stored now; of a deletion: as it was.
    public let resource: AnyResource

    public init(_ change: Change, _ resource: AnyResource) {
        self.change = change
        self.resource = resource
    }
}
