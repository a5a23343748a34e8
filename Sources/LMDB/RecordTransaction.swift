internal import CLMDB

/// One LMDB transaction: a view of the records and, in a write transaction, the changes to them. Ends uncommitted unless committed.
///
/// A write transaction begins and ends on one thread. What is handed out is LMDB's memory: valid until the next write or the end.
public struct RecordTransaction: ~Copyable {
    public enum Mode: Sendable { case read, write }

    private let handle: OpaquePointer
    private let table: MDB_dbi
    private var isChanged = false
    private var isOpen = true

    /// Takes over a transaction that was begun.
    init(_ begun: OpaquePointer) throws(LMDBError) {
        var table: MDB_dbi = 0
        let code = mdb_dbi_open(begun, nil, 0, &table)
        guard code == 0 else {
            mdb_txn_abort(begun)
            throw .engine(code)
        }
        handle = begun
        self.table = table
    }

    deinit {
        if isOpen { mdb_txn_abort(handle) }
    }

    /// Number of the commit that a read transaction shows, or that a write transaction will be.
    public var number: UInt64 { UInt64(mdb_txn_id(handle)) }

    /// How many records there are.
    public func count() throws(LMDBError) -> Int {
        var status = MDB_stat()
        try check(mdb_stat(handle, table, &status))
        return status.ms_entries
    }

    /// Makes the changes visible to everybody, all at once; with no change just ends.
    public mutating func commit() throws(LMDBError) {
        guard isChanged else { return }
        isOpen = false
        try check(mdb_txn_commit(handle))
    }

    /// The value under `key`; nil when there is none.
    public func value(_ key: [UInt8]) throws(LMDBError) -> UnsafeRawBufferPointer? {
        var found = MDB_val()
        let code = key.asValue { mdb_get(handle, table, &$0, &found) }
        if code == MDB_NOTFOUND { return nil }
        try check(code)
        return found.octets
    }

    public mutating func put(_ key: [UInt8], _ value: [UInt8]) throws(LMDBError) {
        isChanged = true
        try check(key.asValue { key in value.asValue { mdb_put(handle, table, &key, &$0, 0) } })
    }

    /// Puts a value of `count` octets, at least 1, that `write` lays down in place.
    public mutating func put(_ key: [UInt8], count: Int, _ write: (UnsafeMutableRawBufferPointer) -> Void) throws(LMDBError) {
        isChanged = true
        var value = MDB_val(mv_size: count, mv_data: nil)
        try check(key.asValue { mdb_put(handle, table, &$0, &value, UInt32(MDB_RESERVE)) })
        write(UnsafeMutableRawBufferPointer(start: value.mv_data, count: value.mv_size))
    }

    /// Removes a record; one that is not there is none to remove.
    public mutating func remove(_ key: [UInt8]) throws(LMDBError) {
        let code = key.asValue { mdb_del(handle, table, &$0, nil) }
        if code == MDB_NOTFOUND { return }
        try check(code)
        isChanged = true
    }

    /// Visits the records with keys from `start` on that begin with `prefix`, in order, until `body` answers false.
    ///
    /// - Parameter body: Gets the key after the prefix and the value, both valid only during the call.
    public func visit(
        from start: [UInt8], prefix: [UInt8], _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Bool
    ) throws(LMDBError) {
        let cursor = try RecordCursor(handle, table)
        guard var record = try cursor.seek(start) else { return }
        while record.key.starts(with: prefix), body(UnsafeRawBufferPointer(rebasing: record.key.dropFirst(prefix.count)), record.value) {
            guard let next = try cursor.next() else { return }
            record = next
        }
    }

    /// Pages that LMDB keeps for reuse: read from its own list, so as slow as that list is long. In a read transaction only.
    public func freePages() throws(LMDBError) -> UInt64 {
        let cursor = try RecordCursor(handle, 0)
        var pages: UInt64 = 0
        var record = try cursor.next()
        while let current = record {
            // Each value is a list of page numbers that begins with its length.
            if current.value.count >= MemoryLayout<UInt>.size { pages += UInt64(current.value.loadUnaligned(as: UInt.self)) }
            record = try cursor.next()
        }
        return pages
    }

    /// Lets go of the pages that a read transaction shows and keeps its reader's slot, until ``renew()``.
    public mutating func reset() { mdb_txn_reset(handle) }

    /// Shows the newest commit, after ``reset()``: without a lock, unlike a new transaction.
    public mutating func renew() throws(LMDBError) { try check(mdb_txn_renew(handle)) }

    private func check(_ code: Int32) throws(LMDBError) { if code != 0 { throw .engine(code) } }
}
