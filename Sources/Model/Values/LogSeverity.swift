/// The least severity of what a program logs.
public enum LogSeverity: String, CaselessWord {
    case trace = "Trace"
    case debug = "Debug"
    case info = "Info"
    case warning = "Warning"
    case error = "Error"
    case fatal = "Fatal"
}
