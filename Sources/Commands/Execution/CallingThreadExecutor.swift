internal import Glibc
internal import Synchronization

/// Runs asynchronous code on the thread that waits for it: a program that does one thing after another needs no pool of threads.
///
/// Tasks that prefer it, and their child tasks, run one job at a time on the thread that called ``run(_:)``. Whoever resumes them may do
/// so from any other thread (SE-0417).
final class CallingThreadExecutor: TaskExecutor {
    private struct State {
        /// Jobs from `next` on wait for their turn.
        var jobs: [UnownedJob] = []
        var next = 0

        mutating func takeJob() -> UnownedJob? {
            guard next < jobs.count else { return nil }
            let job = jobs[next]
            next += 1
            if next == jobs.count { (jobs, next) = ([], 0) }
            return job
        }
    }

    private let state = Mutex(State())
    /// Counts the jobs that wait, and the end.
    private let signals = Semaphore()

    private init() {}

    /// Runs `operation` to its end; this thread sleeps while there is nothing to do.
    static func run<Answer: Sendable, Failure: Error>(
        _ operation: @escaping @Sendable () async throws(Failure) -> Answer
    ) throws(Failure) -> Answer {
        let executor = CallingThreadExecutor()
        let outcome = Outcome<Answer, Failure>()
        Task(executorPreference: executor) {
            do throws(Failure) { outcome.set(.success(try await operation())) } catch { outcome.set(.failure(error)) }
            executor.signals.post()
        }
        while true {
            executor.signals.wait()
            guard let job = executor.state.withLock({ $0.takeJob() }) else { break }
            job.runSynchronously(on: executor.asUnownedTaskExecutor())
        }
        return try outcome.get()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.withLock { $0.jobs.append(job) }
        signals.post()
    }
}

/// What the operation came to, handed from its task to the thread that waits.
private final class Outcome<Answer: Sendable, Failure: Error>: Sendable {
    private let result = Mutex<Result<Answer, Failure>?>(nil)

    func set(_ result: Result<Answer, Failure>) { self.result.withLock { $0 = result } }

    func get() throws(Failure) -> Answer {
        // The signal that ends the wait is given after the result is set.
        guard let result = result.withLock({ $0 }) else { preconditionFailure("the operation ended without a result") }
        return try result.get()
    }
}
