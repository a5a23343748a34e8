internal import Model

/// The next step of a ``WatchCache``: what changed in its snapshot, and how it stands.
public struct CacheUpdate: Hashable, Sendable {
    /// How a cache stands to its store.
    public enum Status: Hashable, Sendable {
        /// It knows nothing yet, or what it knows may be old; with the reason, and how often in a row it failed.
        case disconnected(StoreError, failures: Int)
        /// It lists, or catches up with what changed while it listed.
        case syncing
        /// The snapshot is all that there is at ``CacheUpdate/revision``.
        case inSync
    }

    /// In the order in which they happened; after a new list: what is different now, deletions last.
    public var changes: [ResourceEvent]
    public var status: Status
    public var revision: Int64

    public init(changes: [ResourceEvent], status: Status, revision: Int64) {
        self.changes = changes
        self.status = status
        self.revision = revision
    }
}
