internal import CLMDB
internal import Glibc

extension NodeStoreError {
    /// A refusal of the system.
    static func system(_ operation: String, _ path: String, _ code: Int32) -> NodeStoreError {
        switch code {
        case EROFS: .readOnly(path: path)
        case EACCES, EPERM: .notPermitted(path: path)
        case ENOSPC, EDQUOT: .diskFull(directory: path, free: 0, needed: 4096)
        default: .failed(operation: operation, path: path, reason: String(cString: strerror(code)))
        }
    }

    /// A refusal of LMDB, or of the system through it.
    static func lmdb(_ operation: String, _ directory: String, _ code: Int32) -> NodeStoreError {
        switch code {
        case MDB_CORRUPTED, MDB_PAGE_NOTFOUND, MDB_INVALID, MDB_VERSION_MISMATCH, MDB_PANIC:
            .corrupt(directory: directory, reason: String(cString: mdb_strerror(code)))
        case MDB_MAP_FULL: .mapFull(directory: directory, used: 0, size: 0)
        case MDB_READERS_FULL: .readersFull(directory: directory)
        case ..<0: .failed(operation: operation, path: directory, reason: String(cString: mdb_strerror(code)))
        default: .system(operation, directory, code)
        }
    }
}
