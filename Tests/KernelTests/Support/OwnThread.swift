import Glibc

/// Runs `body` on a fresh thread that ends with it: setns(2) and unshare(2) change one thread for good.
func onOwnThread<Answer>(_ body: () throws -> Answer) throws -> Answer {
    var outcome: Result<Answer, any Error>?
    let attempt = { outcome = Result(catching: body) }
    let code = withoutActuallyEscaping(attempt, do: runAndWait)
    guard let outcome else { throw POSIXFailure(operation: "start a thread", code: code) }
    return try outcome.get()
}

/// 0, or why there is no thread.
private func runAndWait(_ body: @escaping () -> Void) -> Int32 {
    let work = ThreadWork(body: body)
    return withExtendedLifetime(work) {
        var thread = pthread_t()
        let code = pthread_create(&thread, nil, runThreadWork, Unmanaged.passUnretained(work).toOpaque())
        return code == 0 ? pthread_join(thread, nil) : code
    }
}

private final class ThreadWork {
    let body: () -> Void
    init(body: @escaping () -> Void) { self.body = body }
}

private func runThreadWork(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument else { return nil }
    // The threads that tests run on block most signals; a plugin started from here shall not inherit that.
    var none = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, nil)
    Unmanaged<ThreadWork>.fromOpaque(argument).takeUnretainedValue().body()
    return nil
}

/// A system call of a test's own that failed.
struct POSIXFailure: Error, CustomStringConvertible {
    let operation: String
    let code: Int32

    static func last(_ operation: String) -> POSIXFailure { POSIXFailure(operation: operation, code: errno) }

    var description: String { "\(operation): \(String(cString: strerror(code)))" }
}
