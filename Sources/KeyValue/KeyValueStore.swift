/// A datastore in etcd's shape: ordered keys, one revision for the whole store, conditional writes, watches from a revision.
///
/// The revision begins at 1 and grows by one with each transaction that changes something. A write that was answered
/// is durable, as far as the implementation is at all. Task cancellation ends the wait of a watch; other calls run to their end.
public protocol KeyValueStore: Sendable {
    /// The entries of a range, ascending by key.
    ///
    /// Pages of a range are read one by one and may be of different revisions: who lists in pages and then watches begins after the
    /// revision of the first page.
    ///
    /// - Parameters:
    ///   - limit: The most entries wanted, at least 1; nil: all.
    ///   - keysOnly: Leaves the values out.
    func range(_ keys: KeyRange, limit: Int?, keysOnly: Bool) async throws(KeyValueError) -> RangeResult

    /// Carries out one transaction. Unmet conditions are an outcome, not an error.
    func commit(_ transaction: KeyValueTransaction) async throws(KeyValueError) -> TransactionOutcome

    /// Carries out many transactions at the price of few: each has its own revision and outcome, later ones see earlier ones.
    ///
    /// The embedded store makes one disk transaction of them, durable together or not at all; a remote one sends them together.
    ///
    /// - Throws: For a request that is wrong in itself before anything is done. After any other error of a remote store a part of
    ///   them may have been carried out; of the embedded one, none was.
    func batch(_ transactions: [KeyValueTransaction]) async throws(KeyValueError) -> [TransactionOutcome]

    /// Begins to watch a range.
    ///
    /// - Parameter revision: Events with greater revisions come; nil: those from now on (``KeyValueWatch/start`` tells since when).
    /// - Throws: ``KeyValueError/futureRevision(asked:newest:)``. That a revision is too old is told by the watch itself.
    func watch(_ keys: KeyRange, after revision: Int64?) async throws(KeyValueError) -> KeyValueWatch

    func status() async throws(KeyValueError) -> KeyValueStatus

    /// Ends every watch and lets go of files and connections; later calls get ``KeyValueError/closed``. A second call does nothing.
    func close() async
}

extension KeyValueStore {
    /// All entries of a range with their values.
    public func range(_ keys: KeyRange) async throws(KeyValueError) -> RangeResult { try await range(keys, limit: nil, keysOnly: false) }

    /// The entry under a key, nil when it is absent, and the revision at which that was so.
    public func get(_ key: Key) async throws(KeyValueError) -> (entry: KeyValueEntry?, revision: Int64) {
        let found = try await range(.key(key), limit: 1, keysOnly: false)
        return (found.entries.first, found.revision)
    }
}
