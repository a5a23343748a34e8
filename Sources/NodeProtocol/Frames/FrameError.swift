/// Octets that are no frame of the protocol. What follows on the connection cannot be read.
public enum FrameError: Error, Hashable, Sendable {
    /// A length of 0.
    case empty
    /// Octets announced, and the most that are taken.
    case tooLong(length: Int, limit: Int)
}

extension FrameError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .empty: "a message of 0 octets; each is a JSON object behind its length in 4 octets, big endian"
        case .tooLong(let length, let limit): "a message of \(length) octets; at most \(limit) are taken"
        }
    }
}
