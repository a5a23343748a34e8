public import JSON

/// One thing wrong with a resource: where, what stands there, and the rule it breaks.
public struct Violation: Error, Hashable, Sendable {
    /// Empty: the resource as a whole.
    public let path: FieldPath
    /// What stands there; nil when the fault is that nothing does.
    public let value: JSONValue?
    /// What is wrong and what would be right, in a sentence without the value: "must be 20 to 32".
    public let rule: String

    public init(_ path: FieldPath, _ value: JSONValue?, _ rule: String) {
        self.path = path
        self.value = value
        self.rule = rule
    }
}

extension Violation: CustomStringConvertible {
    /// Path, value (cut at 80 characters) and rule.
    public var description: String {
        let place = path.steps.isEmpty ? "the resource" : path.description
        guard let value else { return "\(place): \(rule)" }
        switch value {
        case .object, .array: return "\(place): \(rule)"
        default:
            let text = value.text
            return "\(place): \(text.count > 80 ? text.prefix(77) + "..." : text[...]) \(rule)"
        }
    }
}
