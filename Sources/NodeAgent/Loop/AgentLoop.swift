internal import Addresses
internal import BGPPlan
internal import BGPWire
internal import Dataplane
internal import EmbeddedStore
internal import Logging
internal import Model
internal import NIOCore
internal import NodeProtocol
internal import NodeSettings
internal import NodeStartup
internal import Speaker
internal import Store
internal import Telemetry

/// Everything the daemon knows and does, in one task that takes one event after the other.
///
/// Confined to that task. What takes long or waits is done by others (the speaker's event loop, the programmer's thread, the forwarding loop,
/// the watchers' queues) and comes back as an event.
final class AgentLoop {
    let arguments: [String]
    var settings: NodeConfiguration
    /// What it was started with: some settings hold until a restart.
    let firstSettings: NodeConfiguration
    let paths: NodePaths
    let logs: LogSetup
    let logger: Logger
    /// The speaker's own event loop: keepalives do not wait for anything else.
    let speakerLoop: any EventLoop
    let post: @Sendable (AgentEvent) -> Void
    let secrets: SecretsWatcher
    let service: ServiceManager
    let startedAt: Int64

    // The start
    var retry = RetryClock()
    var isReadyTold = false
    var isStopping = false
    var identity: NodeIdentity?
    var podCIDRs: [IPPrefix] = []
    var startupWords = "has just begun"

    // The cluster
    var store: (any ResourceStore)?
    var isStoreNew = true
    var watchGeneration = 0
    var watchTask: Task<Void, Never>?
    var clusterStatus: CacheUpdate.Status?
    var isClusterKnown = false
    var isPlanDue = true
    var view = ClusterView()
    var plan: NodePlan?

    // The node
    var network = NetworkView(interfaces: [])
    var endpoints = EndpointTable()
    var areEndpointsKnown = false
    var watcher: EndpointWatcher?
    /// Pods whose routes are still the plugin's to make: those of the period before, and of this one.
    var settlingPods: Set<IPAddress> = []
    var newPods: Set<IPAddress> = []
    var arePodsSettling = false

    // Routes
    var programmer: RouteProgrammer?
    var forwarding: ForwardingLoop?
    var forwardingTask: Task<Void, Never>?
    var local = LocalRoutes()
    var hasOwnRoutes = false
    var swept: Int?
    var isSweepDue = false
    var isSweepAsked = false
    var isSweepTimeOver = false

    // Sessions
    var speaker: Speaker?
    var speakerGeneration = 0
    var sessions = SessionReconciler()
    var established: Set<IPAddress> = []
    var ready: Set<IPAddress> = []
    /// When sessions ended that were up.
    var lastUp: [IPAddress: ContinuousClock.Instant] = [:]
    var lingeringTurn = 0
    var isLingering = false

    // The restart
    var record: RunRecord?
    var isRestart = false
    var preserved: UnicastFamilies = []
    var isRestartOver = false
    var isSaveDue = false

    var conditions = Conditions()
    var repairs = RepairCounter()

    init(
        arguments: [String], settings: NodeConfiguration, paths: NodePaths, logs: LogSetup, speakerLoop: any EventLoop, service: ServiceManager,
        startedAt: Int64, post: @escaping @Sendable (AgentEvent) -> Void
    ) {
        self.arguments = arguments
        self.settings = settings
        firstSettings = settings
        self.paths = paths
        self.logs = logs
        logger = logs.logger("node")
        self.speakerLoop = speakerLoop
        self.service = service
        self.startedAt = startedAt
        self.post = post
        secrets = SecretsWatcher(paths.secrets) { post(.secrets) }
    }

    func has(_ part: NodePart) -> Bool { settings.parts.contains(part) }

    /// - Throws: ``StartupError`` that nobody but a person can mend.
    func handle(_ event: AgentEvent) async throws(StartupError) {
        guard !isStopping else { return answerWhileStopping(event) }
        switch event {
        case .attempt: try await advance()
        case .cluster(let update, let generation):
            if generation == watchGeneration { try await take(update) }
        case .endpoints(let update): await take(update)
        case .dataplane(let event): try await take(event)
        case .speaker(let event, let generation):
            if generation == speakerGeneration { await take(event) }
        case .forwarding(let outcome): take(outcome)
        case .podsSettled: settlePods()
        case .lingeringExpired(let turn):
            if turn == lingeringTurn { await endLingering() }
        case .saveRecord:
            isSaveDue = false
            await saveRecord()
        case .sweepTimeOver:
            isSweepTimeOver = true
            sweepIfDue()
        case .secrets: await reconcileSessions()
        case .request(let request, let answer): await reply(to: request, answer)
        case .healthServed(let problem):
            if let problem {
                warn(
                    "health", .error, "health and metrics are not served: \(problem)",
                    remedy: "choose other ports with healthPort and metricsPort, or leave them out with healthEnabled and metricsEnabled")
            } else {
                isFine("health")
            }
        case .ping(let answer):
            // The other two loops have to turn as well.
            _ = await speaker?.peerIndexes()
            _ = await programmer?.found()
            answer()
        case .reload: try await reload()
        case .stop: await stop()
        }
    }

    private func answerWhileStopping(_ event: AgentEvent) {
        switch event {
        case .request(_, let answer): answer(.failure("calico-node is stopping; ask again when it has started"))
        case .ping(let answer): answer()
        default: break
        }
    }

    /// Notes a condition and logs it when it is news.
    func warn(_ subject: String, _ severity: ConditionReport.Severity, _ finding: String, remedy: String = "") {
        guard conditions.set(subject, severity, finding, remedy: remedy) else { return }
        let metadata: Logger.Metadata = remedy.isEmpty ? ["what": "\(finding)"] : ["what": "\(finding)", "remedy": "\(remedy)"]
        switch severity {
        case .information: logger.notice("noticed", metadata: metadata)
        case .warning: logger.warning("something is wrong", metadata: metadata)
        case .error: logger.error("something is wrong", metadata: metadata)
        }
    }

    func isFine(_ subject: String) {
        if let before = conditions[subject], conditions.clear(subject) {
            logger.notice("is well again", metadata: ["what was": "\(before.finding)"])
        }
    }
}
