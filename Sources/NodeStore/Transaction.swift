internal import CLMDB

/// One LMDB transaction: a view of the store and, in a write transaction, the changes to it. Ends uncommitted unless committed.
///
/// Begins and ends on one thread. Nothing handed out refers to LMDB's memory, except inside ``visit(from:prefix:_:)``.
struct Transaction: ~Copyable {
    enum Mode { case read, write }

    let directory: String
    /// The store's own record; written back by ``commit()`` when it changed.
    var state = StoreState()

    private let handle: OpaquePointer
    private let table: MDB_dbi
    private var stateAtBegin = StoreState()
    private var isChanged = false
    private var isOpen = true

    /// Takes over a transaction that was begun, or the code for why it was not.
    init(_ begun: OpaquePointer?, _ code: Int32, _ directory: String) throws(NodeStoreError) {
        guard code == 0, let begun else { throw .lmdb("begin a transaction on the node store in", directory, code) }
        var table: MDB_dbi = 0
        let outcome = mdb_dbi_open(begun, nil, 0, &table)
        guard outcome == 0 else {
            mdb_txn_abort(begun)
            throw .lmdb("open the table of", directory, outcome)
        }
        handle = begun
        self.table = table
        self.directory = directory
    }

    deinit {
        if isOpen { mdb_txn_abort(handle) }
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
        guard isChanged else { return }
        isOpen = false
        let code = mdb_txn_commit(handle)
        guard code == 0 else { throw .lmdb("commit to the node store in", directory, code) }
    }

    /// What `decode` makes of the value under `key`; nil when there is none.
    ///
    /// - Throws: ``NodeStoreError/corrupt(directory:reason:)`` when `decode` answers nil.
    borrowing func value<Value>(_ key: [UInt8], _ decode: (UnsafeRawBufferPointer) -> Value?) throws(NodeStoreError) -> Value? {
        var found = MDB_val()
        let code = key.asValue { mdb_get(handle, table, &$0, &found) }
        if code == MDB_NOTFOUND { return nil }
        guard code == 0 else { throw .lmdb("read the node store in", directory, code) }
        guard let value = decode(found.octets) else { throw corrupt("the record under key \(Self.text(key)) cannot be read") }
        return value
    }

    mutating func put(_ key: [UInt8], _ value: [UInt8]) throws(NodeStoreError) {
        isChanged = true
        let code = key.asValue { key in value.asValue { mdb_put(handle, table, &key, &$0, 0) } }
        guard code == 0 else { throw .lmdb("write to the node store in", directory, code) }
    }

    /// Removes a record; one that is not there is none to remove.
    mutating func remove(_ key: [UInt8]) throws(NodeStoreError) {
        let code = key.asValue { mdb_del(handle, table, &$0, nil) }
        if code == MDB_NOTFOUND { return }
        guard code == 0 else { throw .lmdb("write to the node store in", directory, code) }
        isChanged = true
    }

    /// Visits the records with keys from `start` on that begin with `prefix`, in order, until `body` answers false.
    ///
    /// - Parameter body: Gets the key after the prefix and the value, both valid only during the call.
    borrowing func visit(
        from start: [UInt8], prefix: [UInt8], _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Bool
    ) throws(NodeStoreError) {
        let cursor = try RecordCursor(handle, table, directory)
        guard var record = try cursor.seek(start) else { return }
        while record.key.starts(with: prefix), body(UnsafeRawBufferPointer(rebasing: record.key.dropFirst(prefix.count)), record.value) {
            guard let next = try cursor.next() else { return }
            record = next
        }
    }

    /// Pages that LMDB keeps for reuse: read from its own list, so as slow as that list is long. In a read transaction only.
    borrowing func freePages() throws(NodeStoreError) -> UInt64 {
        let cursor = try RecordCursor(handle, 0, directory)
        var pages: UInt64 = 0
        var record = try cursor.next()
        while let current = record {
            // Each value is a list of page numbers that begins with its length.
            pages += UInt64(current.value.loadUnaligned(as: UInt.self))
            record = try cursor.next()
        }
        return pages
    }

    borrowing func corrupt(_ reason: String) -> NodeStoreError { .corrupt(directory: directory, reason: reason) }

    private static func text(_ key: [UInt8]) -> String {
        String(decoding: key.map { (32..<127).contains($0) ? $0 : UInt8(ascii: ".") }, as: UTF8.self)
    }
}
