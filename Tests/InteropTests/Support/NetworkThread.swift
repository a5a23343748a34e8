import CLinux
import Glibc

/// An OS thread in a network namespace of its own that runs what it is given, one after the other.
///
/// Children and threads started on it inherit the namespace. It lives until ``end()``: children ask the kernel to be killed with the
/// thread that started them, so that nothing outlives a test process that dies.
final class NetworkThread: @unchecked Sendable {
    private var mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private var condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var jobs: [() -> Void] = []
    private var hasEnded = false
    private var thread = pthread_t()

    init() throws {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
        let code = pthread_create(&thread, nil, { runJobs($0) }, Unmanaged.passRetained(self).toOpaque())
        guard code == 0 else { throw SystemFailure(operation: "start a thread", code: code) }
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// Runs `body` on the thread.
    func run<Answer: Sendable>(_ body: @escaping @Sendable () throws -> Answer) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            add { continuation.resume(with: Result(catching: body)) }
        }
    }

    /// The thread ends after the jobs it has.
    func end() {
        pthread_mutex_lock(mutex)
        hasEnded = true
        pthread_cond_signal(condition)
        pthread_mutex_unlock(mutex)
        pthread_join(thread, nil)
    }

    private func add(_ job: @escaping () -> Void) {
        pthread_mutex_lock(mutex)
        jobs.append(job)
        pthread_cond_signal(condition)
        pthread_mutex_unlock(mutex)
    }

    /// The next job; nil at the end.
    fileprivate func next() -> (() -> Void)? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while jobs.isEmpty && !hasEnded { pthread_cond_wait(condition, mutex) }
        return jobs.isEmpty ? nil : jobs.removeFirst()
    }
}

private func runJobs(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument else { return nil }
    let thread = Unmanaged<NetworkThread>.fromOpaque(argument).takeRetainedValue()
    while let job = thread.next() { job() }
    return nil
}
