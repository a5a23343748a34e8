internal import NodeProtocol
internal import Synchronization
internal import Telemetry

/// Asks the daemon's loop from elsewhere, with a deadline: a loop that does not turn does not answer.
struct LoopQuestions: Sendable {
    private let post: @Sendable (AgentEvent) -> Void

    init(_ post: @escaping @Sendable (AgentEvent) -> Void) { self.post = post }

    private static let deadline = Duration.seconds(10)

    /// The answer, or nil when the deadline passed.
    private func wait<Answer: Sendable>(_ event: @escaping @Sendable (@escaping @Sendable (Answer) -> Void) -> AgentEvent) async -> Answer? {
        await withCheckedContinuation { continuation in
            let once = Once(continuation)
            post(event { once.resume($0) })
            Task {
                try? await Task.sleep(for: Self.deadline)
                once.resume(nil)
            }
        }
    }

    func ask(_ request: NodeRequest) async -> NodeAnswer {
        await wait { .request(request, $0) } ?? .failure("the daemon's loop has not answered for \(Self.deadline); its log tells more")
    }

    func isLive() async -> Bool { await wait { (answer: @escaping @Sendable (Bool) -> Void) in .ping { answer(true) } } ?? false }

    var pages: HealthPages {
        HealthPages(
            liveness: {
                let isLive = await isLive()
                return HealthVerdict([.init("loop", isGood: isLive, words: isLive ? "" : "it has not turned for \(Self.deadline)")])
            },
            readiness: {
                guard case .health(let report) = await ask(.health) else {
                    return HealthVerdict([.init("loop", isGood: false, words: "it does not answer")])
                }
                return HealthVerdict(report.parts.map { .init($0.name, isGood: $0.isReady, words: $0.words) })
            },
            metrics: {
                guard case .status(let report) = await ask(.status) else { return [] }
                return NodeMetrics.families(report)
            })
    }

    /// A continuation that the first answer resumes; later ones are dropped.
    private final class Once<Answer: Sendable>: Sendable {
        private let continuation: Mutex<CheckedContinuation<Answer?, Never>?>

        init(_ continuation: CheckedContinuation<Answer?, Never>) { self.continuation = Mutex(continuation) }

        func resume(_ answer: Answer?) {
            let waiting = continuation.withLock { continuation in
                defer { continuation = nil }
                return continuation
            }
            waiting?.resume(returning: answer)
        }
    }
}
