internal import Glibc

/// A counting semaphore (sem_overview(7)).
final class Semaphore: @unchecked Sendable {
    // Unchecked: a sem_t is made for use by many threads, and its place in memory never changes.
    private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    init(count: UInt32 = 0) {
        sem_init(semaphore, 0, count)
    }

    deinit {
        sem_destroy(semaphore)
        semaphore.deallocate()
    }

    /// Counts up; may be called from a signal handler.
    func post() { sem_post(semaphore) }

    /// Waits until the count is not 0, and counts down.
    func wait() {
        while sem_wait(semaphore) < 0, errno == EINTR {}
    }
}
