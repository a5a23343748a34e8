/// How an event is written.
public enum LogFormat: String, Hashable, Sendable, CaseIterable {
    /// `2026-11-27T09:00:00.123Z WARNING session ended peer=10.0.0.7 why="hold timer expired"`
    case text
    /// One JSON object a line: `time`, `level`, `logger`, `message`, and the data in `data`.
    case json
}
