public import JSON

/// The declaration of one field: its name on the wire, what it may hold, and what it means.
///
/// Decoding, encoding, validation, defaults, typed access and the documentation that `calicoctl explain` prints all come from it.
/// A class, so that a schema's fields are references of one size: see ``Schema/name(of:)``.
public final class Field<Value: FieldValue>: AnyField {
    public let name: String
    public let rule: any ValueRule
    public let traits: [FieldTrait]
    public let documentation: String
    public let isRequired: Bool
    public let isImmutable: Bool
    public let written: JSONValue?
    public let assumed: JSONValue?
    public let keepsEmpty: Bool
    public let dropsZero: Bool

    public init(_ name: String, _ rule: any ValueRule, _ traits: [FieldTrait], _ documentation: String) {
        self.name = name
        self.rule = rule
        self.traits = traits
        self.documentation = documentation
        isRequired = traits.contains(.required)
        isImmutable = traits.contains(.immutable)
        keepsEmpty = traits.contains(.keepsEmpty)
        dropsZero = traits.contains(.dropsZero)
        written = traits.lazy.compactMap { if case .written(let value) = $0 { value } else { nil } }.first
        assumed = traits.lazy.compactMap { if case .assumed(let value) = $0 { value } else { nil } }.first
    }
}

/// A field, whatever its type.
public protocol AnyField: AnyObject, Sendable {
    var name: String { get }
    var rule: any ValueRule { get }
    var traits: [FieldTrait] { get }
    /// Sentences for people: what the field does, in which unit.
    var documentation: String { get }
    var isRequired: Bool { get }
    var isImmutable: Bool { get }
    /// What is stored when nothing is given.
    var written: JSONValue? { get }
    /// What an absent value means to those who read it.
    var assumed: JSONValue? { get }
    /// Whether an empty string or list is stored as such.
    var keepsEmpty: Bool { get }
    /// Whether false, 0 and an empty object are the same as absent.
    var dropsZero: Bool { get }
}
