/// How a line of the log is written.
public enum LogFormat: String, Hashable, Sendable, CaseIterable {
    /// For people: key=value.
    case text
    /// One JSON object a line.
    case json
}
