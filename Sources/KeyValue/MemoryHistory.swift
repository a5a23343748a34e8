/// The newest events, in order.
struct MemoryHistory: Sendable {
    /// Everything after this revision is kept.
    private(set) var oldest: Int64 = 1
    /// What is kept counts for this many octets.
    private(set) var octets = 0
    private let limits: HistoryLimits
    /// Those before ``start`` are gone; their places are given back a few at a time.
    private var kept: [WatchEvent] = []
    private var start = 0

    init(_ limits: HistoryLimits) { self.limits = limits }

    func events(after revision: Int64) -> ArraySlice<WatchEvent> {
        let live = kept[start...]
        return live[live.partitioningIndex { $0.revision > revision }...]
    }

    mutating func append(_ event: WatchEvent) {
        kept.append(event)
        octets += event.historyOctets
    }

    /// Forgets the oldest revisions until the limits are kept, but never the newest revision.
    mutating func trim() {
        while kept.count - start > limits.events || octets > limits.octets {
            guard let revision = kept[start...].first?.revision, revision < kept.last?.revision ?? revision else { break }
            oldest = revision
            while start < kept.count, kept[start].revision == revision {
                octets -= kept[start].historyOctets
                start += 1
            }
        }
        // Half of the array at a time, so that a forgotten event costs a constant number of moves.
        if start > kept.count / 2 {
            kept.removeFirst(start)
            start = 0
        }
    }
}
