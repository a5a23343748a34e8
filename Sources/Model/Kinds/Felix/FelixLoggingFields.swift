internal import JSON

/// What the node agent logs, and what the rules that log say.
public struct FelixLoggingFields: Fields {
    public static let schema = Schema(FelixLoggingFields())

    public let logPrefix = Field.text(
        "logPrefix", .assumed("calico-packet"),
        doc: "What the kernel's lines of Log rules begin with; %t, %k, %p and %n stand for tier, kind, name and full name of the policy.")
    public let logActionRateLimit = Field.text(
        "logActionRateLimit", form: "a rate such as 10/minute: a number and second, minute, hour or day", { isRate($0) },
        doc: "The most lines that one Log rule writes in a time; absent: no bound.")
    public let logActionRateLimitBurst = Field.integer(
        "logActionRateLimitBurst", .assumed(5), in: 0...9999, unit: "lines", doc: "Lines that a Log rule may write at once above that rate.")
    public let logFilePath = Field.text("logFilePath", .assumed("/var/log/calico/felix.log"), doc: "The agent's log file; None: there is none.")
    public let logSeverityFile: Field<LogSeverity> = .choice(
        "logSeverityFile", .assumed("Info"), doc: "The least severity of what goes into the log file.")
    public let logSeverityScreen: Field<LogSeverity> = .choice(
        "logSeverityScreen", .assumed("Info"), doc: "The least severity of what goes to the standard output.")
    public let logSeveritySys: Field<LogSeverity> = .choice("logSeveritySys", .assumed("Info"), doc: "The least severity of what goes to syslog.")
    public let logDebugFilenameRegex = Field.pattern(
        "logDebugFilenameRegex", doc: "Source files whose lines of severity Debug are logged; absent: all.")

    private static func isRate(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let number = UInt32(parts[0]), number > 0 else { return false }
        return ["second", "minute", "hour", "day"].contains(parts[1])
    }
}
