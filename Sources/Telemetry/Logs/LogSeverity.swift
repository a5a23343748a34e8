public import Logging

/// Upstream's words for how much is logged.
public enum LogSeverity {
    /// The level of a word such as "Info" or "WARNING"; nil when there is none of that name.
    ///
    /// Calico's words are Trace, Debug, Info, Warning, Error, Fatal and None; swift-log's are taken too. "none" logs what is critical only.
    public static func level(_ word: String) -> Logger.Level? {
        switch word.lowercased() {
        case "trace": .trace
        case "debug": .debug
        case "info", "information": .info
        case "notice": .notice
        case "warning", "warn": .warning
        case "error": .error
        case "fatal", "panic", "critical", "none": .critical
        default: nil
        }
    }
}
