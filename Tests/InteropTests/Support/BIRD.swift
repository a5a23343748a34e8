import TestSupport

/// BIRD 2.
actor BIRD: Daemon {
    nonisolated let kind = DaemonKind.bird
    let network: TestNetwork
    var configuration: DaemonConfiguration
    var process: ChildProcess?

    init(_ network: TestNetwork, _ configuration: DaemonConfiguration) {
        self.network = network
        self.configuration = configuration
    }

    func commandLine() throws -> [String] {
        try write(configuration.birdText(log: log), to: file("conf"))
        return [Programs.bird, "-f", "-c", file("conf"), "-s", file("ctl"), "-P", file("pid")] + (isRecovering ? ["-R"] : [])
    }

    private var isRecovering = false

    func setRestarting() { isRecovering = true }

    func answer() async throws { try await control("show status") }

    func prepare() async throws {}

    func reconfigure(_ configuration: DaemonConfiguration) async throws {
        self.configuration = configuration
        try write(configuration.birdText(log: log), to: file("conf"))
        let reply = try await control("configure")
        guard reply.contains("Reconfigur") else { throw DaemonFailure(kind: kind, error: NotUnderstood(text: reply), log: try contents(log)) }
    }

    func session(_ peer: String) async throws -> DaemonSession {
        let text = try await control("show protocols all \(name(peer))")
        func field(_ name: String) -> String {
            let line = text.split(separator: "\n").map { $0.drop { $0 == " " } }.first { $0.hasPrefix(name) }
            return line.map { $0.dropFirst(name.count).drop { $0 == " " }.description } ?? ""
        }
        return DaemonSession(state: field("BGP state:"), lastError: "\(field("Last error:")) \(field("Message:"))".trimmed, details: text)
    }

    func routes(from peer: String) async throws -> [TestRoute] {
        BIRDRoutes.parse(try await control("show route all protocol \(name(peer))"))
    }

    func announce(_ routes: [TestRoute]) async throws {
        var next = configuration
        let prefixes = Set(routes.map(\.prefix))
        next.routes.removeAll { prefixes.contains($0.prefix) }
        next.routes += routes
        try await reconfigure(next)
    }

    func withdraw(_ prefixes: [String]) async throws {
        var next = configuration
        next.routes.removeAll { prefixes.contains($0.prefix) }
        try await reconfigure(next)
    }

    func refresh(_ peer: String) async throws { try await control("reload in \(name(peer))") }

    func shutDown(_ peer: String, words: String) async throws { try await control("disable \(name(peer)) \"\(words)\"") }

    /// What birdc prints.
    @discardableResult
    func control(_ words: String) async throws -> String {
        try await network.command([Programs.birdControl, "-s", file("ctl")] + words.split(separator: " ").map(String.init))
    }

    private func name(_ peer: String) -> String { "p\((configuration.peers.firstIndex { $0.address == peer } ?? -1) + 1)" }
}

/// An answer that makes no sense.
struct NotUnderstood: Error, CustomStringConvertible {
    let text: String

    var description: String { "not understood: \(text)" }
}
