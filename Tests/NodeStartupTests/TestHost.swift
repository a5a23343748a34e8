import CLinux
import Glibc
import Slim
import TestSupport

/// A network namespace of its own: it lives as long as this object, and everything in it goes with it.
final class TestHost: Sendable {
    private let descriptor: Int32

    init() async throws {
        descriptor = try await onOwnThread {
            guard clinux_unshare_net() == 0 else { throw HostFailure(words: "unshare the network: errno \(errno)") }
            return clinux_open("/proc/thread-self/ns/net", O_RDONLY, 0)
        }
        guard descriptor >= 0 else { throw HostFailure(words: "open the namespace: errno \(errno)") }
    }

    deinit { close(descriptor) }

    /// Runs `body` on a thread of its own inside.
    func run<Answer: Sendable>(_ body: @escaping @Sendable () throws -> Answer) async throws -> Answer {
        let descriptor = descriptor
        return try await onOwnThread {
            guard clinux_setns_net(descriptor) == 0 else { throw HostFailure(words: "enter the namespace: errno \(errno)") }
            return try body()
        }
    }

    /// Runs lines of a shell inside.
    @discardableResult
    func shell(_ script: String) async throws -> String { try await run { try runShell(script) } }
}

/// Runs lines of a shell where the calling thread is.
@discardableResult
func runShell(_ script: String) throws -> String {
    let path = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    let outcome = try PluginProcess.run("/bin/sh", environment: [path], input: Array("set -e\n\(script)\n".utf8), seconds: 60)
    guard outcome.status == 0 else { throw HostFailure(words: "\(script): " + String(decoding: outcome.output + outcome.diagnostics, as: UTF8.self)) }
    return String(decoding: outcome.output, as: UTF8.self)
}

struct HostFailure: Error, CustomStringConvertible {
    let words: String
    var description: String { words }
}
