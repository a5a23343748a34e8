internal import KeyValue

/// What an ``OverlayStore`` has seen and changed.
struct OverlayContents: Sendable, TransactionView {
    var revision: Int64 = 0
    /// nil under a key: it is absent.
    private var known: [Key: KeyValueEntry?] = [:]
    /// Ranges all of whose entries are known.
    private var ranges: Set<KeyRange> = []

    func isKnown(_ range: KeyRange) -> Bool {
        if let key = range.singleKey, known[key] != nil { return true }
        return ranges.contains(range)
    }

    /// Takes what the store below has in a range, but for keys that were changed here.
    mutating func take(_ found: RangeResult, of range: KeyRange) {
        if revision == 0 { revision = found.revision }
        for entry in found.entries where known[entry.key] == nil { known[entry.key] = .some(entry) }
        if let key = range.singleKey {
            if known[key] == nil { known[key] = .some(nil) }
        } else {
            ranges.insert(range)
        }
    }

    func entry(_ key: Key) throws(KeyValueError) -> KeyValueEntry? { known[key] ?? nil }

    func entries(in range: KeyRange, limit: Int?, keysOnly: Bool) throws(KeyValueError) -> (entries: [KeyValueEntry], hasMore: Bool) {
        var found: [KeyValueEntry] = []
        if let key = range.singleKey {
            found = [known[key] ?? nil].compactMap { $0 }
        } else {
            found = known.values.compactMap { $0 }.filter { range.contains($0.key) }.sorted { $0.key < $1.key }
        }
        if keysOnly { for index in found.indices { found[index].value = [] } }
        guard let limit, found.count > limit else { return (found, false) }
        return (Array(found.prefix(limit)), true)
    }

    mutating func apply(_ event: WatchEvent) throws(KeyValueError) {
        switch event.kind {
        case .put: known[event.entry.key] = .some(event.entry)
        case .delete: known[event.entry.key] = .some(nil)
        }
    }
}
