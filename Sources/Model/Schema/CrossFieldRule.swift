internal import JSON

/// A rule that several fields of one object have to keep together.
public struct CrossFieldRule<F: Fields>: Sendable {
    private let report: @Sendable (Object<F>, inout Inspection) -> Void

    /// - Parameters:
    ///   - place: The field that a violation names; nil for the object itself.
    ///   - text: What must hold: "must not be set together with ipipMode".
    ///   - isKept: Whether it does. Every field is right by itself by then.
    public init(_ place: String?, _ text: String, _ isKept: @escaping @Sendable (Object<F>) -> Bool) {
        let steps = place.map { $0.split(separator: ".").map { FieldPath.Step.member(String($0)) } } ?? []
        report = { object, inspection in
            guard !isKept(object) else { return }
            var value: JSONValue? = object.json
            for case .member(let name) in steps { value = value?[name] }
            inspection.refuse(steps.isEmpty ? nil : value, text, at: steps)
        }
    }

    /// A rule whose place depends on what is wrong: an element of a list.
    ///
    /// - Parameter report: Refuses what breaks the rule. Every field is right by itself by then.
    public init(_ report: @escaping @Sendable (Object<F>, inout Inspection) -> Void) { self.report = report }

    /// Two fields of which only one may be set.
    ///
    /// - Parameter reason: Follows "must not be set together with <other>".
    public static func exclusive(_ field: String, _ other: String, because reason: String = "") -> CrossFieldRule {
        CrossFieldRule(field, "must not be set together with \(other)\(reason)") { !($0.has(field) && $0.has(other)) }
    }

    /// A field that means nothing without another one.
    public static func needs(_ field: String, _ other: String, because reason: String = "") -> CrossFieldRule {
        CrossFieldRule(field, "needs \(other)\(reason)") { !$0.has(field) || $0.has(other) }
    }

    func check(_ object: Object<F>, _ inspection: inout Inspection) { report(object, &inspection) }
}
