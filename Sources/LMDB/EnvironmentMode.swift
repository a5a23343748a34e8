internal import CLMDB

/// How an environment is used.
public enum EnvironmentMode: Hashable, Sendable {
    /// Commits are durable when they return.
    case durable
    /// Like ``durable``, without a lock file: for an environment that nobody else knows of yet.
    case durableUnlocked
    /// Commits survive the death of the process, not that of the system: for files on a tmpfs.
    case volatile
    /// No lock and no reader's slot: somebody else sees to it that nobody writes during a transaction.
    case readOnlyUnlocked

    /// Reader's slots belong to transactions, not to threads (MDB_NOTLS).
    var flags: UInt32 {
        switch self {
        case .durable: UInt32(MDB_NOTLS)
        case .durableUnlocked: UInt32(MDB_NOTLS | MDB_NOLOCK)
        case .volatile: UInt32(MDB_NOTLS | MDB_NOSYNC)
        case .readOnlyUnlocked: UInt32(MDB_NOTLS | MDB_RDONLY | MDB_NOLOCK)
        }
    }
}
