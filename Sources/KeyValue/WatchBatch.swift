/// The next part of what a watch sees.
public struct WatchBatch: Hashable, Sendable {
    /// Ascending by revision, and within one by the order of the transaction's steps; all or none of a transaction's events
    /// that concern the watch. Empty when changes were made elsewhere only.
    public var events: [WatchEvent]
    /// Every change up to here that concerns the watch is in this batch or an earlier one.
    public var revision: Int64

    public init(events: [WatchEvent], revision: Int64) {
        self.events = events
        self.revision = revision
    }
}
