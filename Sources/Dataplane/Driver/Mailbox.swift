internal import Addresses
internal import CLinux
internal import Glibc
internal import Netlink

/// Hands work over to the programmer's thread and wakes it.
///
/// `state` is touched with `lock` held only. It is a lock of pthreads, which the thread sanitizer understands.
final class Mailbox: @unchecked Sendable {
    /// What the thread is asked to do; each ends with its continuation.
    enum Job {
        case apply([RouteChange], CheckedContinuation<Void, Never>)
        case watch([IPAddress], [IPAddress], CheckedContinuation<Void, Never>)
        case found(CheckedContinuation<[FoundCount], Never>)
        case sweep(RouteOwner, IPAddress.Family, CheckedContinuation<Int, Never>)
        case flush([RouteOwner], CheckedContinuation<Int, Never>)
        case status(CheckedContinuation<RouteStatus, Never>)
        case stop(CheckedContinuation<Void, Never>?)
    }

    private struct State {
        var jobs: [Job] = []
        var isClosed = false
    }

    private var state = State()
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    /// Readable when jobs wait.
    let wake: Int32
    private let bell: Int32

    init() throws(KernelError) {
        var ends: [Int32] = [-1, -1]
        guard clinux_pipe(&ends) == 0 else { throw .last("make a pipe") }
        wake = ends[0]
        bell = ends[1]
        lock = .allocate(capacity: 1)
        pthread_mutex_init(lock, nil)
    }

    deinit {
        Glibc.close(wake)
        Glibc.close(bell)
        pthread_mutex_destroy(lock)
        lock.deallocate()
    }

    private func locked<Answer>(_ body: (inout State) -> Answer) -> Answer {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return body(&state)
    }

    /// - Returns: False when nobody will do it any more.
    func post(_ job: Job) -> Bool {
        locked { state in
            guard !state.isClosed else { return false }
            state.jobs.append(job)
            if state.jobs.count == 1 { ring() }
            return true
        }
    }

    private func ring() {
        var octet: UInt8 = 1
        while write(bell, &octet, 1) < 0, errno == EINTR {}
    }

    /// The jobs that wait; only when ``wake`` is readable.
    func take() -> [Job] {
        locked { state in
            var octet: UInt8 = 0
            while read(wake, &octet, 1) < 0, errno == EINTR {}
            defer { state.jobs = [] }
            return state.jobs
        }
    }

    /// No more jobs are taken.
    /// - Returns: Those that nobody did.
    func close() -> [Job] {
        locked { state in
            state.isClosed = true
            defer { state.jobs = [] }
            return state.jobs
        }
    }
}
