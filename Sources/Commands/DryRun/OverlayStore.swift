internal import KeyValue
internal import Synchronization

/// A store that shows another one and keeps what is written to itself: to try writes out.
///
/// Its revisions go on from those of the store below at the first look; what others write there meanwhile is seen key by key, where it
/// has not been looked at before.
final class OverlayStore: KeyValueStore {
    private let base: any KeyValueStore
    private let contents = Mutex(OverlayContents())

    init(over base: any KeyValueStore) { self.base = base }

    func range(_ keys: KeyRange, limit: Int?, keysOnly: Bool) async throws(KeyValueError) -> RangeResult {
        try await load([keys])
        return try contents.withLock { (contents) throws(KeyValueError) in
            let found = try contents.entries(in: keys, limit: limit, keysOnly: keysOnly)
            return RangeResult(entries: found.entries, revision: contents.revision, hasMore: found.hasMore)
        }
    }

    func commit(_ transaction: KeyValueTransaction) async throws(KeyValueError) -> TransactionOutcome {
        try transaction.validate(KeyValueLimits())
        try await load(transaction.ranges)
        return try contents.withLock { (contents) throws(KeyValueError) in
            let outcome = try transaction.execute(after: contents.revision, on: &contents)
            contents.revision = outcome.revision
            return outcome
        }
    }

    func batch(_ transactions: [KeyValueTransaction]) async throws(KeyValueError) -> [TransactionOutcome] {
        var outcomes: [TransactionOutcome] = []
        outcomes.reserveCapacity(transactions.count)
        for transaction in transactions { outcomes.append(try await commit(transaction)) }
        return outcomes
    }

    func watch(_ keys: KeyRange, after revision: Int64?) async throws(KeyValueError) -> KeyValueWatch {
        throw .failed("what is only tried out cannot be watched; watch the datastore itself")
    }

    func status() async throws(KeyValueError) -> KeyValueStatus {
        let status = try await base.status()
        return KeyValueStatus(
            name: "a trial of \(status.name)", revision: contents.withLock { $0.revision }, oldestRevision: nil, keys: nil, octets: nil, capacity: nil
        )
    }

    func close() async { await base.close() }

    /// Looks up in the store below what has not been looked at yet.
    private func load(_ ranges: [KeyRange]) async throws(KeyValueError) {
        for range in ranges where !contents.withLock({ $0.isKnown(range) }) {
            let found = try await base.range(range)
            contents.withLock { $0.take(found, of: range) }
        }
    }
}

extension KeyValueTransaction {
    /// Everything that is looked at or changed.
    fileprivate var ranges: [KeyRange] {
        compares.map { .key($0.key) }
            + (success + failure).map { operation in
                switch operation {
                case .put(let key, _): .key(key)
                case .delete(let range), .get(let range, limit: _, keysOnly: _): range
                }
            }
    }
}
