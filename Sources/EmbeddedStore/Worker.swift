internal import KeyValue

/// A thread that runs jobs one after the other. It starts with the first job.
final class Worker: @unchecked Sendable {
    // Unchecked: everything mutable is used inside the monitor only.
    private let name: String
    private let monitor = Monitor()
    private var jobs: [@Sendable () -> Void] = []
    private var hasStarted = false
    private var hasEnded = false

    init(_ name: String) { self.name = name }

    /// Hands a job over. After ``end()`` it runs here and now.
    func run(_ job: @escaping @Sendable () -> Void) throws(KeyValueError) {
        let isQueued = try monitor.inside { () throws(KeyValueError) in
            if hasEnded { return false }
            if !hasStarted { try OwnThread.start(name) { [self] in work() } }
            hasStarted = true
            jobs.append(job)
            monitor.wake()
            return true
        }
        if !isQueued { job() }
    }

    /// Lets the thread end when it has done what was handed over before.
    func end() {
        monitor.inside {
            hasEnded = true
            monitor.wake()
        }
    }

    private func work() {
        while true {
            let next = monitor.inside { () -> [@Sendable () -> Void] in
                while jobs.isEmpty, !hasEnded { _ = monitor.wait(until: nil) }
                defer { jobs = [] }
                return jobs
            }
            if next.isEmpty { return }
            for job in next { job() }
        }
    }
}
