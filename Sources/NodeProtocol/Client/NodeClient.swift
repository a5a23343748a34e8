internal import Glibc
internal import JSON

/// A connection to the node daemon, for programs that wait: no threads, no event loop.
public struct NodeClient: ~Copyable {
    /// Where the daemon listens by default.
    public static let defaultPath = "/run/calico/calico-node.sock"

    private let descriptor: Int32
    private let path: String
    private let milliseconds: Int64
    private var reader = FrameReader()

    /// Connects.
    ///
    /// - Parameters:
    ///   - path: The daemon's socket.
    ///   - milliseconds: How long to wait for the connection, for the request to be taken, and for each message of an answer.
    public init(path: String = NodeClient.defaultPath, milliseconds: Int64 = 10_000) throws(NodeClientError) {
        guard var address = UnixAddress(path) else { throw .badPath(path: path) }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .failed(operation: "make a socket", code: errno) }
        // A full queue of connections makes connect(2) wait; this is the only time-out it knows.
        var time = timeval(tv_sec: Int(milliseconds / 1000), tv_usec: Int(max(1, milliseconds % 1000 * 1000)))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
        var answer: Int32
        var code: Int32
        repeat {
            answer = address.withPointer { connect(descriptor, $0, $1) }
            code = errno
        } while answer != 0 && code == EINTR
        guard answer == 0 else {
            close(descriptor)
            switch code {
            case ENOENT, ENOTDIR: throw .noSocket(path: path)
            case ECONNREFUSED: throw .refused(path: path)
            case EACCES, EPERM: throw .permissionDenied(path: path)
            case EAGAIN, ETIMEDOUT: throw .timedOut(path: path, waitedFor: "the connection", milliseconds: milliseconds)
            default: throw .failed(operation: "connect to calico-node at \(path)", code: code)
            }
        }
        self.descriptor = descriptor
        self.path = path
        self.milliseconds = milliseconds
    }

    deinit { close(descriptor) }

    /// Asks and waits for the whole answer, all pieces of a list in one.
    ///
    /// A refusal is an answer too: ``NodeAnswer/failure(_:)``. After an error the connection is of no more use.
    public mutating func ask(_ request: NodeRequest) throws(NodeClientError) -> NodeAnswer {
        var entries: [RouteReportEntry] = []
        let answer = try ask(request) { entries += $0 }
        return answer ?? .routes(entries)
    }

    /// Asks, and hands over a list piece by piece.
    ///
    /// - Returns: The answer when it is no list.
    public mutating func ask(_ request: NodeRequest, each piece: ([RouteReportEntry]) -> Void) throws(NodeClientError) -> NodeAnswer? {
        try send(request)
        while true {
            switch try receive() {
            case .whole(let answer): return answer
            case .piece(let entries, let more):
                piece(entries)
                if !more { return nil }
            }
        }
    }

    private func send(_ request: NodeRequest) throws(NodeClientError) {
        let octets: [UInt8]
        do throws(FrameError) { octets = try Frame.encode(Array(request.json.text.utf8)) } catch {
            throw .broken(path: path, reason: "the request is \(error)")
        }
        let deadline = Deadline(milliseconds: milliseconds)
        var done = 0
        while done < octets.count {
            let start = done
            let count = octets.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress?.advanced(by: start), $0.count - start, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
            }
            if count > 0 {
                done += count
                continue
            }
            let code = errno
            switch code {
            case EINTR: continue
            case EAGAIN:
                guard deadline.wait(descriptor, for: POLLOUT) else {
                    throw .timedOut(path: path, waitedFor: "the request to be taken", milliseconds: milliseconds)
                }
            // The daemon may have said why before it closed.
            case EPIPE: return
            default: throw .failed(operation: "send a request to calico-node at \(path)", code: code)
            }
        }
    }

    private mutating func receive() throws(NodeClientError) -> AnswerFrame {
        let deadline = Deadline(milliseconds: milliseconds)
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            if let message = try nextMessage() { return try decoded(message) }
            let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
            if count > 0 {
                reader.append(buffer[..<count])
                // Octets that drip in do not make the wait longer.
                if deadline.left > 0 { continue }
            }
            let code = errno
            if count == 0 || (count < 0 && code == ECONNRESET) { throw .closed(path: path, octets: reader.pendingCount) }
            if count < 0, code == EINTR { continue }
            guard count > 0 || code == EAGAIN else { throw .failed(operation: "read the answer of calico-node at \(path)", code: code) }
            guard count < 0, deadline.wait(descriptor, for: POLLIN) else {
                throw .timedOut(path: path, waitedFor: "its answer", milliseconds: milliseconds)
            }
        }
    }

    private mutating func nextMessage() throws(NodeClientError) -> [UInt8]? {
        do throws(FrameError) { return try reader.next() } catch { throw .broken(path: path, reason: "\(error)") }
    }

    private func decoded(_ message: [UInt8]) throws(NodeClientError) -> AnswerFrame {
        let value: JSONValue
        do throws(JSONError) { value = try JSONValue(parsing: message) } catch { throw .broken(path: path, reason: "no JSON: \(error)") }
        do throws(MessageError) { return try AnswerFrame(json: value) } catch { throw .broken(path: path, reason: error.description) }
    }
}
