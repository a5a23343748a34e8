import Foundation
import Glibc
import Telemetry
import TestSupport
import Testing

@Suite struct ServiceManagerTests {
    /// A socket as systemd has it.
    final class Listener {
        let descriptor: Int32

        init(_ name: String) throws {
            descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
            var octets = Array(name.utf8)
            let isAbstract = octets[0] == UInt8(ascii: "@")
            if isAbstract { octets[0] = 0 }
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: octets) }
            let length = socklen_t(2 + octets.count + (isAbstract ? 0 : 1))
            let answer = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
            }
            try #require(answer == 0)
        }

        deinit { close(descriptor) }

        /// All that has come, datagram by datagram.
        func received() -> [String] {
            var messages: [String] = []
            var buffer = [UInt8](repeating: 0, count: 4096)
            while true {
                let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
                guard count >= 0 else { return messages }
                messages.append(String(decoding: buffer[..<count], as: UTF8.self))
            }
        }
    }

    static func environment(_ values: [String: String]) -> (String) -> String? { { values[$0] } }

    static func failure(_ body: () throws -> Void) -> String {
        do {
            try body()
            return "no failure"
        } catch { return "\(error)" }
    }

    @Test func saysNothingWithoutASocket() throws {
        let manager = try ServiceManager(environment: Self.environment(["WATCHDOG_USEC": "1000000"]))
        #expect(!manager.isListening)
        #expect(manager.watchdogInterval == nil)
        try manager.ready(status: "x")
        try manager.status("x")
        try manager.reloading()
        try manager.stopping()
        #expect(try !manager.tick())
    }

    @Test(arguments: [true, false]) func tellsEverything(_ isAbstract: Bool) throws {
        try withTemporaryFolder { folder in
            let name = isAbstract ? "@calico-test-\(UUID().uuidString)" : "\(folder)/notify"
            let listener = try Listener(name)
            let manager = try ServiceManager(environment: Self.environment(["NOTIFY_SOCKET": name]))
            #expect(manager.isListening)
            try manager.ready(status: "3 of 3 sessions")
            try manager.ready()
            try manager.status("one\ntwo=READY=1")
            try manager.reloading()
            try manager.stopping(status: "bye")
            #expect(try !manager.tick())
            let messages = listener.received()
            try #require(messages.count == 5)
            #expect(messages[0] == "READY=1\nSTATUS=3 of 3 sessions")
            #expect(messages[1] == "READY=1")
            // A break in a status would be another assignment.
            #expect(messages[2] == "STATUS=one\\ntwo=READY=1")
            let match = try #require(messages[3].wholeMatch(of: /RELOADING=1\nMONOTONIC_USEC=([0-9]+)/))
            var now = timespec()
            clock_gettime(CLOCK_MONOTONIC, &now)
            let told = try #require(Int(match.output.1))
            let micro = now.tv_sec * 1_000_000 + now.tv_nsec / 1000
            #expect(told <= micro && told > micro - 60_000_000)
            #expect(messages[4] == "STOPPING=1\nSTATUS=bye")
        }
    }

    @Test func theWatchdogIsFedByTurnsOfTheLoop() throws {
        try withTemporaryFolder { folder in
            let listener = try Listener("\(folder)/notify")
            let values = ["NOTIFY_SOCKET": "\(folder)/notify", "WATCHDOG_USEC": "3600000000", "WATCHDOG_PID": "\(getpid())"]
            let manager = try ServiceManager(environment: Self.environment(values))
            #expect(manager.watchdogInterval == .seconds(1800))
            let fed = try (0..<100).map { _ in try manager.tick() }
            #expect(fed == [true] + [Bool](repeating: false, count: 99))
            #expect(listener.received() == ["WATCHDOG=1"])
        }
    }

    /// With a quarter of a microsecond between two, every turn is due.
    @Test func theWatchdogIsFedAgain() throws {
        try withTemporaryFolder { folder in
            let listener = try Listener("\(folder)/notify")
            let manager = try ServiceManager(environment: Self.environment(["NOTIFY_SOCKET": "\(folder)/notify", "WATCHDOG_USEC": "1"]))
            for _ in 0..<3 {
                #expect(try manager.tick())
                usleep(10)
            }
            #expect(listener.received() == ["WATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1"])
        }
    }

    @Test func theWatchdogOfAnotherProcessIsNotOurs() throws {
        let values = ["NOTIFY_SOCKET": "/run/x", "WATCHDOG_USEC": "3600000000", "WATCHDOG_PID": "1"]
        let manager = try ServiceManager(environment: Self.environment(values))
        #expect(manager.watchdogInterval == nil)
        #expect(try !manager.tick())
    }

    @Test(arguments: [
        (["NOTIFY_SOCKET": "relative"], "NOTIFY_SOCKET is \"relative\", neither an absolute path nor"), (["NOTIFY_SOCKET": "@"], "NOTIFY_SOCKET"),
        (["NOTIFY_SOCKET": "/" + String(repeating: "x", count: 107)], "NOTIFY_SOCKET"),
        (["NOTIFY_SOCKET": "/x", "WATCHDOG_USEC": "soon"], "WATCHDOG_USEC is \"soon\", not a number of microseconds over 0"),
        (["NOTIFY_SOCKET": "/x", "WATCHDOG_USEC": "0"], "WATCHDOG_USEC"), (["NOTIFY_SOCKET": "/x", "WATCHDOG_USEC": "-5"], "WATCHDOG_USEC"),
    ])
    func badEnvironments(_ values: [String: String], _ want: String) {
        let words = Self.failure { _ = try ServiceManager(environment: Self.environment(values)) }
        #expect(words.hasPrefix(want), "\(words)")
    }

    @Test func aSocketThatIsGoneIsAFailureWithWords() throws {
        let manager = try ServiceManager(environment: Self.environment(["NOTIFY_SOCKET": "/nowhere/notify"]))
        #expect(
            Self.failure { try manager.ready() }
                == "tell the service manager READY=1 at /nowhere/notify (NOTIFY_SOCKET): No such file or directory")
    }
}
