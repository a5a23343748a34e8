import Glibc

/// Answers every connection to its port with a number of octets; lives until `stop`.
final class TCPServer: Sendable {
    private let descriptor: Int32

    /// Listens on every IPv4 address of `namespace`.
    init(in namespace: TestNamespace, port: UInt16, octets: Int) throws {
        descriptor = try namespace.run {
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
            var address = sockaddr_in(address: "0.0.0.0", port: port)
            let bound = withUnsafeAddress(&address) { bind(descriptor, $0, $1) }
            guard descriptor >= 0, bound == 0, listen(descriptor, 8) == 0 else { throw POSIXFailure.last("listen on port \(port)") }
            return descriptor
        }
        let job = Unmanaged.passRetained(ServerJob(descriptor: descriptor, octets: octets))
        var thread = pthread_t()
        guard pthread_create(&thread, nil, serve, job.toOpaque()) == 0 else {
            job.release()
            throw POSIXFailure.last("start a server")
        }
        pthread_detach(thread)
    }

    func stop() { shutdown(descriptor, Int32(SHUT_RDWR)) }
}

private final class ServerJob {
    let descriptor: Int32
    let octets: Int

    init(descriptor: Int32, octets: Int) {
        self.descriptor = descriptor
        self.octets = octets
    }
}

private func serve(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument else { return nil }
    let job = Unmanaged<ServerJob>.fromOpaque(argument).takeRetainedValue()
    let text = [UInt8](repeating: UInt8(ascii: "x"), count: job.octets)
    while true {
        let connection = accept(job.descriptor, nil, nil)
        guard connection >= 0 else { break }
        var sent = 0
        while sent < text.count {
            let count = text.withUnsafeBytes { send(connection, $0.baseAddress?.advanced(by: sent), text.count - sent, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { break }
            sent += count
        }
        close(connection)
    }
    close(job.descriptor)
    return nil
}

/// A client of ``TCPServer``.
enum TCPClient {
    /// Connects from inside `namespace` and reads to the end; nil when nobody answers within three seconds.
    /// - Returns: The octets read and the seconds that took.
    static func read(_ address: String, port: UInt16, from namespace: TestNamespace) throws -> (octets: Int, seconds: Double)? {
        try namespace.run {
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
            defer { close(descriptor) }
            var limit = timeval(tv_sec: 3, tv_usec: 0)
            for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
                setsockopt(descriptor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
            }
            let clock = ContinuousClock()
            let start = clock.now
            var server = sockaddr_in(address: address, port: port)
            guard withUnsafeAddress(&server, { connect(descriptor, $0, $1) }) == 0 else { return nil }
            var total = 0
            var chunk = [UInt8](repeating: 0, count: 65536)
            while case let count = recv(descriptor, &chunk, chunk.count, 0), count > 0 { total += count }
            return (total, (clock.now - start) / .seconds(1))
        }
    }
}

extension sockaddr_in {
    fileprivate init(address: String, port: UInt16) {
        self.init()
        sin_family = sa_family_t(AF_INET)
        sin_port = port.bigEndian
        inet_pton(AF_INET, address, &sin_addr)
    }
}

private func withUnsafeAddress(_ address: inout sockaddr_in, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
}
