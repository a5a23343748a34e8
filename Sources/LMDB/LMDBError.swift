internal import CLMDB
internal import Glibc

/// A refusal of LMDB, or of the system on one of its files. What it means to the reader is for the store to say.
public enum LMDBError: Error, Sendable {
    /// A call of LMDB: its own codes are negative, errno values positive.
    case engine(Int32)
    /// A system call on a file: what was tried in one word, and errno.
    case file(operation: String, path: String, code: Int32)
    /// This process has the environment open already.
    case alreadyOpen
    /// Between the look at the data file and its opening another one came into its place.
    case replaced

    public var isMapFull: Bool { engineCode == MDB_MAP_FULL }
    public var isReadersFull: Bool { engineCode == MDB_READERS_FULL }

    /// What LMDB found in its file cannot be worked with.
    public var isDamage: Bool {
        switch engineCode {
        case MDB_CORRUPTED, MDB_PAGE_NOTFOUND, MDB_INVALID, MDB_VERSION_MISMATCH, MDB_PANIC: true
        default: false
        }
    }

    /// An earlier write of the file's header failed: this environment does nothing any more.
    public var isPanic: Bool { engineCode == MDB_PANIC }

    private var engineCode: Int32? { if case .engine(let code) = self { code } else { nil } }

    /// errno, where a system call refused.
    public var systemCode: Int32? {
        switch self {
        case .engine(let code) where code > 0: code
        case .file(_, _, let code): code
        default: nil
        }
    }
}

extension LMDBError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .engine(let code): String(cString: mdb_strerror(code))
        case .file(_, _, let code): String(cString: strerror(code))
        case .alreadyOpen: "this process has it open already"
        case .replaced: "data.mdb was replaced just now; try again"
        }
    }
}
