import Foundation
import JSON
import TestSupport

/// bgpd of FRR by itself, without zebra.
actor FRR: Daemon {
    nonisolated let kind = DaemonKind.frr
    let network: TestNetwork
    var configuration: DaemonConfiguration
    var process: ChildProcess?

    init(_ network: TestNetwork, _ configuration: DaemonConfiguration) {
        self.network = network
        self.configuration = configuration
    }

    /// FRR's first OPEN says so always.
    func setRestarting() {}

    /// Its sockets have fixed names: a folder for each daemon.
    private var socketFolder: String { file("sockets") }

    func commandLine() throws -> [String] {
        try FileManager.default.createDirectory(atPath: socketFolder, withIntermediateDirectories: true)
        try write(configuration.frrText(log: file("bgpd")), to: file("conf"))
        return [
            Programs.frr, "-n", "-Z", "-S", "-f", file("conf"), "-l", TestNetwork.address(configuration.number), "-l",
            TestNetwork.address6(configuration.number), "-p", "179", "-i", file("pid"), "-P", "0", "--vty_socket", socketFolder,
        ]
    }

    func answer() async throws { try await show("show bgp vrfs json") }

    func prepare() async throws {}

    func reconfigure(_ configuration: DaemonConfiguration) async throws {
        self.configuration = configuration
        try await configure(configuration.frrText(log: file("bgpd")).split(separator: "\n").map(String.init))
    }

    func session(_ peer: String) async throws -> DaemonSession {
        let text = try await show("show bgp neighbors \(peer) json")
        let json = try JSONValue(parsing: text, options: .anyValue)[peer] ?? .null
        var errors = ["lastResetDueTo", "lastNotificationReason", "lastShutdownDescription"].compactMap { json[$0]?.string }
        // What happened to a connection before OPEN is in the log only.
        errors += try contents(file("bgpd")).split(separator: "\n").filter { $0.contains(peer) && $0.contains("NOTIFICATION") }.map(String.init)
        return DaemonSession(state: json["bgpState"]?.string ?? "", lastError: errors.joined(separator: "\n"), details: text)
    }

    func routes(from peer: String) async throws -> [TestRoute] {
        let families = configuration.peers.first { $0.address == peer }?.families ?? []
        var routes: [TestRoute] = []
        for (family, name) in [(DaemonPeer.Families.ipv4, "ipv4"), (.ipv6, "ipv6")] where families.contains(family) {
            routes += try FRRRoutes.parse(try await show("show bgp \(name) unicast json detail"), from: peer)
        }
        return routes.sorted { $0.description < $1.description }
    }

    func announce(_ routes: [TestRoute]) async throws {
        configuration.routes.removeAll { old in routes.contains { $0.prefix == old.prefix } }
        configuration.routes += routes
        try await configure(configuration.frrRoutes(routes))
    }

    func withdraw(_ prefixes: [String]) async throws {
        configuration.routes.removeAll { prefixes.contains($0.prefix) }
        try await configure(
            ["router bgp \(configuration.asNumber)"]
                + prefixes.flatMap { ["address-family ipv\($0.contains(":") ? 6 : 4) unicast", "no network \($0)", "exit-address-family"] })
    }

    func refresh(_ peer: String) async throws { try await show("clear bgp * soft in") }

    func shutDown(_ peer: String, words: String) async throws {
        try await configure(["router bgp \(configuration.asNumber)", "neighbor \(peer) shutdown message \(words)"])
    }

    func configure(_ lines: [String]) async throws {
        let commands = (["configure terminal"] + lines).flatMap { ["-c", $0] }
        let text = try await network.command([Programs.frrControl, "--vty_socket", socketFolder, "-d", "bgpd"] + commands)
        guard !text.contains("% ") else { throw NotUnderstood(text: text) }
    }

    /// What vtysh prints.
    @discardableResult
    func show(_ words: String) async throws -> String {
        try await network.command([Programs.frrControl, "--vty_socket", socketFolder, "-d", "bgpd", "-c", words])
    }
}
