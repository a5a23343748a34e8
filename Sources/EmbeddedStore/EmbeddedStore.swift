internal import Glibc
public import KeyValue
internal import LMDB
internal import Synchronization

/// The datastore of an installation without a cluster: LMDB on disk, used by several processes at once.
///
/// What was answered is on the disk. One process opens a directory's store once.
public final class EmbeddedStore: KeyValueStore {
    /// Where the calls, which wait for locks and for the disk, do their work.
    public enum Execution: Sendable {
        /// On the thread that calls: for programs that do one thing after the other.
        case inline
        /// On two threads of the store's own, one that reads and one that writes: for daemons, so that no task holds a thread of the
        /// pool while it waits, and nobody who reads waits for those who write.
        case ownThreads
    }

    /// As given.
    public let directory: String
    let signal = ProgressSignal(at: 0)
    private let execution: Execution
    private let limits: EmbeddedStoreLimits
    private let access: StoreAccess
    private let notifier = Mutex<ChangeNotifier?>(nil)
    private let reader = Worker("calico-kv-read")
    private let writer = Worker("calico-kv-write")

    enum Kind { case reading, writing }

    /// Opens the store in `directory`, on the calling thread.
    ///
    /// - Parameters:
    ///   - directory: Absolute path, on a disk. Where it can only be read, the store can only be read too.
    ///   - creating: Makes the directory and an empty store where there is none; false: that is ``KeyValueError/absent(_:)``.
    ///   - lockWait: How long to wait for other writers before ``KeyValueError/busy(_:)``; nil: as long as it takes.
    public convenience init(
        opening directory: String, creating: Bool, execution: Execution, lockWait: Duration? = .seconds(10)
    ) throws(KeyValueError) {
        try self.init(opening: directory, creating: creating, execution: execution, lockWait: lockWait, limits: EmbeddedStoreLimits())
    }

    init(
        opening directory: String, creating: Bool, execution: Execution, lockWait: Duration?, limits: EmbeddedStoreLimits
    ) throws(KeyValueError) {
        access = StoreAccess(try StoreFolder(path: directory, patience: lockWait, limits: limits).open(creating: creating))
        self.directory = directory
        self.execution = execution
        self.limits = limits
    }

    deinit {
        access.refuse()
        letThreadsEnd()
    }

    public func range(_ keys: KeyRange, limit: Int?, keysOnly: Bool) async throws(KeyValueError) -> RangeResult {
        try KeyValueTransaction.validate(limit: limit)
        return try await run(.reading) { (store) throws(KeyValueError) in
            try store.read { (transaction) throws(KeyValueError) in
                let found = try transaction.entries(in: keys, limit: limit, keysOnly: keysOnly)
                return RangeResult(entries: found.entries, revision: transaction.state.revision, hasMore: found.hasMore)
            }
        }
    }

    public func commit(_ transaction: KeyValueTransaction) async throws(KeyValueError) -> TransactionOutcome {
        try transaction.validate(limits.keyValue)
        return try await run(.writing) { (store) throws(KeyValueError) in
            if transaction.puts { try store.checkRoom() }
            return try store.write { (view) throws(KeyValueError) in try view.execute(transaction) }
        }
    }

    public func batch(_ transactions: [KeyValueTransaction]) async throws(KeyValueError) -> [TransactionOutcome] {
        for transaction in transactions { try transaction.validate(limits.keyValue) }
        return try await run(.writing) { (store) throws(KeyValueError) in
            if transactions.contains(where: \.puts) { try store.checkRoom() }
            return try store.write { (view) throws(KeyValueError) in
                var outcomes: [TransactionOutcome] = []
                outcomes.reserveCapacity(transactions.count)
                for transaction in transactions { outcomes.append(try view.execute(transaction)) }
                return outcomes
            }
        }
    }

    public func watch(_ keys: KeyRange, after revision: Int64?) async throws(KeyValueError) -> KeyValueWatch {
        // The notifier first: what is committed after the look at the revision has to be told.
        let newest = try await run(.reading) { [self] (store) throws(KeyValueError) in
            try startNotifier(store)
            return try store.read { $0.state.revision }
        }
        if let revision, revision > newest { throw .futureRevision(asked: revision, newest: newest) }
        let start = revision ?? newest
        return KeyValueWatch(start: start, source: EmbeddedWatch(self, keys, after: start, limits.watch))
    }

    public func status() async throws(KeyValueError) -> KeyValueStatus {
        try await run(.reading) { (store) throws(KeyValueError) in
            let size = store.size()
            return try store.read { (transaction) throws(KeyValueError) in
                KeyValueStatus(
                    name: "LMDB in \(store.directory)\(store.readOnlyReason == nil ? "" : " (read only)")", revision: transaction.state.revision,
                    oldestRevision: transaction.state.oldest, keys: try transaction.keyCount(), octets: size.used, capacity: size.capacity)
            }
        }
    }

    /// Ends when the files are closed: the store can be opened again then.
    public func close() async {
        access.refuse()
        signal.end()
        letThreadsEnd()
        switch execution {
        case .inline: access.close()
        case .ownThreads:
            await withUnsafeContinuation { continuation in
                let access = access
                // Waits for calls that are under way.
                let work = { @Sendable in
                    access.close()
                    continuation.resume()
                }
                do throws(KeyValueError) { try OwnThread.start("calico-kv-close", work) } catch { work() }
            }
        }
    }

    /// Why the watches got no further; nil when they can.
    var watchFailure: KeyValueError? { notifier.withLock { $0?.failure } }

    /// Does the work of a call where ``Execution`` wants it done.
    func run<Answer: Sendable>(
        _ kind: Kind, _ body: @escaping @Sendable (OpenStore) throws(KeyValueError) -> Answer
    ) async throws(KeyValueError) -> Answer {
        guard execution == .ownThreads else { return try access.use(body) }
        let worker = kind == .reading ? reader : writer
        let access = access
        let result: Result<Answer, KeyValueError> = await withUnsafeContinuation { continuation in
            do throws(KeyValueError) {
                try worker.run { continuation.resume(returning: Result { () throws(KeyValueError) in try access.use(body) }) }
            } catch { continuation.resume(returning: .failure(error)) }
        }
        return try result.get()
    }

    private func startNotifier(_ store: OpenStore) throws(KeyValueError) {
        try notifier.withLock { (notifier) throws(KeyValueError) in
            if notifier == nil { notifier = try ChangeNotifier(store, signal) }
        }
    }

    private func letThreadsEnd() {
        notifier.withLock { $0?.end() }
        reader.end()
        writer.end()
    }
}

extension KeyValueTransaction {
    /// Whether it may make the store larger.
    fileprivate var puts: Bool {
        (success + failure).contains { if case .put = $0 { true } else { false } }
    }
}
