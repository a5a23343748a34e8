import Foundation
import Glibc
import JSON
import NIOCore
import NIOPosix
import NodeProtocol
import NodeServer
import Synchronization
import Testing

@Suite struct NodeServerTests {
    @Test func answersEveryVerb() async throws {
        try await Served.run { (served: Served) async throws in
            #expect(try await served.ask(.status) == .failure("no status in this test"))
            #expect(try await served.ask(.settings) == .settings([SettingReport(key: "a", value: "b", source: "default")]))
            #expect(try await served.ask(.health) == .health(HealthReport(isLive: true, isReady: true, parts: [])))
            #expect(try await served.ask(.reload) == .done("user \(geteuid()) process \(getpid())"))
            #expect(try await served.ask(.routes(RouteQuery())) == .routes(Served.entries(1000)))
        }
    }

    @Test func theFileHasMode0660AndGoesWithTheServer() async throws {
        let path = Mutex("")
        try await Served.run { (served: Served) async throws in
            path.withLock { $0 = served.path }
            var status = stat()
            #expect(lstat(served.path, &status) == 0)
            #expect(status.st_mode == S_IFSOCK | 0o660)
        }
        #expect(access(path.withLock { $0 }, F_OK) != 0)
    }

    @Test(.enabled(if: geteuid() == 0, "only root gives files away"))
    func theFileBelongsToTheGroupThatReads() async throws {
        try await Served.run(access: AccessRules(readingGroups: [4242, 4300])) { (served: Served) async throws in
            var status = stat()
            #expect(lstat(served.path, &status) == 0)
            #expect(status.st_gid == 4242)
        }
    }

    /// Requests sent at once are answered one after the other, in their order, however long each takes.
    @Test func requestsOfOneConnectionAreInOrder() async throws {
        let busy = Mutex((now: 0, most: 0))
        let handler: NodeServer.Handler = { request, _ in
            busy.withLock { busy in
                busy.now += 1
                busy.most = max(busy.most, busy.now)
            }
            for _ in 0..<20 { await Task.yield() }
            busy.withLock { $0.now -= 1 }
            guard case .routes(let query) = request else { return .answer(.done("other")) }
            return .answer(.done(query.peer ?? ""))
        }
        try await Served.run(replying: handler) { (served: Served) async throws in
            let words = try await served.apart { path in
                let client = try RawClient(path)
                var octets: [UInt8] = []
                for index in 0..<50 { octets += try Frame.encode(Array(NodeRequest.routes(RouteQuery(peer: "\(index)")).json.text.utf8)) }
                client.send(octets)
                client.finishSending()
                var words: [String] = []
                while let frame = try client.next() { if case .whole(.done(let text)) = frame { words.append(text) } }
                return words
            }
            #expect(words == (0..<50).map { "\($0)" })
            #expect(busy.withLock { $0.most } == 1)
        }
    }

    /// A client that waits for its answer holds nobody else up.
    @Test func connectionsDoNotWaitForEachOther() async throws {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        let iterator = Mutex(Optional(stream))
        let handler: NodeServer.Handler = { request, peer in
            if request == .status {
                let stream = iterator.withLock { $0.take() }
                if let stream { for await _ in stream { break } }
            }
            return .answer(Served.answer(request, peer))
        }
        try await Served.run(replying: handler) { (served: Served) async throws in
            async let slow = served.ask(.status)
            #expect(try await served.ask(.settings) == .settings([SettingReport(key: "a", value: "b", source: "default")]))
            continuation.yield()
            #expect(try await slow == .failure("no status in this test"))
        }
    }

    struct Row: Sendable {
        let octets: [UInt8]
        let words: String
        /// Whether the connection can be used after it.
        let goesOn: Bool
    }

    static func frame(_ text: String) -> [UInt8] { (try? Frame.encode(Array(text.utf8))) ?? [] }

    @Test(arguments: [
        Row(octets: frame("hello"), words: "the request cannot be understood", goesOn: true),
        Row(octets: frame(#"{"verb":"explode"}"#), words: "verb is \"explode\"; known are", goesOn: true),
        Row(octets: frame("[1]"), words: "not an object", goesOn: true),
        Row(octets: frame(#"{"verb":"\#u{0}"}"#), words: "cannot be understood", goesOn: true),
        Row(octets: frame(String(repeating: "[", count: 60_000)), words: "cannot be understood", goesOn: true),
        Row(octets: [0, 0, 0, 0], words: "a message of 0 octets", goesOn: false),
        Row(octets: [0, 1, 0, 1], words: "a message of 65537 octets; at most 65536 are taken", goesOn: false),
        Row(octets: Array("GET / HTTP/1.1\r\n\r\n".utf8), words: "a message of 1195725856 octets", goesOn: false),
    ])
    func badRequestsAreToldWhy(_ row: Row) async throws {
        try await Served.run { (served: Served) async throws in
            try await served.apart { path in
                let client = try RawClient(path)
                client.send(row.octets)
                guard case .whole(.failure(let words)) = try client.next() else { return #expect(Bool(false), "no failure") }
                #expect(words.contains(row.words), "\(words)")
                client.send(Self.frame(#"{"verb":"settings"}"#))
                let next = try client.next()
                #expect((next != nil) == row.goesOn)
            }
        }
    }

    @Test func aSilentClientIsCutOff() async throws {
        var limits = NodeServerLimits()
        limits.silence = .milliseconds(100)
        try await Served.run(limits: limits) { (served: Served) async throws in
            for start in [[], [0, 0], Self.frame(#"{"verb":"settings"}"#).dropLast(), Self.frame(#"{"verb":"settings"}"#)[...]] as [ArraySlice<UInt8>]
            {
                let frames = try await served.apart { path in
                    let client = try RawClient(path)
                    client.send(Array(start))
                    var frames: [AnswerFrame] = []
                    while let frame = try client.next() { frames.append(frame) }
                    return frames
                }
                #expect(frames.last == .whole(.failure("no whole request came in within 100 ms; the connection is closed")))
            }
        }
    }

    /// One octet now and then is no reason to wait longer.
    @Test func aDrippingClientIsCutOff() async throws {
        var limits = NodeServerLimits()
        limits.silence = .milliseconds(200)
        try await Served.run(limits: limits) { (served: Served) async throws in
            let count = try await served.apart { path in
                let client = try RawClient(path)
                var count = 0
                for octet in Self.frame(String(repeating: "x", count: 10_000)) {
                    client.send([octet])
                    usleep(10_000)
                    count += 1
                    if count % 10 == 0, access(path, F_OK) != 0 { break }
                    if count == 60 { break }
                }
                let last = try client.next()
                #expect(last == .whole(.failure("no whole request came in within 200 ms; the connection is closed")))
                return count
            }
            #expect(count == 60)
        }
    }

    /// What the client does not take is not made: one page waits, and the client is cut off.
    @Test func aClientThatDoesNotReadIsCutOff() async throws {
        var limits = NodeServerLimits()
        limits.stall = .milliseconds(200)
        let pages = Mutex(0)
        let handler: NodeServer.Handler = { _, _ in
            .pages {
                pages.withLock { $0 += 1 }
                return Served.entries(256)
            }
        }
        try await Served.run(limits: limits, replying: handler) { (served: Served) async throws in
            let frames = try await served.apart { path in
                let client = try RawClient(path)
                try client.send(#"{"verb":"routes"}"#)
                try #require(client.isClosedByServer())
                var frames = 0
                while try client.next() != nil { frames += 1 }
                return frames
            }
            #expect(frames > 0 && frames <= pages.withLock { $0 })
            #expect(pages.withLock { $0 } < 200)
        }
    }

    @Test func aLongListComesWhole() async throws {
        let next = Mutex(0)
        let handler: NodeServer.Handler = { _, _ in
            .pages {
                let page = next.withLock { next in
                    next += 1
                    return next
                }
                return page <= 40 ? Served.entries(500) : nil
            }
        }
        try await Served.run(replying: handler) { (served: Served) async throws in
            guard case .routes(let entries) = try await served.ask(.routes(RouteQuery())) else { return #expect(Bool(false)) }
            #expect(entries.count == 20_000)
        }
    }

    @Test func oneClientTooManyIsTurnedAway() async throws {
        var limits = NodeServerLimits()
        limits.connections = 3
        try await Served.run(limits: limits) { (served: Served) async throws in
            try await served.apart { path in
                var clients: [RawClient] = []
                for _ in 0..<3 {
                    let client = try RawClient(path)
                    try client.send(#"{"verb":"settings"}"#)
                    #expect(try client.next() != nil)
                    clients.append(client)
                }
                let extra = try RawClient(path)
                #expect(try extra.next() == .whole(.failure("3 clients are connected to calico-node, which is the most it takes; try again")))
                #expect(try extra.next() == nil)
                clients.removeLast()
                // The place is free when the server has seen the end.
                for _ in 0..<500 {
                    let client = try RawClient(path)
                    try client.send(#"{"verb":"settings"}"#)
                    if case .whole(.settings) = try client.next() { return }
                    usleep(20_000)
                }
                #expect(Bool(false), "the place did not become free")
            }
        }
    }

    @Test func stopsWithClientsConnected() async throws {
        try await Served.run { (served: Served) async throws in
            let client = try await served.apart { path in
                let client = try RawClient(path)
                try client.send(#"{"verb":"settings"}"#)
                #expect(try client.next() != nil)
                return client
            }
            await served.server.stop()
            let last = try await served.apart { _ in try client.next() }
            #expect(last == nil)
        }
    }
}
