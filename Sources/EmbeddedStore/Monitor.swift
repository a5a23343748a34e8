internal import Glibc

/// A mutex with a condition that can be waited for up to a point in time: what `Mutex` of the standard library has not.
final class Monitor: @unchecked Sendable {
    // Unchecked: both are made for use by many threads, and their place in memory never changes.
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    /// A point in time by CLOCK_MONOTONIC.
    struct Deadline {
        fileprivate let time: timespec

        /// `duration` from now.
        init(in duration: Duration) {
            var now = timespec()
            clock_gettime(CLOCK_MONOTONIC, &now)
            let (seconds, attoseconds) = max(.zero, min(duration, .seconds(1_000_000_000))).components
            let nanoseconds = now.tv_nsec + Int(attoseconds / 1_000_000_000)
            time = timespec(tv_sec: now.tv_sec + Int(seconds) + nanoseconds / 1_000_000_000, tv_nsec: nanoseconds % 1_000_000_000)
        }
    }

    init() {
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(condition, &attributes)
        pthread_condattr_destroy(&attributes)
        pthread_mutex_init(mutex, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// Runs `body`, which may use ``wait(until:)`` and ``wake()``, while no other thread is inside.
    func inside<Answer: ~Copyable, Failure: Error>(_ body: () throws(Failure) -> Answer) throws(Failure) -> Answer {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body()
    }

    /// Lets others inside until somebody wakes; from inside only.
    ///
    /// - Returns: false when the time is up.
    func wait(until deadline: Deadline?) -> Bool {
        guard var time = deadline?.time else { return pthread_cond_wait(condition, mutex) == 0 }
        return pthread_cond_timedwait(condition, mutex, &time) != ETIMEDOUT
    }

    /// Wakes all who wait.
    func wake() { pthread_cond_broadcast(condition) }
}
