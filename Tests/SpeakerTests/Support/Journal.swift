import Dispatch
import Logging
import Synchronization

/// What a speaker logged, and a way to wait for more.
final class Journal: Sendable {
    private struct State {
        var lines: [String] = []
        var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
        var nextWaiter = 0
    }

    private let state = Mutex(State())

    var lines: [String] { state.withLock { $0.lines } }

    func write(_ line: String) {
        let waiters = state.withLock { state in
            state.lines.append(line)
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Returns when there are more than `count` lines, or a tenth of a second has passed: not everything is logged.
    func grows(beyond count: Int) async {
        await withCheckedContinuation { continuation in
            let number: Int? = state.withLock { state in
                guard state.lines.count <= count else { return nil }
                state.nextWaiter += 1
                state.waiters[state.nextWaiter] = continuation
                return state.nextWaiter
            }
            guard let number else { return continuation.resume() }
            DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(100)) { self.giveUp(number) }
        }
    }

    private func giveUp(_ number: Int) {
        let waiter = state.withLock { $0.waiters.removeValue(forKey: number) }
        waiter?.resume()
    }

    var logger: Logger {
        var logger = Logger(label: "speaker") { _ in Handler(journal: self) }
        logger.logLevel = .debug
        return logger
    }

    private struct Handler: LogHandler {
        let journal: Journal
        var metadataProvider: Logger.MetadataProvider?
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.debug

        init(journal: Journal) { self.journal = journal }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let details = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            journal.write("\(event.level) \(event.message): \(details.joined(separator: ", "))")
        }
    }
}
