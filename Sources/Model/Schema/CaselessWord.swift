public import JSON

/// An enumeration whose words are read in any mixture of upper and lower case, and stored as they were written.
public protocol CaselessWord: FieldValue, CaseIterable, RawRepresentable where RawValue == String {}

extension CaselessWord {
    public init?(json: JSONValue) {
        guard case .string(let text) = json else { return nil }
        self.init(text)
    }

    public init?(_ text: String) {
        let lower = text.lowercased()
        guard let word = Self.allCases.first(where: { $0.rawValue.lowercased() == lower }) else { return nil }
        self = word
    }

    public var json: JSONValue { .string(rawValue) }
}

extension Field where Value: CaselessWord {
    /// One of the words that an enumeration has, upper and lower case aside.
    public static func choice(_ name: String, _ traits: FieldTrait..., doc: String) -> Field {
        Field(name, ChoiceRule(Value.allCases.map(\.rawValue), ignoresCase: true), traits, doc)
    }
}
