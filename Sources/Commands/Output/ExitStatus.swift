/// What the exit status of calicoctl says.
enum ExitStatus: Int32, Sendable {
    case success = 0
    /// Something could not be done; of `diff`: there are differences.
    case failure = 1
    /// `diff` could not compare.
    case trouble = 2
    /// The command line is wrong (EX_USAGE of sysexits.h).
    case usage = 64
}
