public import JSON

/// Free text, or text of a certain form.
public struct TextRule: ValueRule {
    public let allowed: String
    private let longest: Int
    private let isRight: (@Sendable (String) -> Bool)?

    /// - Parameters:
    ///   - allowed: The words for people.
    ///   - longest: In octets.
    ///   - isRight: Whether a text of allowed length has the form.
    public init(_ allowed: String = "a string", longest: Int = 65_536, _ isRight: (@Sendable (String) -> Bool)? = nil) {
        self.allowed = allowed
        self.longest = longest
        self.isRight = isRight
    }

    public var shape: String { "string" }

    public func inspect(_ value: JSONValue, _ inspection: inout Inspection) -> JSONValue? {
        guard let text = inspection.text(value, allowed) else { return value }
        if text.utf8.count > longest {
            inspection.refuse(value, "has \(text.utf8.count) octets, \(longest) are allowed")
        } else if let isRight, !isRight(text) {
            inspection.refuse(value, "is not \(allowed)")
        }
        return .string(text)
    }
}

extension Inspection {
    /// The text that a value is or, for a number that a person did not put in quotes, its digits; nil (and reported) otherwise.
    mutating func text(_ value: JSONValue, _ allowed: String) -> String? {
        switch value {
        case .string(let text): return text
        case .integer(let number) where origin == .typed: return String(number)
        case .bool: refuse(value, "is a boolean, not \(allowed); put it in quotes if the word is meant")
        case .real: refuse(value, "is a number, not \(allowed); put it in quotes if the text is meant")
        default: refuse(value, "is \(value.kind), not \(allowed)")
        }
        return nil
    }
}
