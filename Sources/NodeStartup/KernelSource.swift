internal import Addresses
internal import CLinux
internal import Glibc

/// Asks the kernel from which of its addresses it would reach a destination; no packet is sent.
enum KernelSource {
    /// - Parameter destination: An address, or a name that the system's resolver knows.
    static func towards(_ destination: String, _ family: IPAddress.Family) -> ReachAnswer {
        var hints = addrinfo()
        hints.ai_family = family == .v4 ? AF_INET : AF_INET6
        hints.ai_socktype = Int32(SOCK_DGRAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        // Any port does: upstream's is 80.
        let code = getaddrinfo(destination, "80", &hints, &list)
        guard code == 0, let first = list else { return .nowhere("\(destination): \(String(cString: gai_strerror(code)))") }
        defer { freeaddrinfo(first) }
        let descriptor = socket(first.pointee.ai_family, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return .nowhere("open a socket: \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        guard connect(descriptor, first.pointee.ai_addr, first.pointee.ai_addrlen) == 0 else {
            return .nowhere("\(destination): \(String(cString: strerror(errno)))")
        }
        return local(descriptor, family)
    }

    private static func local(_ descriptor: Int32, _ family: IPAddress.Family) -> ReachAnswer {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let isKnown = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) == 0 }
        }
        guard isKnown else { return .nowhere("read a socket's name: \(String(cString: strerror(errno)))") }
        return withUnsafeBytes(of: &storage) { octets in
            // sin_addr and sin6_addr (netinet/in.h).
            let offset = family == .v4 ? 4 : 8
            return .from(IPAddress(family: family, octets: octets[offset..<offset + family.octets]))
        }
    }
}
