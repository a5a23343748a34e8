import CLinux
import Dataplane
import Glibc
import Logging
import Netlink
import TestSupport
import Testing

let isRoot = geteuid() == 0
let rootReason: Comment = "makes network namespaces: needs root"

/// A network namespace of a test's own; it goes with this object.
///
/// Interfaces d0 (10.0.0.1/24, fd00::1/64) and e0 (10.0.1.1/24, fd01::1/64), each with a neighbour end, and lo.
final class TestNetwork: Sendable {
    private let descriptor: Int32

    init(_ script: String = "") async throws {
        descriptor = try await onOwnThread {
            guard clinux_unshare_net() == 0 else { throw KernelError.last("unshare the network") }
            let descriptor = clinux_open("/proc/thread-self/ns/net", O_RDONLY, 0)
            guard descriptor >= 0 else { throw KernelError.last("open the new namespace") }
            return descriptor
        }
        try await shell(
            """
            echo 1 > /proc/sys/net/ipv6/conf/default/addr_gen_mode; ip link set lo up
            for n in 0 1; do
                l=$(echo de | cut -c$((n + 1)))
                ip link add ${l}0 type veth peer name ${l}1; ip link set ${l}1 up; ip link set ${l}0 up
                ip addr add 10.0.$n.1/24 dev ${l}0; ip addr add fd0$n::1/64 dev ${l}0 nodad
            done
            \(script)
            """)
    }

    deinit { close(descriptor) }

    /// Runs `body` on a fresh thread inside.
    func inside<Answer: Sendable>(_ body: @escaping @Sendable () throws -> Answer) async throws -> Answer {
        let descriptor = descriptor
        return try await onOwnThread {
            guard clinux_setns_net(descriptor) == 0 else { throw KernelError.last("enter the namespace") }
            return try body()
        }
    }

    /// Runs a shell script inside and returns what it printed.
    @discardableResult
    func shell(_ script: String) async throws -> String {
        try await inside {
            guard let stream = popen("set -e; " + script, "r") else { throw KernelError.last("start /bin/sh") }
            var text = ""
            var line = [CChar](repeating: 0, count: 4096)
            while fgets(&line, Int32(line.count), stream) != nil {
                text += String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            }
            let status = pclose(stream)
            guard status == 0 else { throw KernelError(code: ECHILD, operation: "status \(status) of: \(script)") }
            return text
        }
    }

    /// Lines of `ip route show` for both families, without what ip(8) adds that says nothing.
    func routes(table: String = "main") async throws -> [String] {
        let text = try await shell("for f in 4 6; do ip -$f -d route show table \(table) 2>/dev/null || true; done")
        var lines: [String] = []
        for line in text.split(separator: "\n") {
            let words = line.split { $0 == " " || $0 == "\t" }.joined(separator: " ").replacing(" pref medium", with: "").replacing(
                " weight 1", with: ""
            )
            .replacing("unicast ", with: "").replacing(" scope global", with: "").replacing(" linkdown", with: "")
            if words.hasPrefix("nexthop"), let last = lines.popLast() { lines.append("\(last) \(words)") } else { lines.append(words) }
        }
        return lines.sorted()
    }

    func ours() async throws -> [String] { try await routes().filter { $0.contains("proto 83") || $0.contains("proto 84") } }

    /// Everything in the table that is not ours.
    func foreign() async throws -> [String] {
        try await routes().filter { !$0.contains("proto 83") && !$0.contains("proto 84") }
    }

    /// - Parameter gate: A descriptor at which the programmer's thread waits with news of next hops until it is readable, or its other end closed.
    func programmer(
        _ configuration: RouteProgrammerConfiguration = .init(), _ journal: Journal = Journal(), gate: Int32? = nil
    ) async throws -> RouteProgrammer {
        try await inside {
            try RouteProgrammer(configuration, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }) { event in
                journal.note(event)
                guard let gate, case .nextHops = event else { return }
                var octet: UInt8 = 0
                _ = read(gate, &octet, 1)
            }
        }
    }
}
