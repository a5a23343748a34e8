/// What ends a command early: words for people, and the exit status.
struct CommandFailure: Error, Hashable, Sendable {
    /// Lines without a break at the end; empty: everything has been said.
    let message: String
    let status: ExitStatus

    init(_ message: String, status: ExitStatus = .failure) {
        self.message = message
        self.status = status
    }
}

extension CommandFailure: CustomStringConvertible {
    var description: String { message }
}
