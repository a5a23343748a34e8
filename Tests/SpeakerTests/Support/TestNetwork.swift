import CLinux
import Glibc
import NIOPosix
import Speaker
import TestSupport

/// A network namespace of a test's own, with a loopback interface and nothing else; it goes with this object.
///
/// IPv4 addresses are those of 10.9.0.0/8, IPv6 ones `fd09::1` to `fd09::9`.
final class TestNetwork: Sendable {
    private let descriptor: Int32

    init() async throws {
        descriptor = try await onOwnThread {
            guard clinux_unshare_net() == 0 else { throw CallFailure.last("unshare the network") }
            let descriptor = clinux_open("/proc/thread-self/ns/net", O_RDONLY, 0)
            guard descriptor >= 0 else { throw CallFailure.last("open the new namespace") }
            return descriptor
        }
        try await shell(
            """
            ip link set lo up; ip route add local 10.9.0.0/16 dev lo
            for i in 1 2 3 4 5 6 7 8 9; do ip addr add 10.9.0.$i/24 dev lo; ip addr add fd09::$i/64 dev lo nodad; done
            """)
    }

    deinit { close(descriptor) }

    /// Runs `body` on a fresh thread inside.
    func inside<Answer: Sendable>(_ body: @escaping @Sendable () throws -> Answer) async throws -> Answer {
        let descriptor = descriptor
        return try await onOwnThread {
            guard clinux_setns_net(descriptor) == 0 else { throw CallFailure.last("enter the namespace") }
            return try body()
        }
    }

    /// Runs a shell script inside.
    func shell(_ script: String) async throws {
        try await inside {
            var process = pid_t()
            var words: [UnsafeMutablePointer<CChar>?] = [strdup("/bin/sh"), strdup("-ec"), strdup(script), nil]
            defer { for word in words { free(word) } }
            let code = posix_spawn(&process, "/bin/sh", nil, nil, &words, clinux_environment())
            guard code == 0 else { throw CallFailure(operation: "start /bin/sh", code: code) }
            var status: Int32 = 0
            while waitpid(process, &status, 0) < 0 {
                guard errno == EINTR else { throw CallFailure.last("wait for /bin/sh") }
            }
            guard status == 0 else { throw CallFailure(operation: "status \(status) of: \(script)", code: ECHILD) }
        }
    }

    /// An address whose packets go nowhere: 10.99.0.7, the link is there and nobody answers.
    func makeSilentAddress() async throws -> String {
        try await shell(
            """
            ip link add v0 type veth peer name v1; ip addr add 10.99.0.1/24 dev v0; ip link set v0 up; ip link set v1 up
            ip neigh add 10.99.0.7 lladdr 02:00:00:00:00:07 dev v0 nud permanent
            """)
        return "10.99.0.7"
    }

    /// An event loop whose sockets are inside.
    func eventLoops() async throws -> MultiThreadedEventLoopGroup {
        // Threads are in the namespace of the one that starts them.
        try await inside { MultiThreadedEventLoopGroup(numberOfThreads: 1) }
    }
}
