/// Something about the host that keeps pods from reaching others, with the command that mends it.
public struct HostCondition: Hashable, Sendable {
    public enum Severity: Hashable, Sendable {
        /// Pods have no network beyond their own node.
        case blocking
        /// It may be meant, or harm only some traffic.
        case advice
    }

    /// What it is about, for those who know better.
    public enum Subject: Hashable, Sendable {
        /// The host does not forward packets; ``missing``: nor can it.
        case forwarding(missing: Bool)
        /// Somebody has the port of BGP.
        case port
        case other
    }

    public let severity: Severity
    public let subject: Subject
    /// What is, in one sentence with the value found.
    public let finding: String
    /// A shell command.
    public let remedy: String

    public init(severity: Severity, subject: Subject = .other, finding: String, remedy: String) {
        self.severity = severity
        self.subject = subject
        self.finding = finding
        self.remedy = remedy
    }
}
