internal import BGPPlan
internal import JSON

/// Parts that reports of plans have in common.
enum PlanText {
    /// A heading and its lines; nothing without lines.
    static func section(_ heading: String, _ lines: [String]) -> String {
        lines.isEmpty ? "" : "\n\(heading)\n" + lines.map { "  \(TextTable.plain($0))\n" }.joined()
    }

    static func json(_ remarks: [PlanRemark]) -> JSONValue {
        .array(remarks.map { ["subject": .string($0.subject), "words": .string($0.words)] })
    }

    static func list(_ values: [some CustomStringConvertible]) -> String {
        values.isEmpty ? "-" : values.map(\.description).joined(separator: ", ")
    }
}
