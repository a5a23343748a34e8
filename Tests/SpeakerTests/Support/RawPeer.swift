import BGPCore
import BGPWire
import Glibc

/// A peer that is only a socket: it can do everything wrong. Blocks its thread: for ``TestNetwork/inside(_:)``.
final class RawPeer: @unchecked Sendable {
    private let descriptor: Int32
    private var framer = MessageFramer()

    /// Connects.
    init(from source: String, to destination: String, port: UInt16 = 179, receiveBuffer: Int32? = nil) throws {
        descriptor = socket(destination.contains(":") ? AF_INET6 : AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw CallFailure.last("make a socket") }
        if var receiveBuffer { setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, socklen_t(MemoryLayout<Int32>.size)) }
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        guard withSocketAddress(source, 0, { bind(descriptor, $0, $1) }) == 0 else { throw CallFailure.last("bind to \(source)") }
        guard withSocketAddress(destination, port, { connect(descriptor, $0, $1) }) == 0 else {
            // The socket is closed by deinit, which runs also now.
            throw CallFailure.last("connect to \(destination)")
        }
    }

    deinit { Glibc.close(descriptor) }

    /// Sends; false when the other side is gone.
    @discardableResult
    func send(_ octets: [UInt8]) -> Bool {
        var sent = 0
        while sent < octets.count {
            let count = octets.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress?.advanced(by: sent), octets.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// Whether something is there to read, or the connection has ended, within some milliseconds.
    func isReadable(within milliseconds: Int32) -> Bool {
        var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&wanted, 1, milliseconds) > 0
    }

    /// The next message; nil when the connection has ended, or none came in time.
    func message(within seconds: Int32 = 20) throws -> MessageFrame? {
        while true {
            if let frame = try framer.next() { return frame }
            guard isReadable(within: seconds * 1000) else { return nil }
            var chunk = [UInt8](repeating: 0, count: 65536)
            let count = recv(descriptor, &chunk, chunk.count, 0)
            guard count > 0 else { return nil }
            framer.append(Array(chunk[..<count]))
        }
    }

    /// The NOTIFICATION that ends the connection, after whatever comes before it; nil when there is none.
    func notification(within seconds: Int32 = 20) throws -> NotificationMessage? {
        while let frame = try message(within: seconds) {
            if frame.kind == .notification { return NotificationMessage(decoding: frame.body) }
        }
        return nil
    }

    /// Whether the other side closes, within some seconds; what it sends before is read and forgotten.
    func isClosed(within seconds: Int32 = 20) -> Bool {
        var chunk = [UInt8](repeating: 0, count: 65536)
        while isReadable(within: seconds * 1000) {
            if recv(descriptor, &chunk, chunk.count, 0) <= 0 { return true }
        }
        return false
    }

    /// Goes as far as the first KEEPALIVE of the other side.
    func establish(as number: UInt32, holdTime: UInt16 = 90, canRestart: Bool = false) throws {
        send(try Self.open(as: number, holdTime: holdTime, canRestart: canRestart))
        while let frame = try message() {
            if frame.kind == .open { send(KeepaliveMessage.octets) }
            if frame.kind == .keepalive { return }
        }
        throw CallFailure(operation: "the session did not come up", code: ECONNABORTED)
    }

    static func open(as number: UInt32, holdTime: UInt16 = 90, canRestart: Bool = false) throws -> [UInt8] {
        var capabilities: [Capability] = [.multiprotocol(.ipv4Unicast), .multiprotocol(.ipv6Unicast), .fourOctetAS(ASNumber(number)), .routeRefresh]
        if canRestart {
            capabilities.append(
                .gracefulRestart(
                    GracefulRestartCapability(restarting: false, restartTime: 60, families: [.init(.ipv4Unicast, forwardingPreserved: true)])))
        }
        var octets: [UInt8] = []
        try OpenMessage(asNumber: ASNumber(number), holdTime: holdTime, identifier: BGPIdentifier(number), capabilities: capabilities)
            .encode(into: &octets)
        return octets
    }
}

/// A socket address made of text.
private func withSocketAddress(_ text: String, _ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    if text.contains(":") {
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        address.sin6_port = port.bigEndian
        inet_pton(AF_INET6, text, &address.sin6_addr)
        return withBytes(of: &address, body)
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    inet_pton(AF_INET, text, &address.sin_addr)
    return withBytes(of: &address, body)
}

private func withBytes<Address>(of address: inout Address, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<Address>.size)) }
    }
}
