import Glibc
import TestSupport

/// A routing daemon of somebody else's in a ``TestNetwork``.
protocol Daemon: Actor {
    nonisolated var kind: DaemonKind { get }
    var network: TestNetwork { get }
    var configuration: DaemonConfiguration { get set }
    var process: ChildProcess? { get set }

    /// The program and its arguments, after the files it reads were written.
    func commandLine() throws -> [String]
    /// Throws until the daemon answers on its control socket.
    func answer() async throws
    /// After the first answer.
    func prepare() async throws

    /// The next start is one after a restart: peers are asked to keep the routes they have.
    func setRestarting()

    /// Takes on another configuration without a restart.
    func reconfigure(_ configuration: DaemonConfiguration) async throws
    func session(_ peer: String) async throws -> DaemonSession
    /// Routes received from `peer`, sorted by prefix.
    func routes(from peer: String) async throws -> [TestRoute]
    func announce(_ routes: [TestRoute]) async throws
    func withdraw(_ prefixes: [String]) async throws
    /// Asks the peer for its routes again.
    func refresh(_ peer: String) async throws
    /// Ends the session with a Cease that carries `words`.
    func shutDown(_ peer: String, words: String) async throws
}

extension Daemon {
    /// A file of the daemon's own.
    func file(_ name: String) -> String { "\(network.folder)/\(kind.rawValue)-\(configuration.number).\(name)" }

    var log: String { file("log") }

    /// Starts it and waits until it answers.
    func start() async throws {
        let words = try commandLine()
        process = try await network.start(words, log: log)
        do {
            try await eventually("\(kind.rawValue) answers") {
                try await self.answer()
                return true
            }
        } catch { throw DaemonFailure(kind: kind, error: error, log: (try? contents(log)) ?? "") }
        try await prepare()
    }

    func stop() async throws {
        guard let process else { return }
        self.process = nil
        try await network.stop(process)
    }

    /// SIGKILL: no NOTIFICATION, no End-of-RIB.
    func kill() async throws {
        guard let process else { return }
        self.process = nil
        try await network.kill(process)
    }

    /// Changes what it announces from its next start on.
    func replaceRoutes(_ routes: [TestRoute]) { configuration.routes = routes }

    /// SIGSTOP: it stays connected and says nothing.
    func pause() { process?.signal(SIGSTOP) }

    func resume() { process?.signal(SIGCONT) }

    func waitUntilEstablished(_ peer: String) async throws {
        try await eventually("\(kind.rawValue) has a session with \(peer)", { try await self.session(peer) }, until: \.isEstablished)
    }
}

/// A daemon that did not start.
struct DaemonFailure: Error, CustomStringConvertible {
    let kind: DaemonKind
    let error: any Error
    let log: String

    var description: String { "\(kind.rawValue): \(error)\n\(log)" }
}
