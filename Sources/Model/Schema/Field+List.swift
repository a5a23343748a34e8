extension Field {
    /// An object with declared fields.
    public static func object<F: Fields>(_ name: String, _ traits: FieldTrait..., doc: String) -> Field where Value == Object<F> {
        Field(name, ObjectRule<F>(), traits, doc)
    }

    /// A list of objects.
    public static func objects<F: Fields>(
        _ name: String, _ traits: FieldTrait..., count: ClosedRange<Int> = 0...Int.max, doc: String
    ) -> Field where Value == [Object<F>] {
        Field(name, ListRule(ObjectRule<F>(), count: count), traits, doc)
    }

    /// A list of values that `element` describes.
    public static func list<Element: FieldValue>(
        _ name: String, _ traits: FieldTrait..., of element: any ValueRule, count: ClosedRange<Int> = 0...Int.max, isSet: Bool = false, doc: String
    ) -> Field where Value == [Element] {
        Field(name, ListRule(element, count: count, isSet: isSet), traits, doc)
    }

    /// A list of words of an enumeration.
    public static func choices<Element: FieldValue & CaseIterable & RawRepresentable>(
        _ name: String, _ traits: FieldTrait..., count: ClosedRange<Int> = 0...Int.max, isSet: Bool = true, doc: String
    ) -> Field where Value == [Element], Element.RawValue == String {
        Field(name, ListRule(ChoiceRule(Element.allCases.map(\.rawValue)), count: count, isSet: isSet), traits, doc)
    }

    /// A map whose keys are data.
    public static func map<Element: FieldValue>(
        _ name: String, _ traits: FieldTrait..., to element: any ValueRule, keys: String = "any name",
        _ keyFault: @escaping @Sendable (String) -> String? = { _ in nil }, doc: String
    ) -> Field where Value == [String: Element] {
        Field(name, MapRule(element, keys: keys, keyFault), traits, doc)
    }
}
