public import BGPWire

/// Why a session, or the attempt to have one, ended.
public struct SessionEnd: Hashable, Sendable {
    /// What happened.
    public enum Cause: Hashable, Sendable {
        /// This speaker sent it.
        case sent(NotificationMessage)
        /// The peer sent it.
        case received(NotificationMessage)
        /// The connection broke or was closed without one.
        case lost
        /// No connection came about.
        case unreachable
    }

    public let cause: Cause
    /// In words for people: "OPEN refused: AS 64513, expected 64512", "nothing received for 90 s (hold timer)".
    public let words: String

    public init(_ cause: Cause, _ words: String) {
        self.cause = cause
        self.words = words
    }
}
