public import JSON

/// Values that a Swift type reads from JSON and writes back in canonical form.
public struct ParsedRule<Value: FieldValue>: ValueRule {
    public let allowed: String
    public let shape: String
    private let keepsText: Bool
    private let fault: @Sendable (Value) -> String?

    /// - Parameters:
    ///   - keepsText: What was written is stored as it was, not in canonical form.
    ///   - fault: What is wrong with a value that could be read; nil for a right one.
    public init(
        _ allowed: String, shape: String = "string", keepsText: Bool = false, _ fault: @escaping @Sendable (Value) -> String? = { _ in nil }
    ) {
        self.allowed = allowed
        self.shape = shape
        self.keepsText = keepsText
        self.fault = fault
    }

    public func inspect(_ value: JSONValue, _ inspection: inout Inspection) -> JSONValue? {
        guard let parsed = Value(json: value) else {
            inspection.refuse(value, "is not \(allowed)")
            return value
        }
        if let fault = fault(parsed) {
            inspection.refuse(value, fault)
            return value
        }
        return keepsText ? value : parsed.json
    }
}
