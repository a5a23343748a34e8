internal import Dispatch
internal import Glibc

/// SIGTERM, SIGINT and SIGHUP as events.
struct Signals {
    private let sources: [any DispatchSourceSignal]

    init(_ post: @escaping @Sendable (AgentEvent) -> Void) {
        signal(SIGPIPE, SIG_IGN)
        sources = [(SIGTERM, AgentEvent.stop), (SIGINT, .stop), (SIGHUP, .reload)].map { number, event in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { post(event) }
            source.resume()
            return source
        }
    }

    func cancel() { for source in sources { source.cancel() } }
}
