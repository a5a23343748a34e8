public import Model

/// The resources of a kind at one revision of the store.
public struct ResourceList: Hashable, Sendable {
    /// Sorted by namespace and name.
    public var items: [AnyResource]
    /// A watch after it sees every later change.
    public var revision: Int64
    /// Values that are there and are no resources.
    public var unreadable: [StoredResourceError]

    public init(items: [AnyResource], revision: Int64, unreadable: [StoredResourceError] = []) {
        self.items = items
        self.revision = revision
        self.unreadable = unreadable
    }
}
