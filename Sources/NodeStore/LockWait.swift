internal import LMDB

/// How long a process waits for its turn to write.
///
/// LMDB's lock cannot be waited for with a time-out. Dying while waiting is safe, so a process that lives for one request lets
/// a deadline end it; `clinux_install_crash_report` turns that into an answer which names the wait. Either way SIGALRM is this module's
/// while it waits: it makes the waiting thread look at the lock again (`clinux_begin_wait`).
public enum LockWait: Hashable, Sendable {
    /// The process ends after this many seconds, at least 1.
    case alarm(seconds: UInt32)
    /// As long as it takes: for processes that must not die, and that have other threads.
    case unlimited

    public static let standard = LockWait.alarm(seconds: 10)
}

extension LockWait {
    var deadline: DeadlineWait {
        switch self {
        case .alarm(let seconds): DeadlineWait(seconds: seconds)
        case .unlimited: DeadlineWait(seconds: nil)
        }
    }
}
