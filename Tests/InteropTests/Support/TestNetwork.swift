import CLinux
import Foundation
import Glibc
import NIOCore
import NIOPosix
import Speaker

/// A network namespace for one test, and what was started in it. Number N of 1 to 20 has the addresses 10.9.0.N and fd09::N (hexadecimal).
final class TestNetwork: Sendable {
    /// For configurations, control sockets and logs.
    let folder: String
    let thread: NetworkThread
    /// One loop, in the namespace.
    let loops: MultiThreadedEventLoopGroup

    private init() async throws {
        let folder = "/tmp/interop-\(UUID().uuidString.prefix(8))"
        let thread = try NetworkThread()
        self.folder = folder
        self.thread = thread
        do {
            loops = try await thread.run {
                guard clinux_unshare_net() == 0 else { throw SystemFailure.last("unshare the network") }
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                // One interface (a bridge is cheap) for each number: which addresses belong together is plain.
                let lines = (1...20).map { number in
                    """
                    link add n\(number) type bridge
                    link set n\(number) up
                    addr add \(Self.address(number))/32 dev n\(number)
                    addr add \(Self.address6(number))/128 dev n\(number) nodad

                    """
                }
                try Data("link set lo up\n\(lines.joined())".utf8).write(to: URL(filePath: "\(folder)/ip"))
                try Command.run([Programs.ip, "-batch", "\(folder)/ip"])
                return MultiThreadedEventLoopGroup(numberOfThreads: 1)
            }
        } catch {
            try? FileManager.default.removeItem(atPath: folder)
            thread.end()
            throw error
        }
    }

    /// Runs `body` in a fresh network; what was started in it is ended and removed in any case.
    static func run(_ body: (TestNetwork) async throws -> Void) async throws {
        await Turns.shared.take()
        defer { Task { await Turns.shared.giveBack() } }
        let network = try await TestNetwork()
        let outcome: (any Error)?
        do {
            if isKept { try await network.capture() }
            try await body(network)
            outcome = nil
        } catch { outcome = error }
        await network.tearDown()
        if let outcome { throw outcome }
    }

    func daemon(_ kind: DaemonKind, _ configuration: DaemonConfiguration) -> any Daemon {
        switch kind {
        case .bird: BIRD(self, configuration)
        case .goBGP: GoBGP(self, configuration)
        case .frr: FRR(self, configuration)
        }
    }

    static func address(_ number: Int) -> String { "10.9.0.\(number)" }

    static func address6(_ number: Int) -> String { "fd09::\(String(number, radix: 16))" }

    /// Runs a program inside to its end.
    @discardableResult
    func command(_ words: [String], seconds: Double = 5) async throws -> String {
        try await thread.run { try Command.run(words, seconds: seconds) }
    }

    /// A counter of the namespace's TCP (group TcpExt of /proc/net/netstat): what was dropped, and why.
    func tcpCounter(_ name: String) async throws -> Int {
        let text = try await command(["/bin/cat", "/proc/net/netstat"])
        let lines = text.split(separator: "\n").filter { $0.hasPrefix("TcpExt:") }.map { $0.split(separator: " ") }
        guard lines.count == 2, let place = lines[0].firstIndex(of: name[...]), let value = Int(lines[1][place]) else {
            throw NotUnderstood(text: "no counter \(name) in \(text)")
        }
        return value
    }

    private let children = Children()

    /// Starts a program inside; its output is added to `log`.
    func start(_ words: [String], log: String) async throws -> ChildProcess {
        let child = try await thread.run {
            let descriptor = clinux_open(log, O_WRONLY | O_CREAT | O_APPEND, 0o644)
            guard descriptor >= 0 else { throw SystemFailure.last("open \(log)") }
            defer { close(descriptor) }
            return try ChildProcess(words, output: descriptor)
        }
        await children.add(child)
        return child
    }

    func stop(_ child: ChildProcess) async throws {
        guard await children.remove(child) else { return }
        try await thread.run { child.stop() }
    }

    func kill(_ child: ChildProcess) async throws {
        guard await children.remove(child) else { return }
        try await thread.run { child.kill() }
    }

    func add(_ speaker: Speaker) async { await children.add(speaker) }

    private func tearDown() async {
        let left = await children.all
        for speaker in await children.speakers { await speaker.abandon() }
        try? await thread.run { for child in left { child.stop(seconds: 1) } }
        try? await loops.shutdownGracefully()
        if !Self.isKept { try? FileManager.default.removeItem(atPath: folder) }
        thread.end()
    }

    /// For a look at what happened: with INTEROP_KEEP set, packets are captured and the folder stays.
    private static let isKept = ProcessInfo.processInfo.environment["INTEROP_KEEP"] != nil

    private func capture() async throws {
        _ = try await start(["/usr/bin/dumpcap", "-q", "-i", "lo", "-w", "\(folder)/packets"], log: "\(folder)/dumpcap")
        try await eventually("packets are captured") { access("\(folder)/packets", R_OK) == 0 }
    }
}

/// What runs.
private actor Children {
    private(set) var all: [ChildProcess] = []
    private(set) var speakers: [Speaker] = []

    func add(_ speaker: Speaker) { speakers.append(speaker) }

    func add(_ child: ChildProcess) { all.append(child) }

    /// Whether it was there.
    func remove(_ child: ChildProcess) -> Bool {
        let count = all.count
        all.removeAll { $0.pid == child.pid }
        return all.count < count
    }
}
