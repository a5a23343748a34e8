internal import Addresses
internal import Logging
internal import NIOCore
internal import NodeIPAM
internal import NodeProtocol
internal import NodeServer
internal import NodeSettings
internal import NodeStartup
internal import Telemetry

/// What is served beside the daemon's work: the control socket, health, metrics, systemd's watchdog.
struct Services: Sendable {
    private let control: NodeServer?
    private let health: HealthServer?
    /// Ends when health and metrics are served.
    private let starting: Task<Void, Never>?
    private let watchdog: Task<Void, Never>?

    init(
        _ settings: NodeConfiguration, _ paths: NodePaths, _ logs: LogSetup, _ group: any EventLoopGroup, _ service: ServiceManager,
        _ post: @escaping @Sendable (AgentEvent) -> Void
    ) async throws(StartupError) {
        let questions = LoopQuestions(post)
        if settings.parts.contains(.control) {
            let server = NodeServer(path: paths.state.daemonSocket, on: group, logger: logs.logger("control")) { request, _ in
                await questions.ask(request)
            }
            do throws(NodeServerFailure) { try await server.start() } catch {
                throw StartupError(.settings, "the control socket cannot be had", "\(error)")
            }
            control = server
        } else {
            control = nil
        }
        let endpoints = Self.endpoints(settings)
        if endpoints.isEmpty {
            (health, starting) = (nil, nil)
        } else {
            let server = HealthServer(endpoints, pages: questions.pages, on: group, logger: logs.logger("health"))
            health = server
            starting = Task { await Self.start(server, post) }
        }
        watchdog = service.watchdogInterval.map { interval in
            Task {
                while !Task.isCancelled {
                    if await questions.isLive() { _ = try? service.tick() }
                    try? await Task.sleep(for: interval)
                }
            }
        }
    }

    /// Pods do without health and metrics: a port that is taken is a condition, and is tried again.
    private static func start(_ server: HealthServer, _ post: @Sendable (AgentEvent) -> Void) async {
        while !Task.isCancelled {
            do throws(HealthServerFailure) {
                try await server.start()
                return post(.healthServed(nil))
            } catch {
                post(.healthServed("\(error)"))
                try? await Task.sleep(for: .seconds(10))
            }
        }
    }

    private static func endpoints(_ settings: NodeConfiguration) -> [HealthEndpoint] {
        var endpoints: [HealthEndpoint] = []
        let isHealth = settings.healthEnabled && settings.parts.contains(.health)
        let isMetrics = settings.metricsEnabled && settings.parts.contains(.metrics)
        if isHealth { endpoints += settings.healthHost.map { HealthEndpoint($0, port: settings.healthPort, pages: [.liveness, .readiness]) } }
        guard isMetrics else { return endpoints }
        for address in settings.metricsHost {
            if let place = endpoints.firstIndex(where: { $0.address == address && $0.port == settings.metricsPort }) {
                endpoints[place].pages.insert(.metrics)
            } else {
                endpoints.append(HealthEndpoint(address, port: settings.metricsPort, pages: [.metrics]))
            }
        }
        return endpoints
    }

    func stop() async {
        watchdog?.cancel()
        starting?.cancel()
        await starting?.value
        await health?.stop()
        await control?.stop()
    }
}
