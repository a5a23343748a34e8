internal import JSON

/// Something that is not as it should be, with what to do about it.
public struct ConditionReport: Hashable, Sendable {
    public enum Severity: String, Hashable, Sendable, CaseIterable { case information, warning, error }

    public var severity: Severity
    /// What was found, with numbers.
    public var finding: String
    /// What to do.
    public var remedy: String

    public init(severity: Severity, finding: String, remedy: String) {
        self.severity = severity
        self.finding = finding
        self.remedy = remedy
    }
}

extension ConditionReport {
    init(json: JSONValue, place: String) throws(MessageError) {
        let members = try Members(json, of: place)
        self.init(severity: try members.choice("severity"), finding: try members.string("finding"), remedy: try members.string("remedy"))
    }

    var json: JSONValue { ["severity": .string(severity.rawValue), "finding": .text(finding), "remedy": .text(remedy)] }
}
