/// A store as a transaction finds it and changes it: what an implementation provides to ``KeyValueTransaction/execute(after:on:)``.
public protocol TransactionView: ~Copyable {
    func entry(_ key: Key) throws(KeyValueError) -> KeyValueEntry?

    /// Ascending by key, and whether the limit left any out.
    func entries(in range: KeyRange, limit: Int?, keysOnly: Bool) throws(KeyValueError) -> (entries: [KeyValueEntry], hasMore: Bool)

    /// Carries out a change, which the view shows from then on, and remembers it as the newest event of the history.
    mutating func apply(_ event: WatchEvent) throws(KeyValueError)
}

extension KeyValueTransaction {
    /// Carries the transaction out: the one meaning that it has in every store.
    ///
    /// - Parameters:
    ///   - revision: The store's; changes get the next one.
    ///   - view: Has to be thrown away when an error comes out.
    public func execute<View: TransactionView & ~Copyable>(after revision: Int64, on view: inout View) throws(KeyValueError) -> TransactionOutcome {
        var outcome = TransactionOutcome(succeeded: true, revision: revision, results: [])
        for compare in compares where outcome.succeeded {
            outcome.succeeded = compare.holds(for: try view.entry(compare.key))
        }
        let steps = outcome.succeeded ? success : failure
        outcome.results.reserveCapacity(steps.count)
        for step in steps {
            switch step {
            case .put(let key, let value):
                outcome.revision = revision + 1
                try view.put(key, value, revision + 1)
                outcome.results.append(.put)
            case .delete(let range):
                let gone = try view.entries(in: range, limit: nil, keysOnly: false).entries
                if !gone.isEmpty { outcome.revision = revision + 1 }
                for entry in gone { try view.delete(entry, revision + 1) }
                outcome.results.append(.deleted(gone))
            case .get(let range, let limit, let keysOnly):
                let found = try view.entries(in: range, limit: limit, keysOnly: keysOnly)
                outcome.results.append(.found(RangeResult(entries: found.entries, revision: 0, hasMore: found.hasMore)))
            }
        }
        // Only now is the transaction's revision known.
        for index in outcome.results.indices {
            guard case .found(var found) = outcome.results[index] else { continue }
            found.revision = outcome.revision
            outcome.results[index] = .found(found)
        }
        return outcome
    }
}

extension TransactionView where Self: ~Copyable {
    fileprivate mutating func put(_ key: Key, _ value: [UInt8], _ revision: Int64) throws(KeyValueError) {
        let previous = try entry(key)
        let entry = KeyValueEntry(
            key: key, value: value, createRevision: previous?.createRevision ?? revision, modRevision: revision,
            version: (previous?.version ?? 0) + 1)
        try apply(WatchEvent(.put, entry, previous: previous))
    }

    fileprivate mutating func delete(_ entry: KeyValueEntry, _ revision: Int64) throws(KeyValueError) {
        let absent = KeyValueEntry(key: entry.key, value: [], createRevision: 0, modRevision: revision, version: 0)
        try apply(WatchEvent(.delete, absent, previous: entry))
    }
}
