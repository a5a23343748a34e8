public import JSON

/// Anything, kept as it is: what programs write for themselves.
public struct AnyRule: ValueRule {
    public init() {}
    public var allowed: String { "anything" }
    public var shape: String { "any" }
    public func inspect(_ value: JSONValue, _ inspection: inout Inspection) -> JSONValue? { value }
}
