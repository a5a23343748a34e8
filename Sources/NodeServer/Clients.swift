internal import Synchronization

/// The tasks that serve the connections, so that the end of the server is the end of all of them.
final class Clients: Sendable {
    private struct State {
        var tasks: [UInt64: Task<Void, Never>] = [:]
        var next: UInt64 = 0
        var isStopped = false
    }

    private let state = Mutex(State())

    /// Begins a task; one that comes after the end is cancelled at once, but runs: what it was given wants to be closed.
    ///
    /// - Parameter serve: Gets whether there were fewer than `limit` before it.
    func begin(limit: Int, _ serve: @escaping @Sendable (_ isWelcome: Bool) async -> Void) {
        state.withLock { state in
            let key = state.next
            state.next += 1
            let isWelcome = state.tasks.count < limit
            // It cannot be over before it is in the table: the lock is held.
            let task = Task {
                await serve(isWelcome)
                self.ended(key)
            }
            state.tasks[key] = task
            if state.isStopped { task.cancel() }
        }
    }

    private func ended(_ key: UInt64) { state.withLock { $0.tasks[key] = nil } }

    /// Cancels all tasks and returns when they are over.
    func stop() async {
        let tasks = state.withLock { state in
            state.isStopped = true
            return Array(state.tasks.values)
        }
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
    }
}
