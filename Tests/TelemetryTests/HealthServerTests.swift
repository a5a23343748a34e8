import Addresses
import Foundation
import Glibc
import Logging
import NIOCore
import NIOPosix
import Synchronization
import Telemetry
import Testing

@Suite struct HealthServerTests {
    static let loopback = IPAddress(family: .v4, value: 0x7f00_0001)
    static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    static func pages(isReady: Bool = true) -> HealthPages {
        HealthPages(
            liveness: { HealthVerdict([.init("loop", isGood: true)]) },
            readiness: {
                HealthVerdict([
                    .init("bgp", isGood: true, words: "2 of 3 sessions"),
                    .init("routes", isGood: isReady, words: isReady ? "" : "waits for the datastore:\nconnection refused"),
                ])
            },
            metrics: { [MetricFamily("up", .gauge, help: "Up.", value: 1)] })
    }

    static func run(
        _ endpoints: [HealthEndpoint] = [HealthEndpoint(loopback, port: 0)], pages: HealthPages = pages(), limits: HealthLimits = HealthLimits(),
        _ body: @Sendable (HealthServer, [HealthEndpoint]) async throws -> Void
    ) async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let server = HealthServer(endpoints, pages: pages, on: group, logger: logger, limits: limits)
        let failure: (any Error)?
        do {
            try await body(server, try await server.start())
            failure = nil
        } catch { failure = error }
        await server.stop()
        try await group.shutdownGracefully()
        if let failure { throw failure }
    }

    /// Blocking work on a thread of its own.
    static func apart<Answer: Sendable>(_ body: @escaping @Sendable () throws -> Answer) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result(catching: body)) }
        }
    }

    static func exchange(_ endpoint: HealthEndpoint, _ request: String, finishes: Bool = false) async throws -> String {
        try await apart {
            let client = try HTTPClient(endpoint.address, port: endpoint.port)
            client.send(request)
            if finishes { client.finishSending() }
            return client.rest()
        }
    }

    struct Row: Sendable {
        let request: String
        let status: String
        var header: String?
        let body: String
        var isReady = true
    }

    static let ready = "ready\nbgp: ready: 2 of 3 sessions\nroutes: ready\n"
    static let unready = "not ready: routes\nroutes: not ready: waits for the datastore:\\nconnection refused\nbgp: ready: 2 of 3 sessions\n"

    @Test(
        arguments: [
            Row(request: "GET /liveness HTTP/1.1\r\nHost: x\r\n\r\n", status: "200 OK", body: "live\nloop: live\n"),
            Row(request: "GET /readiness HTTP/1.1\r\nHost: x\r\n\r\n", status: "200 OK", body: ready),
            Row(request: "GET /readiness HTTP/1.1\r\nHost: x\r\n\r\n", status: "503 Service Unavailable", body: unready, isReady: false),
            Row(
                request: "HEAD /readiness HTTP/1.1\r\nHost: x\r\n\r\n", status: "503 Service Unavailable",
                header: "Content-Length: \(unready.utf8.count)",
                body: "", isReady: false),
            Row(request: "GET /liveness?verbose=1 HTTP/1.0\r\n\r\n", status: "200 OK", header: "Connection: close", body: "live\nloop: live\n"),
            Row(
                request: "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n", status: "200 OK",
                header: "Content-Type: text/plain; version=0.0.4; charset=utf-8", body: "# HELP up Up.\n# TYPE up gauge\nup 1\n"),
            Row(
                request: "GET / HTTP/1.1\r\nHost: x\r\n\r\n", status: "404 Not Found",
                body: "no such page; there are /liveness, /metrics, /readiness\n"),
            Row(
                request: "GET /metrics/../x HTTP/1.1\r\nHost: x\r\n\r\n", status: "404 Not Found",
                body: "no such page; there are /liveness, /metrics, /readiness\n"),
            Row(
                request: "POST /readiness HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi", status: "405 Method Not Allowed",
                header: "Allow: GET, HEAD", body: "/readiness is read with GET or HEAD\n"),
            Row(
                request: "DELETE /metrics HTTP/1.1\r\nHost: x\r\n\r\n", status: "405 Method Not Allowed", header: "Allow: GET, HEAD",
                body: "/metrics is read with GET or HEAD\n"),
            Row(request: "hello\r\n\r\n", status: "400 Bad Request", body: ""),
            Row(request: "GET /liveness HTTP/1.1\r\nbad header\r\n\r\n", status: "400 Bad Request", body: ""),
            Row(request: "GET /liveness HTTP/9.9\r\n\r\n", status: "400 Bad Request", body: ""),
            Row(
                request: "GET /liveness HTTP/1.1\r\nHost: x\r\nX: \(String(repeating: "y", count: 9000))\r\n\r\n",
                status: "431 Request Header Fields Too Large", body: "a request has at most 8192 octets\n"),
            Row(
                request: "GET /\(String(repeating: "y", count: 9000)) HTTP/1.1\r\n\r\n", status: "431 Request Header Fields Too Large",
                body: "a request has at most 8192 octets\n"),
            // One answer for a connection, however much comes.
            Row(
                request: String(repeating: "GET /liveness HTTP/1.1\r\nHost: x\r\n\r\n", count: 5), status: "200 OK", body: "live\nloop: live\n"),
        ], [false, true])
    func answers(_ row: Row, _ finishes: Bool) async throws {
        try await Self.run(pages: Self.pages(isReady: row.isReady)) { (_: HealthServer, endpoints: [HealthEndpoint]) async throws in
            let answer = try await Self.exchange(endpoints[0], row.request, finishes: finishes)
            #expect(answer.hasPrefix("HTTP/1.1 \(row.status)\r\n"), "\(answer)")
            let parts = answer.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
            #expect(parts.count == 2)
            #expect(parts.last.map { String($0) } == row.body)
            if let header = row.header { #expect(answer.contains("\r\n\(header)\r\n"), "\(answer)") }
        }
    }

    /// A request that comes octet by octet is cut off, however long each pause.
    @Test func aSlowRequestIsCutOff() async throws {
        var limits = HealthLimits()
        limits.time = .milliseconds(300)
        try await Self.run(limits: limits) { (_: HealthServer, endpoints: [HealthEndpoint]) async throws in
            let endpoint = endpoints[0]
            let (answer, sent) = try await Self.apart {
                let client = try HTTPClient(endpoint.address, port: endpoint.port)
                var sent = 0
                for octet in "GET /liveness HTTP/1.1\r\nX: " + String(repeating: "y", count: 4000) {
                    guard client.send(String(octet)) else { break }
                    sent += 1
                    usleep(5000)
                }
                return (client.rest(), sent)
            }
            #expect(answer.isEmpty)
            #expect(sent < 4000)
        }
    }

    @Test func aSilentClientIsCutOff() async throws {
        var limits = HealthLimits()
        limits.time = .milliseconds(100)
        try await Self.run(limits: limits) { (_: HealthServer, endpoints: [HealthEndpoint]) async throws in
            #expect(try await Self.exchange(endpoints[0], "") == "")
        }
    }

    /// Pages whose liveness waits for the end of a stream.
    static func hanging() -> (HealthPages, AsyncStream<Void>.Continuation) {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        var pages = pages()
        pages.liveness = {
            for await _ in stream {}
            return HealthVerdict()
        }
        return (pages, continuation)
    }

    /// A part that hangs makes the probe fail.
    @Test func aPageThatHangsIsNoAnswer() async throws {
        var limits = HealthLimits()
        limits.time = .milliseconds(200)
        let (pages, continuation) = Self.hanging()
        try await Self.run(pages: pages, limits: limits) { (_: HealthServer, endpoints: [HealthEndpoint]) async throws in
            #expect(try await Self.exchange(endpoints[0], "GET /liveness HTTP/1.1\r\nHost: x\r\n\r\n") == "")
            continuation.finish()
        }
    }

    @Test func aPageThatHangsHoldsNoOtherUp() async throws {
        let (pages, continuation) = Self.hanging()
        try await Self.run(pages: pages) { (_: HealthServer, endpoints: [HealthEndpoint]) async throws in
            async let hanging = Self.exchange(endpoints[0], "GET /liveness HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try await Self.exchange(endpoints[0], "GET /readiness HTTP/1.1\r\nHost: x\r\n\r\n").hasPrefix("HTTP/1.1 200 OK"))
            continuation.finish()
            #expect(try await hanging.hasSuffix("\r\n\r\nlive\n"))
        }
    }

    @Test func oneClientTooManyGets503() async throws {
        var limits = HealthLimits()
        limits.connections = 2
        try await Self.run(limits: limits) { (_: HealthServer, endpoints: [HealthEndpoint]) async throws in
            let endpoint = endpoints[0]
            try await Self.apart {
                var clients = try (0..<2).map { _ in try HTTPClient(endpoint.address, port: endpoint.port) }
                let extra = try HTTPClient(endpoint.address, port: endpoint.port)
                extra.send("GET /liveness HTTP/1.1\r\nHost: x\r\n\r\n")
                let answer = extra.rest()
                #expect(answer.hasPrefix("HTTP/1.1 503 Service Unavailable\r\n"), "\(answer)")
                #expect(answer.hasSuffix("2 clients are connected, which is the most; try again\n"))
                clients.removeAll()
                for _ in 0..<500 {
                    let client = try HTTPClient(endpoint.address, port: endpoint.port)
                    client.send("GET /liveness HTTP/1.1\r\nHost: x\r\n\r\n")
                    if client.rest().hasPrefix("HTTP/1.1 200") { return }
                    usleep(20_000)
                }
                #expect(Bool(false), "the places did not become free")
            }
        }
    }

    @Test func endpointsServeTheirOwnPagesInBothFamilies() async throws {
        let v6 = try #require(IPAddress("::1"))
        let endpoints = [
            HealthEndpoint(Self.loopback, port: 0, pages: [.liveness, .readiness]), HealthEndpoint(v6, port: 0, pages: [.metrics]),
        ]
        try await Self.run(endpoints) { (_: HealthServer, bound: [HealthEndpoint]) async throws in
            #expect(bound.map(\.address) == endpoints.map(\.address))
            #expect(bound.allSatisfy { $0.port != 0 })
            #expect(try await Self.exchange(bound[0], "GET /liveness HTTP/1.1\r\nHost: x\r\n\r\n").hasPrefix("HTTP/1.1 200"))
            #expect(try await Self.exchange(bound[0], "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n").hasPrefix("HTTP/1.1 404"))
            #expect(try await Self.exchange(bound[1], "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n").hasPrefix("HTTP/1.1 200"))
            #expect(try await Self.exchange(bound[1], "GET /liveness HTTP/1.1\r\nHost: x\r\n\r\n").hasSuffix("there are /metrics\n"))
        }
    }

    @Test func aPortThatIsTakenNamesItsOwner() async throws {
        try await Self.run { (_: HealthServer, bound: [HealthEndpoint]) async throws in
            let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
            let server = HealthServer([HealthEndpoint(Self.loopback, port: 0), bound[0]], pages: Self.pages(), on: group, logger: Self.logger)
            let error = await #expect(throws: HealthServerFailure.self) { try await server.start() }
            let words = error?.description ?? ""
            #expect(words.hasPrefix("cannot listen on 127.0.0.1:\(bound[0].port): address already in use, "), "\(words)")
            #expect(words.contains("(process \(getpid())) listens there; stop it or choose another port"), "\(words)")
            try await group.shutdownGracefully()
        }
    }

    @Test func anAddressOfNoInterfaceIsNamed() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let server = HealthServer(
            [HealthEndpoint(IPAddress(family: .v4, value: 0xc000_0201), port: 0)], pages: Self.pages(), on: group, logger: Self.logger)
        let error = await #expect(throws: HealthServerFailure.self) { try await server.start() }
        #expect(error?.description == "cannot listen on 192.0.2.1:0: no interface has the address 192.0.2.1; choose another one")
        try await group.shutdownGracefully()
    }

    @Test func stopsWithClientsConnectedAndStartsAgain() async throws {
        try await Self.run { (server: HealthServer, bound: [HealthEndpoint]) async throws in
            let client = try HTTPClient(bound[0].address, port: bound[0].port)
            #expect(try await Self.exchange(bound[0], "GET /liveness HTTP/1.1\r\nHost: x\r\n\r\n").hasPrefix("HTTP/1.1 200"))
            await server.stop()
            #expect(client.rest() == "")
            let again = try await server.start()
            #expect(try await Self.exchange(again[0], "GET /liveness HTTP/1.1\r\nHost: x\r\n\r\n").hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test(arguments: [("localhost", "127.0.0.1"), ("::1", "::1"), ("0.0.0.0", "0.0.0.0"), ("example.org", nil), ("", nil)])
    func hosts(_ host: String, _ want: String?) { #expect(HealthEndpoint.address(ofHost: host).map { "\($0)" } == want) }
}
