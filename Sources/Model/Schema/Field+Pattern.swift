extension Field where Value == String {
    /// A regular expression.
    public static func pattern(_ name: String, _ traits: FieldTrait..., doc: String) -> Field {
        Field(name, TextRule("a regular expression", longest: 1024) { (try? Regex($0)) != nil }, traits, doc)
    }
}
