public import JSON

/// Values that a Swift type reads from JSON and writes back in canonical form.
public struct ParsedRule<Value: FieldValue>: ValueRule {
    public let allowed: String
    public let shape: String
    private let read: @Sendable (JSONValue) -> Reading

    /// What became of a value.
    private enum Reading {
        case stored(JSONValue)
        case wrong(String)
        case unreadable
    }

    /// - Parameters:
    ///   - keepsText: What was written is stored as it was, not in canonical form.
    ///   - fault: What is wrong with a value that could be read; nil for a right one.
    @inline(__always)
    public init(
        _ allowed: String, shape: String = "string", keepsText: Bool = false, _ fault: @escaping @Sendable (Value) -> String? = { _ in nil }
    ) {
        self.allowed = allowed
        self.shape = shape
        // A closure that is made where Value is known reads without asking for the type's metadata at each value.
        read = { json in
            guard let value = Value(json: json) else { return .unreadable }
            if let fault = fault(value) { return .wrong(fault) }
            return .stored(keepsText ? json : value.json)
        }
    }

    public func inspect(_ value: JSONValue, _ inspection: inout Inspection) -> JSONValue? {
        switch read(value) {
        case .stored(let stored): return stored
        case .wrong(let fault): inspection.refuse(value, fault)
        case .unreadable: inspection.refuse(value, "is not \(allowed)")
        }
        return value
    }
}
