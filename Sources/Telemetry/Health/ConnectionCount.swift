internal import Synchronization

/// How many connections are open now.
final class ConnectionCount: Sendable {
    private let value = Mutex(0)

    /// Counts one more, unless there are as many as there may be.
    func enter(limit: Int) -> Bool {
        value.withLock { value in
            guard value < limit else { return false }
            value += 1
            return true
        }
    }

    func leave() { value.withLock { $0 -= 1 } }
}
