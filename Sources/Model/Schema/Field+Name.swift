extension Field where Value == String {
    /// The name of a resource, a node or a workload: lower-case letters, digits, "-" and dots.
    public static func name(_ name: String, _ traits: FieldTrait..., doc: String) -> Field { Field(name, TextRule.name, traits, doc) }

    /// The name of an interface.
    ///
    /// - Parameter allowsAll: Whether "*" may stand for all interfaces.
    public static func interface(_ name: String, _ traits: FieldTrait..., allowsAll: Bool = false, doc: String) -> Field {
        let words = "an interface: 1 to 15 letters, digits, _, . and -\(allowsAll ? ", or * for all" : "")"
        return Field(name, TextRule(words) { Name.isInterface($0) || allowsAll && $0 == "*" }, traits, doc)
    }
}

extension TextRule {
    /// The name of a resource.
    static var name: TextRule {
        TextRule("a name: lower-case letters, digits, - and dots, a letter or digit at both ends of each part") { Name.isSubdomain($0) }
    }
}
