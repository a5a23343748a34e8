internal import Glibc

/// Why the daemon could not be asked, or its answer not be read.
public enum NodeClientError: Error, Hashable, Sendable {
    /// There is no socket at the path.
    case noSocket(path: String)
    /// There is a socket that nobody listens on.
    case refused(path: String)
    case permissionDenied(path: String)
    /// The path's octets do not fit in a socket's address.
    case badPath(path: String)
    /// What was waited for, and how long, in milliseconds.
    case timedOut(path: String, waitedFor: String, milliseconds: Int64)
    /// The daemon closed the connection before its answer was whole; octets of the unfinished message.
    case closed(path: String, octets: Int)
    /// What came is no message of the protocol.
    case broken(path: String, reason: String)
    /// Another system call failed: what was tried, and `errno`.
    case failed(operation: String, code: Int32)
}

extension NodeClientError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noSocket(let path): "calico-node is not running (no socket at \(path); start it with `systemctl start calico-node`)"
        case .refused(let path): "calico-node is not running (nobody listens on \(path); start it with `systemctl start calico-node`)"
        case .permissionDenied(let path):
            "permission denied to connect to calico-node at \(path); run this as root, or as a member of the group that owns the socket"
        case .badPath(let path):
            "cannot connect to calico-node at \"\(path)\": a socket's path has 1 to \(UnixAddress.longestPath) octets and no NUL, "
                + "this one has \(path.utf8.count)"
        case .timedOut(let path, let waitedFor, let milliseconds):
            "calico-node at \(path) did not answer: waited \(milliseconds) ms for \(waitedFor); "
                + "`journalctl -u calico-node` may tell what it is busy with"
        case .closed(let path, let octets):
            "calico-node at \(path) closed the connection before its answer was whole (\(octets) octets of an unfinished message); "
                + "it may be restarting: try again"
        case .broken(let path, let reason):
            "what answers at \(path) does not speak the protocol of this program: \(reason); are both of one release?"
        case .failed(let operation, let code): "\(operation): \(String(cString: strerror(code)))"
        }
    }
}
