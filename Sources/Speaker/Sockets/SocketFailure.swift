internal import Glibc

/// A call on a socket that failed.
struct SocketFailure: Error, CustomStringConvertible {
    /// errno.
    let code: CInt
    /// What was tried: "set IP_TTL to 255".
    let operation: String

    var description: String { "\(operation): \(String(cString: strerror(code)))" }
}
