public import JSON

/// An object with declared fields.
public struct ObjectRule<F: Fields>: ValueRule {
    private let schema: Schema<F>

    public init() { schema = F.schema }

    public var allowed: String { "an object with \(schema.fields.map(\.name).joined(separator: ", "))" }
    public var object: (any AnySchema)? { schema }
    public var shape: String { "Object" }

    public func inspect(_ value: JSONValue, _ inspection: inout Inspection) -> JSONValue? {
        guard case .object(let object) = value else {
            inspection.refuse(value, "is \(value.kind), not \(allowed)")
            return value
        }
        return .object(schema.inspect(object, &inspection))
    }
}
