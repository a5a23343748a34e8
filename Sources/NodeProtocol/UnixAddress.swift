public import Glibc

/// The address of a unix socket with a path (unix(7)).
public struct UnixAddress {
    /// Octets: `sun_path` less its NUL.
    public static let longestPath = 107

    private var address = sockaddr_un()

    /// nil when the path is empty, too long or has a NUL.
    public init?(_ path: String) {
        let octets = Array(path.utf8)
        guard (1...Self.longestPath).contains(octets.count), !octets.contains(0) else { return nil }
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: octets) }
    }

    /// Hands the address to a system call.
    public mutating func withPointer<Answer>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Answer) -> Answer {
        withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
    }
}
