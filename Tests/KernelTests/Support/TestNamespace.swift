import Addresses
import CLinux
import Glibc
import JSON
import PodInterface
import Slim

/// A network namespace without a name: it lives as long as this object, and everything in it goes with it.
final class TestNamespace: Sendable {
    private let descriptor: Int32

    init() throws {
        descriptor = try onOwnThread {
            guard clinux_unshare_net() == 0 else { throw POSIXFailure.last("unshare the network") }
            return clinux_open("/proc/thread-self/ns/net", O_RDONLY, 0)
        }
        guard descriptor >= 0 else { throw POSIXFailure.last("open the new namespace") }
    }

    deinit { close(descriptor) }

    /// For CNI_NETNS; another process can open it as long as this object lives.
    var path: String { "/proc/\(getpid())/fd/\(descriptor)" }

    /// Runs `body` on a fresh thread inside.
    func run<Answer>(_ body: () throws -> Answer) throws -> Answer {
        try onOwnThread {
            guard clinux_setns_net(descriptor) == 0 else { throw POSIXFailure.last("enter the namespace") }
            return try body()
        }
    }

    /// Links, addresses and routes.
    func view() throws -> NamespaceView { try run { try NamespaceView() } }

    func link(_ name: String) throws -> HostLink? { try view().link(named: name) }

    func sysctl(_ name: String) throws -> Int? { try run { Sysctl.read(name) } }

    func setSysctl(_ name: String, _ value: Int) throws { try run { try Sysctl.write(name, value) } }

    /// Runs a shell script inside and hands back what it printed.
    @discardableResult
    func shell(_ script: String) throws -> String {
        let input = Array("set -e\n\(script)\n".utf8)
        let outcome = try run { try PluginProcess.run("/bin/sh", environment: [Self.searchPath], input: input, seconds: 60) }
        guard outcome.status == 0 else {
            let words = String(decoding: outcome.output + outcome.diagnostics, as: UTF8.self)
            throw ScriptFailure(script: script, status: outcome.status, words: words)
        }
        return String(decoding: outcome.output, as: UTF8.self)
    }

    /// What `ip -j` says of one thing, a list of objects.
    func ip(_ words: String) throws -> [JSONValue] {
        let text = try shell("ip -j \(words)")
        return text.allSatisfy(\.isWhitespace) ? [] : try JSONValue(parsing: text, options: .anyValue).array ?? []
    }

    /// Whether `address` answers within some seconds, for links that first look for duplicates of their IPv6 addresses.
    func comesToReach(_ address: String) throws -> Bool {
        let deadline = ContinuousClock().now + .seconds(8)
        while ContinuousClock().now < deadline {
            if try reaches(address, options: "-W 0.5") { return true }
        }
        return false
    }

    /// Whether `address` answers one echo request within two seconds.
    func reaches(_ address: String, options: String = "") throws -> Bool {
        let outcome = try run {
            let script = "exec ping -n -q -c 1 -W 2 \(options) \(address)"
            return try PluginProcess.run("/bin/sh", environment: [Self.searchPath], input: Array(script.utf8), seconds: 20)
        }
        return outcome.status == 0
    }

    private static var searchPath: String { "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" }
}

/// A script of a test's own that failed.
struct ScriptFailure: Error, CustomStringConvertible {
    let script: String
    let status: Int32
    let words: String

    var description: String { "exit status \(status) of: \(script)\n\(words)" }
}
