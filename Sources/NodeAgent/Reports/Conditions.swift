internal import NodeProtocol

/// What is wrong, or odd, at the moment: at most one of each subject, gone when it is over.
struct Conditions: Sendable {
    private(set) var current: [String: ConditionReport] = [:]

    /// - Returns: Whether that is news.
    mutating func set(_ subject: String, _ severity: ConditionReport.Severity, _ finding: String, remedy: String = "") -> Bool {
        let report = ConditionReport(severity: severity, finding: finding, remedy: remedy)
        guard current[subject] != report else { return false }
        current[subject] = report
        return true
    }

    /// - Returns: Whether there was one.
    mutating func clear(_ subject: String) -> Bool { current.removeValue(forKey: subject) != nil }

    subscript(_ subject: String) -> ConditionReport? { current[subject] }

    var sorted: [ConditionReport] { current.sorted { $0.key < $1.key }.map(\.value) }
}
