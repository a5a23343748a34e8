/// What a ``MemoryStore`` holds.
struct MemoryContents: Sendable {
    private(set) var revision: Int64 = 1
    /// Sorted.
    private var keys: [Key] = []
    private var entries: [Key: KeyValueEntry] = [:]
    private var history: MemoryHistory
    private var octets = 0
    private var isClosed = false

    init(_ limits: HistoryLimits) { history = MemoryHistory(limits) }

    var status: KeyValueStatus {
        KeyValueStatus(
            name: "memory", revision: revision, oldestRevision: history.oldest, keys: keys.count,
            octets: Int64(octets + history.octets), capacity: nil)
    }

    func checkOpen() throws(KeyValueError) { if isClosed { throw .closed } }

    /// Lets go of everything.
    mutating func close() {
        self = MemoryContents(HistoryLimits(events: 1, octets: 1))
        isClosed = true
    }

    mutating func commit(_ transaction: KeyValueTransaction) throws(KeyValueError) -> TransactionOutcome {
        let outcome = try transaction.execute(after: revision, on: &self)
        revision = outcome.revision
        history.trim()
        return outcome
    }

    /// The events after a revision that a watch wants, and how far that goes; nil when there is nothing new at all.
    func events(in range: KeyRange, after place: Int64, _ limits: WatchLimits) throws(KeyValueError) -> WatchBatch? {
        guard place >= history.oldest else { throw .compacted(oldest: history.oldest) }
        guard place < revision else { return nil }
        var builder = WatchBatchBuilder(range, after: place, limits)
        for event in history.events(after: place) {
            if builder.isFull(before: event.revision) { return builder.batch }
            if builder.wants(event.entry.key) { builder.take(event) } else { builder.skip(event.revision) }
        }
        builder.finish(at: revision)
        return builder.batch
    }
}

extension MemoryContents: TransactionView {
    func entry(_ key: Key) -> KeyValueEntry? { entries[key] }

    func entries(in range: KeyRange, limit: Int?, keysOnly: Bool) -> (entries: [KeyValueEntry], hasMore: Bool) {
        let start = keys.partitioningIndex { !$0.octets.precedes(range.first) }
        var found: [KeyValueEntry] = []
        for key in keys[start...] {
            guard range.contains(key), var entry = entries[key] else { break }
            if found.count == limit { return (found, true) }
            if keysOnly { entry.value = [] }
            found.append(entry)
        }
        return (found, false)
    }

    mutating func apply(_ event: WatchEvent) {
        let key = event.entry.key
        octets -= event.previous.map { key.octets.count + $0.value.count } ?? 0
        switch event.kind {
        case .put:
            if event.previous == nil { keys.insert(key, at: keys.partitioningIndex { key <= $0 }) }
            entries[key] = event.entry
            octets += key.octets.count + event.entry.value.count
        case .delete:
            keys.remove(at: keys.partitioningIndex { key <= $0 })
            entries[key] = nil
        }
        history.append(event)
    }
}
