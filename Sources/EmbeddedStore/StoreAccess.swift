internal import KeyValue

/// Lets calls in to an open store until it is closed.
final class StoreAccess: @unchecked Sendable {
    // Unchecked: everything mutable is used inside the monitor only.
    private let monitor = Monitor()
    private var store: OpenStore?
    private var isRefusing = false
    /// Calls under way.
    private var calls = 0

    init(_ store: OpenStore) { self.store = store }

    /// Runs `body` on the store, which stays open meanwhile.
    func use<Answer>(_ body: (OpenStore) throws(KeyValueError) -> Answer) throws(KeyValueError) -> Answer {
        let opened = try monitor.inside { () throws(KeyValueError) in
            guard !isRefusing, let store else { throw .closed }
            calls += 1
            return store
        }
        defer {
            monitor.inside {
                calls -= 1
                monitor.wake()
            }
        }
        return try body(opened)
    }

    /// Lets no call in any more; those that wait for the store's lock end.
    func refuse() {
        let lock = monitor.inside { () -> StoreLock? in
            isRefusing = true
            return store?.lock
        }
        lock?.end()
    }

    /// Waits for the calls under way and closes the files.
    func close() {
        monitor.inside {
            while calls > 0 { _ = monitor.wait(until: nil) }
            store = nil
        }
    }
}
