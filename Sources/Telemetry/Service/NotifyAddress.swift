internal import Glibc

/// The address in NOTIFY_SOCKET: a path, or an abstract name behind "@" (unix(7)).
struct NotifyAddress: Sendable {
    private var address = sockaddr_un()
    private let length: socklen_t

    /// nil when it is neither, or does not fit.
    init?(_ text: String) {
        var octets = Array(text.utf8)
        let isAbstract = octets.first == UInt8(ascii: "@")
        guard octets.count >= 2, isAbstract || octets.first == UInt8(ascii: "/"), !octets.contains(0) else { return nil }
        // An abstract name begins with a NUL and has none at its end.
        if isAbstract { octets[0] = 0 }
        let room = MemoryLayout.size(ofValue: address.sun_path) - (isAbstract ? 0 : 1)
        guard octets.count <= room else { return nil }
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: octets) }
        let path = MemoryLayout<sockaddr_un>.size - MemoryLayout.size(ofValue: address.sun_path)
        length = socklen_t(path + octets.count + (isAbstract ? 0 : 1))
    }

    /// Sends one datagram: nil, or errno.
    func send(_ octets: [UInt8], from descriptor: Int32) -> Int32? {
        var address = address
        let sent = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                sendto(descriptor, octets, octets.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT), $0, length)
            }
        }
        return sent < 0 ? errno : nil
    }
}
