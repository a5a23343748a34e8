/// How much a program logs. Upstream's words; anything else means `info`.
public enum LogLevel: Int, Comparable, Sendable {
    case debug, info, warning, error

    /// - Parameter text: The value of `log_level`, in any case.
    public init(configured text: String?) {
        switch text?.lowercased() {
        case "debug": self = .debug
        case "warning", "warn": self = .warning
        case "error", "fatal", "panic", "none": self = .error
        default: self = .info
        }
    }

    var name: String {
        switch self {
        case .debug: "debug"
        case .info: "info"
        case .warning: "warning"
        case .error: "error"
        }
    }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
