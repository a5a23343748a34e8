internal import Glibc
internal import NIOCore
internal import NIOPosix

/// Why a connection could not be made, or ended, in words that say what to look at.
enum ConnectWords {
    static func failed(_ error: any Error, _ peer: PeerConfiguration) -> String {
        let endpoint = peer.endpoint
        if let failure = error as? NIOConnectionError, let first = failure.connectionErrors.first { return failed(first.error, peer) }
        if case .connectTimeout(let time)? = error as? ChannelError { return silence(time, peer) }
        if let failure = error as? SocketFailure { return "cannot prepare the connection to \(endpoint): \(failure)" }
        guard let code = (error as? IOError)?.errnoCode else { return "cannot connect to \(endpoint): \(error)" }
        switch code {
        case ECONNREFUSED: return "connection refused by \(endpoint): no BGP speaker listens there"
        case ETIMEDOUT: return silence(nil, peer)
        case ENETUNREACH, EHOSTUNREACH: return "no route to \(peer.address)"
        case EADDRNOTAVAIL: return "cannot connect from \(peer.source.map { "\($0)" } ?? "any address"): it is no address of this host"
        case EADDRINUSE: return "cannot connect from \(peer.source.map { "\($0)" } ?? "any address"): all its ports are in use"
        default: return "cannot connect to \(endpoint): \(String(cString: strerror(code)))"
        }
    }

    private static func silence(_ time: TimeAmount?, _ peer: PeerConfiguration) -> String {
        let span = time.map { " for \($0.nanoseconds / 1_000_000_000) s" } ?? ""
        let hint =
            peer.password == nil ? "; a TCP-MD5 password that only the peer has looks the same" : "; a TCP-MD5 password that differs looks the same"
        return "no SYN-ACK from \(peer.endpoint)\(span)\(hint)"
    }

    /// A connection that was there ended with an error.
    static func lost(_ error: any Error) -> String {
        guard let code = (error as? IOError)?.errnoCode else { return "connection lost: \(error)" }
        switch code {
        case ECONNRESET: return "connection reset by the peer"
        case ETIMEDOUT: return "connection timed out: nothing acknowledged by the peer"
        case EPIPE: return "connection closed by the peer"
        default: return "connection lost: \(String(cString: strerror(code)))"
        }
    }

    static func cannotListen(_ error: any Error, _ endpoint: ListenEndpoint) -> String {
        guard let code = (error as? IOError)?.errnoCode else { return "cannot listen on \(endpoint): \(error)" }
        switch code {
        case EADDRINUSE: return "cannot listen on \(endpoint): address already in use; another BGP speaker may run"
        case EADDRNOTAVAIL: return "cannot listen on \(endpoint): it is no address of this host"
        case EACCES: return "cannot listen on \(endpoint): not permitted; ports below 1024 need CAP_NET_BIND_SERVICE"
        default: return "cannot listen on \(endpoint): \(String(cString: strerror(code)))"
        }
    }
}
