internal import CLMDB

/// A place in one of LMDB's trees. Must end before its transaction does.
struct RecordCursor: ~Copyable {
    typealias Record = (key: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer)

    private let handle: OpaquePointer

    init(_ transaction: OpaquePointer, _ table: MDB_dbi) throws(LMDBError) {
        var cursor: OpaquePointer?
        let code = mdb_cursor_open(transaction, table, &cursor)
        guard code == 0, let cursor else { throw .engine(code) }
        handle = cursor
    }

    deinit { mdb_cursor_close(handle) }

    /// The first record whose key is `start` or comes after it. It is LMDB's memory, valid until the next write.
    func seek(_ start: [UInt8]) throws(LMDBError) -> Record? {
        var value = MDB_val()
        var found = MDB_val()
        let code = start.asValue { key in
            defer { found = key }
            return mdb_cursor_get(handle, &key, &value, MDB_SET_RANGE)
        }
        return try record(found, value, code)
    }

    /// The record after the last one returned, or the first.
    func next() throws(LMDBError) -> Record? {
        var key = MDB_val()
        var value = MDB_val()
        let code = mdb_cursor_get(handle, &key, &value, MDB_NEXT)
        return try record(key, value, code)
    }

    private func record(_ key: MDB_val, _ value: MDB_val, _ code: Int32) throws(LMDBError) -> Record? {
        if code == MDB_NOTFOUND { return nil }
        guard code == 0 else { throw .engine(code) }
        return (key.octets, value.octets)
    }
}

extension MDB_val {
    init(_ bytes: UnsafeRawBufferPointer) {
        self.init(mv_size: bytes.count, mv_data: UnsafeMutableRawPointer(mutating: bytes.baseAddress))
    }

    var octets: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: mv_data, count: mv_size) }
}

extension [UInt8] {
    /// Runs `body` with an LMDB value that points at these octets, which `body` only reads.
    func asValue(_ body: (inout MDB_val) -> Int32) -> Int32 {
        withUnsafeBytes { bytes in
            var value = MDB_val(bytes)
            return body(&value)
        }
    }
}
