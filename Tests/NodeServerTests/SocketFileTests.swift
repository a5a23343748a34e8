import Foundation
import Glibc
import NIOCore
import NIOPosix
import NodeProtocol
import NodeServer
import TestSupport
import Testing

@Suite struct SocketFileTests {
    static func withServer(_ path: String, _ body: (NodeServer) async throws -> Void) async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let server = NodeServer(path: path, on: group, logger: Served.logger) { request, peer in Served.answer(request, peer) }
        let failure: (any Error)?
        do {
            try await body(server)
            failure = nil
        } catch { failure = error }
        await server.stop()
        try await group.shutdownGracefully()
        if let failure { throw failure }
    }

    static func withFolder(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "calico-test-\(UUID().uuidString)").path(percentEncoded: false)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(folder)
    }

    /// Runs `body` and gives back the words of its failure.
    static func failure(_ body: () async throws -> Void) async -> String {
        do {
            try await body()
            return "no failure"
        } catch { return "\(error)" }
    }

    @Test func aStaleSocketIsReplaced() async throws {
        try await Self.withFolder { folder in
            let path = "\(folder)/n.sock"
            let script = "import socket,sys; s=socket.socket(socket.AF_UNIX); s.bind(sys.argv[1])"
            _ = try await onOwnThread { try Command.run(["python3", "-c", script, path]) }
            #expect(access(path, F_OK) == 0)
            try await Self.withServer(path) { server in
                try await server.start()
                let served = Served(path: path, server: server)
                #expect(try await served.ask(.reload) == .done("user \(geteuid()) process \(getpid())"))
            }
            #expect(access(path, F_OK) != 0)
        }
    }

    @Test func aLivingDaemonIsLeftAlone() async throws {
        try await Served.run { (served: Served) async throws in
            try await Self.withServer(served.path) { second in
                let words = await Self.failure { try await second.start() }
                #expect(words.contains("another calico-node (process \(getpid())) answers there"), "\(words)")
            }
            // The end of the one that was refused does not take the other's file away.
            #expect(try await served.ask(.health) == .health(HealthReport(isLive: true, isReady: true, parts: [])))
        }
    }

    @Test func aServerIsStartedOnce() async throws {
        try await Served.run { (served: Served) async throws in
            let words = await Self.failure { try await served.server.start() }
            #expect(words.contains("has been started already"))
            #expect(try await served.ask(.health) == .health(HealthReport(isLive: true, isReady: true, parts: [])))
        }
    }

    @Test func canBeStartedAgain() async throws {
        try await Self.withFolder { folder in
            try await Self.withServer("\(folder)/n.sock") { server in
                for _ in 0..<3 {
                    try await server.start()
                    #expect(try await Served(path: server.path, server: server).ask(.status) == .failure("no status in this test"))
                    await server.stop()
                }
            }
        }
    }

    /// Somebody removed the file and put another one there: it is not ours to remove.
    @Test func anotherFileAtThePathStays() async throws {
        try await Self.withFolder { folder in
            let path = "\(folder)/n.sock"
            try await Self.withServer(path) { server in
                try await server.start()
                unlink(path)
                try write("mine", to: path)
                await server.stop()
                #expect(try contents(path) == "mine")
            }
        }
    }

    @Test func whatIsNoSocketIsNotRemoved() async throws {
        try await Self.withFolder { folder in
            let path = "\(folder)/n.sock"
            try write("mine", to: path)
            try await Self.withServer(path) { server in
                let words = await Self.failure { try await server.start() }
                #expect(words == "cannot listen on \(path): something that is no socket is there; move it away")
            }
            #expect(try contents(path) == "mine")
        }
    }

    @Test(arguments: [
        ("/nowhere/at/all/n.sock", "the folder /nowhere/at/all cannot be opened: No such file or directory; make it first"),
        ("/tmp/" + String(repeating: "x", count: 103), "108 octets, a socket's path has 1 to 107; choose a shorter state folder"),
    ])
    func pathsThatCannotBe(_ path: String, _ want: String) async throws {
        try await Self.withServer(path) { server in
            let words = await Self.failure { try await server.start() }
            #expect(words.hasSuffix(want), "\(words)")
        }
    }

    /// Of many that start at once exactly one gets the path, also when a stale file is there.
    @Test func oneOfManyWins() async throws {
        try await Self.withFolder { folder in
            let path = "\(folder)/n.sock"
            let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
            for _ in 0..<5 {
                let servers = (0..<8).map { _ in
                    NodeServer(path: path, on: group, logger: Served.logger) { request, peer in Served.answer(request, peer) }
                }
                let winners = await withTaskGroup(of: Bool.self) { tasks in
                    for server in servers { tasks.addTask { await Self.failure { try await server.start() } == "no failure" } }
                    return await tasks.reduce(0) { $0 + ($1 ? 1 : 0) }
                }
                #expect(winners == 1)
                for server in servers { await server.stop() }
                #expect(access(path, F_OK) != 0)
                let script = "import socket,sys; s=socket.socket(socket.AF_UNIX); s.bind(sys.argv[1])"
                _ = try await onOwnThread { try Command.run(["python3", "-c", script, path]) }
            }
            try await group.shutdownGracefully()
        }
    }
}
