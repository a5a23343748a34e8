internal import Sockets

/// Why the socket cannot be served: what was tried, what happened, what to do.
public struct NodeServerFailure: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }

    /// A system call that failed.
    init(_ operation: String, code: Int32) { description = "\(operation): \(SystemText.error(code))" }
}
