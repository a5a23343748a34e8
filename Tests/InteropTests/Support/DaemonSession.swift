/// What a daemon says of one session.
struct DaemonSession: Sendable, CustomStringConvertible {
    /// In the daemon's words.
    var state: String
    var lastError: String
    /// All the daemon tells, for what differs from one to the next.
    var details: String

    var isEstablished: Bool { state.lowercased().hasPrefix("establ") }

    var description: String { "\(state), last error \"\(lastError)\"" }
}
