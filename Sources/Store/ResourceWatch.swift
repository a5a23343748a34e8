internal import KeyValue
public import Model

/// Changes of resources, in order, each once.
///
/// The consumer pulls: nothing is collected for one that is slow. One that is too slow gets ``StoreError/compacted(oldest:)``.
public final class ResourceWatch: Sendable {
    private let pull: @Sendable () async throws(StoreError) -> ResourceBatch?
    private let stop: @Sendable () -> Void

    public init(pull: @escaping @Sendable () async throws(StoreError) -> ResourceBatch?, stop: @escaping @Sendable () -> Void) {
        self.pull = pull
        self.stop = stop
    }

    deinit { stop() }

    /// The next changes, as soon as there are some; nil when the watch or the task was cancelled.
    public func next() async throws(StoreError) -> ResourceBatch? { try await pull() }

    /// Ends the watch: who waits in ``next()`` gets nil.
    public func cancel() { stop() }
}

/// The next part of what a watch sees.
public struct ResourceBatch: Hashable, Sendable {
    /// In the order in which they happened; empty when only other things changed.
    public var events: [ResourceEvent]
    /// Every change up to here is in this batch or an earlier one.
    public var revision: Int64

    public init(events: [ResourceEvent], revision: Int64) {
        self.events = events
        self.revision = revision
    }
}

/// One change of one resource.
public enum ResourceEvent: Hashable, Sendable {
    case added(AnyResource)
    /// Before, where the store tells, and after.
    case modified(AnyResource?, AnyResource)
    /// As it was.
    case deleted(AnyResource)
    /// A value was written, or deleted, that is no resource.
    case unreadable(StoredResourceError, revision: Int64)

    /// As the change left it, or as it was before it was deleted.
    public var resource: AnyResource? {
        switch self {
        case .added(let resource), .modified(_, let resource), .deleted(let resource): resource
        case .unreadable: nil
        }
    }
}
