import Glibc
import JSON
import TestSupport

/// GoBGP.
actor GoBGP: Daemon {
    nonisolated let kind = DaemonKind.goBGP
    let network: TestNetwork
    var configuration: DaemonConfiguration
    var process: ChildProcess?

    init(_ network: TestNetwork, _ configuration: DaemonConfiguration) {
        self.network = network
        self.configuration = configuration
    }

    private var isRecovering = false

    func setRestarting() { isRecovering = true }

    /// The namespace's loopback is its own: several daemons in it need several ports.
    private var port: String { "\(50_050 + configuration.number)" }

    func commandLine() throws -> [String] {
        try write(configuration.goBGPText, to: file("conf"))
        let words = [Programs.goBGP, "-f", file("conf"), "-p", "-l", "debug", "--pprof-disable", "--api-hosts", "127.0.0.1:\(port)"]
        return words + (isRecovering ? ["-r"] : [])
    }

    func answer() async throws { try await control("global") }

    func prepare() async throws { try await announce(configuration.routes) }

    func reconfigure(_ configuration: DaemonConfiguration) async throws {
        self.configuration = configuration
        try write(configuration.goBGPText, to: file("conf"))
        process?.signal(SIGHUP)
    }

    func session(_ peer: String) async throws -> DaemonSession {
        let text = try await control("neighbor \(peer)")
        let state = text.firstMatch(of: /BGP state = ([A-Za-z_]+)/)?.1 ?? ""
        // GoBGP tells why a session ended in its log only.
        let lines = try contents(log).split(separator: "\n").filter { $0.contains(peer) && ($0.contains("otification") || $0.contains("reason=")) }
        return DaemonSession(state: String(state), lastError: lines.joined(separator: "\n"), details: text)
    }

    func routes(from peer: String) async throws -> [TestRoute] {
        let session = try await session(peer)
        var routes: [TestRoute] = []
        for family in families(of: peer) {
            // A neighbour that is gone has no adj-in to look at, only what was kept of it.
            let text = try await control(session.isEstablished ? "neighbor \(peer) adj-in -a \(family) -j" : "global rib -a \(family) -j")
            routes += try GoBGPRoutes.parse(text, from: session.isEstablished ? nil : peer)
        }
        return routes.sorted { $0.description < $1.description }
    }

    func announce(_ routes: [TestRoute]) async throws {
        for var route in routes {
            // It has no address of its own for the family that is not the session's.
            route.nextHop = route.nextHop ?? (route.isIPv6 ? TestNetwork.address6(configuration.number) : TestNetwork.address(configuration.number))
            try await control(["global", "rib", "add", "-a", route.isIPv6 ? "ipv6" : "ipv4"] + route.goBGPWords)
        }
    }

    func withdraw(_ prefixes: [String]) async throws {
        for prefix in prefixes { try await control("global rib del -a \(prefix.contains(":") ? "ipv6" : "ipv4") \(prefix)") }
    }

    func refresh(_ peer: String) async throws {
        for family in families(of: peer) { try await control("neighbor \(peer) softresetin -a \(family)") }
    }

    func shutDown(_ peer: String, words: String) async throws {
        // It says words when it resets a session, not when it ends one for good.
        try await control(["neighbor", peer, "reset", "--reason", words])
    }

    /// What gobgp prints.
    @discardableResult
    func control(_ words: String) async throws -> String { try await control(words.split(separator: " ").map(String.init)) }

    @discardableResult
    private func control(_ words: [String]) async throws -> String {
        let text = try await network.command([Programs.goBGPControl, "-p", port] + words)
        guard !text.hasPrefix("error:") else { throw NotUnderstood(text: "\(words.joined(separator: " ")): \(text)") }
        return text
    }

    private func families(of peer: String) -> [String] {
        let families = configuration.peers.first { $0.address == peer }?.families ?? []
        return (families.contains(.ipv4) ? ["ipv4"] : []) + (families.contains(.ipv6) ? ["ipv6"] : [])
    }
}
