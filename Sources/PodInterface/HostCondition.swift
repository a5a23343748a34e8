/// Something about the host that keeps pods from reaching others, with the command that mends it.
public struct HostCondition: Hashable, Sendable {
    public enum Severity: Hashable, Sendable {
        /// Pods have no network beyond their own node.
        case blocking
        /// It may be meant, or harm only some traffic.
        case advice
    }

    public let severity: Severity
    /// What is, in one sentence with the value found.
    public let finding: String
    /// A shell command.
    public let remedy: String

    public init(severity: Severity, finding: String, remedy: String) {
        self.severity = severity
        self.finding = finding
        self.remedy = remedy
    }
}
