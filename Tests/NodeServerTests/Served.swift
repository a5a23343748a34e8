import Addresses
import Foundation
import Glibc
import JSON
import Logging
import NIOCore
import NIOPosix
import NodeProtocol
import NodeServer
import Synchronization

/// A server on a socket in a folder of its own.
struct Served: Sendable {
    let path: String
    let server: NodeServer

    static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    static func entries(_ count: Int) -> [RouteReportEntry] {
        (0..<count).compactMap { index in
            IPAddress(family: .v4, value: 0x0a00_0000).advanced(by: UInt128(index)).map {
                RouteReportEntry(prefix: IPPrefix(host: $0), peer: "Mesh_10_0_0_7", communities: ["64512:1"], kernel: "installed via 10.0.0.7")
            }
        }
    }

    /// Answers `health` with nothing, `settings` with one, `reload` with who asked.
    static func answer(_ request: NodeRequest, _ peer: PeerCredentials) -> NodeAnswer {
        switch request {
        case .status: .failure("no status in this test")
        case .settings: .settings([SettingReport(key: "a", value: "b", source: "default")])
        case .health: .health(HealthReport(isLive: true, isReady: true, parts: []))
        case .reload: .done("user \(peer.userID) process \(peer.processID)")
        case .routes: .routes(entries(1000))
        }
    }

    /// Runs `body` with a started server; afterwards its file is gone.
    static func run(
        access: AccessRules = AccessRules(), limits: NodeServerLimits = NodeServerLimits(),
        replying handler: @escaping NodeServer.Handler = { .answer(Served.answer($0, $1)) }, _ body: @Sendable (Served) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "calico-test-\(UUID().uuidString)").path(percentEncoded: false)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let path = "\(folder)/n.sock"
        let server = NodeServer(path: path, on: group, logger: logger, access: access, limits: limits, replying: handler)
        let failure: (any Error)?
        do {
            try await server.start()
            try await body(Served(path: path, server: server))
            failure = nil
        } catch { failure = error }
        await server.stop()
        try await group.shutdownGracefully()
        if let failure { throw failure }
    }

    /// Blocking work on a thread of its own.
    func apart<Answer: Sendable>(_ body: @escaping @Sendable (String) throws -> Answer) async throws -> Answer {
        let path = path
        return try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try body(path) }) }
        }
    }

    func ask(_ request: NodeRequest) async throws -> NodeAnswer {
        try await apart { path in
            var client = try NodeClient(path: path, milliseconds: 20_000)
            return try client.ask(request)
        }
    }
}

/// A plain socket, for what no client of ours does.
///
/// Unchecked: one thread at a time uses it.
final class RawClient: @unchecked Sendable {
    private let descriptor: Int32
    private var reader = FrameReader()

    init(_ path: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let answer = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
        guard answer == 0 else { throw POSIXError(.ECONNREFUSED) }
        var time = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(descriptor) }

    func send(_ octets: [UInt8]) { _ = Glibc.send(descriptor, octets, octets.count, Int32(MSG_NOSIGNAL)) }

    func send(_ text: String) throws { send(try Frame.encode(Array(text.utf8))) }

    func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Waits, without reading, until the other side has closed; false after 20 s.
    func isClosedByServer() -> Bool {
        // No event but POLLHUP, which always counts.
        var entry = pollfd(fd: descriptor, events: 0, revents: 0)
        return poll(&entry, 1, 20_000) > 0
    }

    /// The next message; nil at the end of the connection.
    func next() throws -> AnswerFrame? {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            if let message = try reader.next() { return try AnswerFrame(json: JSONValue(parsing: message)) }
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EAGAIN { throw POSIXError(.ETIMEDOUT) }
            guard count > 0 else { return nil }
            reader.append(buffer[..<count])
        }
    }
}
