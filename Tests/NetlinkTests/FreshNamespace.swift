import CLinux
import Glibc
import Netlink
import TestSupport
import Testing

let isRoot = geteuid() == 0
let rootReason: Comment = "makes network namespaces: needs root"

/// Runs `body` on a thread of its own in a new, empty network namespace that ends with it.
func inFreshNamespace<Answer: Sendable>(_ body: @escaping @Sendable () throws -> Answer) async throws -> Answer {
    try await onOwnThread {
        try leaveForFreshNamespace()
        return try body()
    }
}

/// Moves the calling thread into a new, empty network namespace.
func leaveForFreshNamespace() throws {
    guard clinux_unshare_net() == 0 else { throw KernelError.last("unshare the network") }
}
