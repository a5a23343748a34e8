internal import Glibc
internal import Synchronization

/// Ends a command that would go on for ever when somebody presses Ctrl-C, without cutting it short.
final class Interruption: Sendable {
    private struct State {
        var hasCome = false
        var action: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    private init() {}

    /// Runs `body` with SIGINT and SIGTERM held back for a thread that waits for them. It stays until the process ends.
    static func run(_ body: (Interruption) throws(CommandFailure) -> Void) throws(CommandFailure) {
        let interruption = Interruption()
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        sigaddset(&signals, SIGTERM)
        // Before any other thread is there: they inherit the mask.
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        let box = Unmanaged.passRetained(interruption)
        var thread = pthread_t()
        let code = pthread_create(&thread, nil, { Interruption.wait($0) }, box.toOpaque())
        guard code == 0 else {
            box.release()
            throw CommandFailure("cannot start a thread: \(String(cString: strerror(code)))")
        }
        pthread_detach(thread)
        try body(interruption)
    }

    /// What is done when the signal comes; at once if it has come.
    func onSignal(_ action: @escaping @Sendable () -> Void) {
        let hasCome = state.withLock { state in
            state.action = action
            return state.hasCome
        }
        if hasCome { action() }
    }

    private static func wait(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let context else { return nil }
        let interruption = Unmanaged<Interruption>.fromOpaque(context).takeRetainedValue()
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        sigaddset(&signals, SIGTERM)
        while true {
            var signal: Int32 = 0
            guard sigwait(&signals, &signal) == 0 else { continue }
            let (isSecond, action) = interruption.state.withLock { state in
                defer { state.hasCome = true }
                return (state.hasCome, state.action)
            }
            // Who asks twice does not want to wait.
            if isSecond { _exit(128 + signal) }
            action?()
        }
    }
}
