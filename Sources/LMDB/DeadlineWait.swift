internal import CLinux
internal import Glibc

/// Runs a call that may have to wait for one of LMDB's locks, and sees to it that the wait ends when it can.
///
/// LMDB's locks are robust mutexes: when the waiter that was woken is killed before it took the lock, the others sleep on. So the
/// waiting thread gets SIGALRM four times a second and looks again (`clinux_begin_wait`): SIGALRM is this module's meanwhile.
public struct DeadlineWait: Sendable {
    /// After how many seconds, at least 1, the process ends; nil: never. The crash report (`clinux_install_crash_report`) tells
    /// where it was.
    public let seconds: UInt32?

    public init(seconds: UInt32?) { self.seconds = seconds.map { max(1, $0) } }

    /// - Parameter step: What is waited for; see ``permanentStep(_:)``.
    public func run<Answer: ~Copyable>(_ step: UnsafePointer<CChar>, _ body: () throws(LMDBError) -> Answer) throws(LMDBError) -> Answer {
        if seconds != nil { clinux_set_step(step) }
        var timer: UnsafeMutableRawPointer?
        let isWatched = clinux_begin_wait(seconds ?? 0, &timer) == 0
        defer { if isWatched { clinux_end_wait(timer) } }
        return try body()
    }

    /// Names what is done next, when there is somebody to tell.
    public func setStep(_ step: StaticString) {
        guard seconds != nil else { return }
        clinux_set_step(UnsafeRawPointer(step.utf8Start).assumingMemoryBound(to: CChar.self))
    }

    /// A copy of `text` that a signal handler may read at any later time: never freed.
    public static func permanentStep(_ text: String) -> UnsafePointer<CChar>? {
        guard let copy = text.withCString({ strdup($0) }) else { return nil }
        // The text ends up between the quotes of a JSON string.
        var place = copy
        while place.pointee != 0 {
            if (1..<32).contains(place.pointee) || place.pointee == CChar(UInt8(ascii: "\"")) || place.pointee == CChar(UInt8(ascii: "\\")) {
                place.pointee = CChar(UInt8(ascii: "?"))
            }
            place += 1
        }
        return UnsafePointer(copy)
    }
}
