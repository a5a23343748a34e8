internal import Model

/// Something that happened to a resource.
struct ResourceChange: Hashable, Sendable {
    /// In the words of Kubernetes' watches.
    enum Kind: String, Sendable {
        case added = "ADDED"
        case modified = "MODIFIED"
        case deleted = "DELETED"
    }

    let kind: Kind
    /// As the change left it, or as it was before it was deleted.
    let resource: AnyResource
}
