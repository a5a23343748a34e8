internal import CLMDB
internal import Glibc
internal import LMDB

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
    static func lmdb(_ operation: String, _ directory: String, _ error: LMDBError) -> NodeStoreError {
        switch error {
        case .alreadyOpen: .alreadyOpen(directory: directory)
        case .file(let operation, let path, let code): .system(operation, path, code)
        case .engine(MDB_MAP_FULL): .mapFull(directory: directory, used: 0, size: 0)
        case .engine(MDB_READERS_FULL): .readersFull(directory: directory)
        case .engine where error.isDamage: .corrupt(directory: directory, reason: "\(error)")
        case .engine(let code) where code > 0: .system(operation, directory, code)
        case .engine, .replaced: .failed(operation: operation, path: directory, reason: "\(error)")
        }
    }

    /// Runs what works on the files of a store.
    static func onFiles<Answer: ~Copyable>(_ body: () throws(LMDBError) -> Answer) throws(NodeStoreError) -> Answer {
        do throws(LMDBError) { return try body() } catch { throw .lmdb("open", "", error) }
    }
}
