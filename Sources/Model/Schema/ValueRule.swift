public import JSON

/// What values one place of a resource may hold: checks, canonical form, and words for people.
public protocol ValueRule: Sendable {
    /// Checks a value and answers it in the form that is stored; nil when that form is "absent".
    ///
    /// A value that breaks the rule is reported to `inspection` and answered as it is. `value` is never null.
    func inspect(_ value: JSONValue, _ inspection: inout Inspection) -> JSONValue?

    /// What is allowed, as the end of the sentence "The value is ...": "an IPv4 or IPv6 address".
    var allowed: String { get }

    /// The objects inside, for paths that lead through this place: a list of objects answers that of its elements.
    var object: (any AnySchema)? { get }

    /// `-> []Object`, `-> string`: the shape in a word, for `explain`.
    var shape: String { get }
}

extension ValueRule {
    public var object: (any AnySchema)? { nil }
}
