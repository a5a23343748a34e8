internal import Synchronization

/// A key-value store in memory, gone with the process: for tests, and for what needs no more.
///
/// It means the same by every call as the stores that keep their data.
public final class MemoryStore: KeyValueStore {
    let contents: Mutex<MemoryContents>
    let signal: ProgressSignal
    let watchLimits: WatchLimits
    private let limits: KeyValueLimits

    public init(limits: KeyValueLimits = KeyValueLimits(), history: HistoryLimits = HistoryLimits(), watch: WatchLimits = WatchLimits()) {
        let contents = MemoryContents(history)
        signal = ProgressSignal(at: contents.revision)
        self.contents = Mutex(contents)
        self.limits = limits
        watchLimits = watch
    }

    public func range(_ keys: KeyRange, limit: Int?, keysOnly: Bool) async throws(KeyValueError) -> RangeResult {
        try KeyValueTransaction.validate(limit: limit)
        return try contents.withLock { (contents) throws(KeyValueError) in
            try contents.checkOpen()
            let found = contents.entries(in: keys, limit: limit, keysOnly: keysOnly)
            return RangeResult(entries: found.entries, revision: contents.revision, hasMore: found.hasMore)
        }
    }

    public func commit(_ transaction: KeyValueTransaction) async throws(KeyValueError) -> TransactionOutcome {
        try transaction.validate(limits)
        return try write { (contents) throws(KeyValueError) in try contents.commit(transaction) }
    }

    public func batch(_ transactions: [KeyValueTransaction]) async throws(KeyValueError) -> [TransactionOutcome] {
        for transaction in transactions { try transaction.validate(limits) }
        return try write { (contents) throws(KeyValueError) in
            var outcomes: [TransactionOutcome] = []
            for transaction in transactions { outcomes.append(try contents.commit(transaction)) }
            return outcomes
        }
    }

    public func watch(_ keys: KeyRange, after revision: Int64?) async throws(KeyValueError) -> KeyValueWatch {
        let newest = try contents.withLock { (contents) throws(KeyValueError) in
            try contents.checkOpen()
            return contents.revision
        }
        if let revision, revision > newest { throw .futureRevision(asked: revision, newest: newest) }
        let start = revision ?? newest
        return KeyValueWatch(start: start, source: MemoryWatch(self, keys, after: start))
    }

    public func status() async throws(KeyValueError) -> KeyValueStatus {
        try contents.withLock { (contents) throws(KeyValueError) in
            try contents.checkOpen()
            return contents.status
        }
    }

    public func close() async {
        contents.withLock { $0.close() }
        signal.end()
    }

    private func write<Answer>(_ body: (inout MemoryContents) throws(KeyValueError) -> Answer) throws(KeyValueError) -> Answer {
        let (answer, revision) = try contents.withLock { (contents) throws(KeyValueError) in
            try contents.checkOpen()
            return (try body(&contents), contents.revision)
        }
        signal.advance(to: revision)
        return answer
    }
}
