public import JSON

extension Field where Value == String {
    /// Free text.
    public static func text(_ name: String, _ traits: FieldTrait..., longest: Int = 65_536, doc: String) -> Field {
        Field(name, TextRule(longest: longest), traits, doc)
    }

    /// Text of a certain form.
    public static func text(
        _ name: String, _ traits: FieldTrait..., form: String, longest: Int = 65_536, _ isRight: @escaping @Sendable (String) -> Bool, doc: String
    ) -> Field {
        Field(name, TextRule(form, longest: longest, isRight), traits, doc)
    }

    /// One of a few words, upper and lower case aside.
    public static func word(_ name: String, _ traits: FieldTrait..., of words: [String], ignoresCase: Bool = true, doc: String) -> Field {
        Field(name, ChoiceRule(words, ignoresCase: ignoresCase), traits, doc)
    }

    /// A selector (see ``Selector``); `allowsGlobal` where it selects namespaces for a rule.
    public static func selector(_ name: String, _ traits: FieldTrait..., allowsGlobal: Bool = false, doc: String) -> Field {
        Field(name, SelectorRule(allowsGlobal: allowsGlobal), traits, doc)
    }
}

extension Field where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// One of the words that an enumeration has.
    public static func choice(_ name: String, _ traits: FieldTrait..., doc: String) -> Field {
        Field(name, ChoiceRule(Value.allCases.map(\.rawValue)), traits, doc)
    }
}

extension Field where Value == JSONValue {
    /// What programs keep for themselves, in any form.
    public static func anything(_ name: String, _ traits: FieldTrait..., doc: String) -> Field {
        Field(name, AnyRule(), traits, doc)
    }
}
