import Foundation
import Glibc
import JSON
import NodeProtocol
import TestSupport
import Testing

/// The client against peers that do what no daemon of ours does.
@Suite struct ClientTests {
    /// Listens at `path`, takes one connection and hands its descriptor to `serve` on a thread of its own.
    static func serving<Answer>(_ path: String, backlog: Int32 = 8, _ serve: @escaping @Sendable (Int32) -> Void, _ body: () throws -> Answer) throws
        -> Answer
    {
        let listener = try bound(path)
        defer { close(listener) }
        try #require(listen(listener, backlog) == 0)
        let done = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            let descriptor = accept(listener, nil, nil)
            if descriptor >= 0 {
                serve(descriptor)
                close(descriptor)
            }
            done.signal()
        }
        defer {
            shutdown(listener, Int32(SHUT_RDWR))
            done.wait()
        }
        return try body()
    }

    static func bound(_ path: String) throws -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let answer = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
        try #require(answer == 0)
        return descriptor
    }

    static func send(_ octets: [UInt8], _ descriptor: Int32) { _ = Glibc.send(descriptor, octets, octets.count, Int32(MSG_NOSIGNAL)) }

    static func frame(_ text: String) -> [UInt8] { (try? Frame.encode(Array(text.utf8))) ?? [] }

    /// Waits until the other side closes.
    static func drain(_ descriptor: Int32) {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while read(descriptor, &buffer, buffer.count) > 0 {}
    }

    static func readRequest(_ descriptor: Int32) {
        var buffer = [UInt8](repeating: 0, count: 4096)
        _ = read(descriptor, &buffer, buffer.count)
    }

    @Test func noSocketSaysHowToStart() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/x.sock"
            let error = #expect(throws: NodeClientError.self) { _ = try NodeClient(path: path) }
            #expect(error?.description == "calico-node is not running (no socket at \(path); start it with `systemctl start calico-node`)")
        }
    }

    @Test func aSocketNobodyListensOn() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/x.sock"
            close(try Self.bound(path))
            #expect(throws: NodeClientError.refused(path: path)) { _ = try NodeClient(path: path) }
        }
    }

    @Test(arguments: ["", String(repeating: "x", count: 108), "/tmp/a\0b"])
    func badPaths(_ path: String) {
        #expect(throws: NodeClientError.badPath(path: path)) { _ = try NodeClient(path: path) }
    }

    /// With a full queue of connections connect(2) waits, and so does the deadline.
    @Test func aDaemonThatAcceptsNobody() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/x.sock"
            let listener = try Self.bound(path)
            defer { close(listener) }
            try #require(listen(listener, 0) == 0)
            let first = try NodeClient(path: path)
            #expect(throws: NodeClientError.timedOut(path: path, waitedFor: "the connection", milliseconds: 50)) {
                _ = try NodeClient(path: path, milliseconds: 50)
            }
            _ = consume first
        }
    }

    @Test func aSilentDaemonTimesOut() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/x.sock"
            try Self.serving(path, { Self.drain($0) }) {
                var client = try NodeClient(path: path, milliseconds: 60)
                do throws(NodeClientError) {
                    _ = try client.ask(.status)
                    #expect(Bool(false), "there was no answer")
                } catch { #expect(error == .timedOut(path: path, waitedFor: "its answer", milliseconds: 60)) }
                _ = consume client
            }
        }
    }

    /// One octet at a time does not make the wait longer than a message may take.
    @Test func aDrippingDaemonTimesOut() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/x.sock"
            try Self.serving(
                path,
                { descriptor in
                    Self.readRequest(descriptor)
                    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                    for octet in [0, 1, 0, 0] + [UInt8](repeating: 65, count: 1000) {
                        Self.send([octet], descriptor)
                        if poll(&entry, 1, 10) > 0 { return }
                    }
                }
            ) {
                var client = try NodeClient(path: path, milliseconds: 100)
                do throws(NodeClientError) {
                    _ = try client.ask(.status)
                    #expect(Bool(false), "there was no answer")
                } catch { #expect(error == .timedOut(path: path, waitedFor: "its answer", milliseconds: 100)) }
                _ = consume client
            }
        }
    }

    struct Row: Sendable {
        let answer: [UInt8]
        let words: String
    }

    @Test(arguments: [
        Row(answer: [], words: "closed the connection before its answer was whole (0 octets"),
        Row(answer: [0, 0, 0, 9, 65], words: "closed the connection before its answer was whole (5 octets"),
        Row(answer: [0xff, 0, 0, 0], words: "a message of 4278190080 octets; at most 16777216 are taken"),
        Row(answer: [0, 0, 0, 0], words: "a message of 0 octets"),
        Row(answer: frame("HTTP/1.1 400 Bad Request"), words: "no JSON"),
        Row(answer: frame("[]"), words: "the answer is an array, not an object"),
        Row(answer: frame("{}"), words: "the answer: ok is missing"),
        Row(answer: frame(#"{"ok":true}"#), words: "the answer: message is missing"),
        Row(answer: frame(#"{"ok":true,"items":[{}],"more":false}"#), words: "route 1 of the answer: prefix is missing"),
        Row(answer: frame(#"{"ok":true,"items":[],"more":true}"#), words: "closed the connection"),
    ])
    func brokenAnswers(_ row: Row) throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/x.sock"
            try Self.serving(
                path,
                { descriptor in
                    Self.readRequest(descriptor)
                    Self.send(row.answer, descriptor)
                }
            ) {
                var client = try NodeClient(path: path)
                do throws(NodeClientError) {
                    _ = try client.ask(.status)
                    #expect(Bool(false), "there was no answer")
                } catch { #expect(error.description.contains(row.words), "\(error)") }
                _ = consume client
            }
        }
    }
}
