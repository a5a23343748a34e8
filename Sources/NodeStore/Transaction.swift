internal import LMDB

/// One transaction: a view of the store and, in a write transaction, the changes to it. Ends uncommitted unless committed.
///
/// Begins and ends on one thread. Nothing handed out refers to LMDB's memory, except inside ``visit(from:prefix:_:)``.
struct Transaction: ~Copyable {
    let directory: String
    /// The store's own record; written back by ``commit()`` when it changed.
    var state = StoreState()

    private var records: RecordTransaction
    private var stateAtBegin = StoreState()

    /// Takes over a transaction that was begun.
    init(_ records: consuming RecordTransaction, _ directory: String) {
        self.records = records
        self.directory = directory
    }

    /// Reads the store's own record and compares its schema with the one known here.
    ///
    /// The migration of an older schema belongs here; there is none yet.
    mutating func loadState() throws(NodeStoreError) {
        guard let state = try value(StoreKey.state, { StoreState($0) }) else { throw corrupt("it has no state record") }
        guard state.schema <= StoreState.currentSchema else {
            throw .newerSchema(directory: directory, found: state.schema, known: StoreState.currentSchema)
        }
        guard state.schema == StoreState.currentSchema else { throw corrupt("its schema is \(state.schema)") }
        self.state = state
        stateAtBegin = state
    }

    /// Makes the changes visible to everybody, all at once; with no change just ends.
    mutating func commit() throws(NodeStoreError) {
        if state != stateAtBegin { try put(StoreKey.state, state.octets) }
        do throws(LMDBError) { try records.commit() } catch { throw .lmdb("commit to the node store in", directory, error) }
    }

    /// What `decode` makes of the value under `key`; nil when there is none.
    ///
    /// - Throws: ``NodeStoreError/corrupt(directory:reason:)`` when `decode` answers nil.
    borrowing func value<Value>(_ key: [UInt8], _ decode: (UnsafeRawBufferPointer) -> Value?) throws(NodeStoreError) -> Value? {
        let found: UnsafeRawBufferPointer?
        do throws(LMDBError) { found = try records.value(key) } catch { throw unreadable(error) }
        guard let found else { return nil }
        guard let value = decode(found) else { throw corrupt("the record under key \(Self.text(key)) cannot be read") }
        return value
    }

    mutating func put(_ key: [UInt8], _ value: [UInt8]) throws(NodeStoreError) {
        do throws(LMDBError) { try records.put(key, value) } catch { throw unwritable(error) }
    }

    /// Removes a record; one that is not there is none to remove.
    mutating func remove(_ key: [UInt8]) throws(NodeStoreError) {
        do throws(LMDBError) { try records.remove(key) } catch { throw unwritable(error) }
    }

    /// Visits the records with keys from `start` on that begin with `prefix`, in order, until `body` answers false.
    ///
    /// - Parameter body: Gets the key after the prefix and the value, both valid only during the call.
    borrowing func visit(
        from start: [UInt8], prefix: [UInt8], _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Bool
    ) throws(NodeStoreError) {
        do throws(LMDBError) { try records.visit(from: start, prefix: prefix, body) } catch { throw unreadable(error) }
    }

    /// Pages that LMDB keeps for reuse. In a read transaction only.
    borrowing func freePages() throws(NodeStoreError) -> UInt64 {
        do throws(LMDBError) { return try records.freePages() } catch { throw unreadable(error) }
    }

    borrowing func corrupt(_ reason: String) -> NodeStoreError { .corrupt(directory: directory, reason: reason) }

    private borrowing func unreadable(_ error: LMDBError) -> NodeStoreError { .lmdb("read the node store in", directory, error) }

    private borrowing func unwritable(_ error: LMDBError) -> NodeStoreError { .lmdb("write to the node store in", directory, error) }

    private static func text(_ key: [UInt8]) -> String {
        String(decoding: key.map { (32..<127).contains($0) ? $0 : UInt8(ascii: ".") }, as: UTF8.self)
    }
}
