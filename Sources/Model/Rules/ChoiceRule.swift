public import JSON

/// One of a few words.
public struct ChoiceRule: ValueRule {
    public let words: [String]
    /// Whether upper and lower case are the same, as for the options that Felix reads itself.
    private let ignoresCase: Bool

    public init(_ words: [String], ignoresCase: Bool = false) {
        self.words = words
        self.ignoresCase = ignoresCase
    }

    public var allowed: String { "one of \(words.joined(separator: ", "))" }
    public var shape: String { "string" }

    public func inspect(_ value: JSONValue, _ inspection: inout Inspection) -> JSONValue? {
        guard case .string(let text) = value else {
            inspection.refuse(value, "is \(value.kind), not \(allowed)")
            return value
        }
        if words.contains(text) { return value }
        if ignoresCase {
            let lower = text.lowercased()
            if words.contains(where: { $0.lowercased() == lower }) { return value }
        }
        let near = Spelling.nearest(to: text, in: words).map { "; is \($0) meant?" } ?? ""
        inspection.refuse(value, "is not \(allowed)\(near)")
        return value
    }
}
