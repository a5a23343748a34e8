internal import JSON

/// What a client may ask of the daemon.
public enum NodeRequest: Hashable, Sendable {
    /// The whole state in one answer: ``NodeStatusReport``.
    case status
    /// Every option with its value and where that came from.
    case settings
    /// Whether the daemon lives and is ready, part by part.
    case health
    /// Reads settings and secrets anew.
    case reload
    /// Routes, as a list in pieces.
    case routes(RouteQuery)

    /// The `verb` of the message.
    public var verb: String {
        switch self {
        case .status: "status"
        case .settings: "settings"
        case .health: "health"
        case .reload: "reload"
        case .routes: "routes"
        }
    }

    static let verbs = ["status", "settings", "health", "reload", "routes"]

    /// Whether nothing is changed by it.
    public var onlyReads: Bool { self != .reload }
}
