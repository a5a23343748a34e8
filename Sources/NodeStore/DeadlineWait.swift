internal import CLinux
internal import Glibc

/// Runs a call that may have to wait for a lock, under the deadline that ``LockWait`` asks for, and names the wait for the crash report.
struct DeadlineWait {
    let wait: LockWait

    /// - Parameter step: What is waited for; see ``permanentStep(_:)``.
    func run<Answer>(_ step: UnsafePointer<CChar>, _ body: () -> Answer) -> Answer {
        var limit: UInt32 = 0
        if case .alarm(let seconds) = wait {
            limit = max(1, seconds)
            clinux_set_step(step)
        }
        var timer: UnsafeMutableRawPointer?
        let isWatched = clinux_begin_wait(limit, &timer) == 0
        let answer = body()
        if isWatched { clinux_end_wait(timer) }
        return answer
    }

    /// Names what is done next, when there is somebody to tell.
    func setStep(_ step: StaticString) {
        guard wait != .unlimited else { return }
        clinux_set_step(UnsafeRawPointer(step.utf8Start).assumingMemoryBound(to: CChar.self))
    }

    /// A copy of `text` that a signal handler may read at any later time: never freed.
    static func permanentStep(_ text: String) -> UnsafePointer<CChar>? {
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
