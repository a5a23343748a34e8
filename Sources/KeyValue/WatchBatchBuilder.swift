/// Puts a batch together from a history that is read in order, transaction by transaction.
public struct WatchBatchBuilder: Sendable {
    public private(set) var batch: WatchBatch
    private let range: KeyRange
    private let limits: WatchLimits
    private var octets = 0
    private var seen = 0

    /// - Parameter revision: Events up to here were handed out earlier.
    public init(_ range: KeyRange, after revision: Int64, _ limits: WatchLimits) {
        batch = WatchBatch(events: [], revision: revision)
        self.range = range
        self.limits = limits
    }

    /// Whether the next event, of this revision, must wait for another batch; then this one is done.
    public func isFull(before revision: Int64) -> Bool {
        revision > batch.revision && (seen >= limits.seen || batch.events.count >= limits.events || octets >= limits.octets)
    }

    public func wants(_ key: Key) -> Bool { range.contains(key) }

    /// Counts an event that the watch does not want.
    public mutating func skip(_ revision: Int64) {
        seen += 1
        batch.revision = revision
    }

    /// Takes an event that the watch wants.
    public mutating func take(_ event: WatchEvent) {
        skip(event.revision)
        octets += event.historyOctets
        batch.events.append(event)
    }

    /// The history was read to its end, which is at `revision`.
    public mutating func finish(at revision: Int64) { batch.revision = max(batch.revision, revision) }
}
