/// How long a process waits for its turn to write.
///
/// LMDB's lock cannot be waited for with a time-out. Dying while waiting is safe, so a process that lives for one request lets
/// SIGALRM end it; `clinux_install_crash_report` turns that into an answer which names the wait.
public enum LockWait: Hashable, Sendable {
    /// SIGALRM after this many seconds, at least 1. An alarm that was set before is set again afterwards.
    case alarm(seconds: UInt32)
    /// As long as it takes: for processes that must not die, and that have other threads.
    case unlimited

    public static let standard = LockWait.alarm(seconds: 10)
}
