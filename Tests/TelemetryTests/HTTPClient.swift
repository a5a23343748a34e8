import Addresses
import Foundation
import Glibc
import Testing

/// A plain TCP socket, for requests that no client makes.
final class HTTPClient {
    let descriptor: Int32

    init(_ address: IPAddress, port: UInt16) throws {
        descriptor = socket(address.family == .v4 ? AF_INET : AF_INET6, Int32(SOCK_STREAM.rawValue), 0)
        var time = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
        let octets = address.octets
        let answer: Int32
        if address.family == .v4 {
            var to = sockaddr_in()
            to.sin_family = sa_family_t(AF_INET)
            to.sin_port = port.bigEndian
            withUnsafeMutableBytes(of: &to.sin_addr) { $0.copyBytes(from: octets) }
            answer = withUnsafePointer(to: &to) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
            }
        } else {
            var to = sockaddr_in6()
            to.sin6_family = sa_family_t(AF_INET6)
            to.sin6_port = port.bigEndian
            withUnsafeMutableBytes(of: &to.sin6_addr) { $0.copyBytes(from: octets) }
            answer = withUnsafePointer(to: &to) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in6>.size)) }
            }
        }
        try #require(answer == 0, "connect: errno \(errno)")
    }

    deinit { close(descriptor) }

    /// False when the other side is gone.
    @discardableResult
    func send(_ text: String) -> Bool {
        let octets = Array(text.utf8)
        return Glibc.send(descriptor, octets, octets.count, Int32(MSG_NOSIGNAL)) == octets.count
    }

    func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Everything until the other side closes.
    func rest() -> String {
        var octets: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { return count < 0 && errno == EAGAIN ? "timed out" : String(decoding: octets, as: UTF8.self) }
            octets += buffer[..<count]
        }
    }
}
