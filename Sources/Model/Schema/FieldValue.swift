public import JSON

/// A Swift value that stands for a value of a resource.
public protocol FieldValue: Sendable {
    /// nil when the JSON value is none of this type.
    init?(json: JSONValue)
    /// In canonical form.
    var json: JSONValue { get }
}

extension String: FieldValue {
    public init?(json: JSONValue) {
        guard case .string(let text) = json else { return nil }
        self = text
    }
    public var json: JSONValue { .string(self) }
}

extension Bool: FieldValue {
    public init?(json: JSONValue) {
        guard case .bool(let value) = json else { return nil }
        self = value
    }
    public var json: JSONValue { .bool(self) }
}

extension Int: FieldValue {
    public init?(json: JSONValue) {
        guard case .integer(let value) = json, let number = Int(exactly: value) else { return nil }
        self = number
    }
    public var json: JSONValue { .integer(Int64(self)) }
}

extension Double: FieldValue {
    public init?(json: JSONValue) {
        switch json {
        case .integer(let value): self = Double(value)
        case .real(let value): self = value
        default: return nil
        }
    }
    /// Whole numbers have no fraction, as Go writes them.
    public var json: JSONValue {
        if let whole = Int64(exactly: self), magnitude < 1e15 { return .integer(whole) }
        return .real(self)
    }
}

extension JSONValue: FieldValue {
    public init?(json: JSONValue) { self = json }
    public var json: JSONValue { self }
}

extension Array: FieldValue where Element: FieldValue {
    /// nil when one element is of another type.
    public init?(json: JSONValue) {
        guard case .array(let elements) = json else { return nil }
        self.init()
        reserveCapacity(elements.count)
        for element in elements {
            guard let value = Element(json: element) else { return nil }
            append(value)
        }
    }
    public var json: JSONValue { .array(map(\.json)) }
}

extension Dictionary: FieldValue where Key == String, Value: FieldValue {
    /// nil when one value is of another type.
    public init?(json: JSONValue) {
        guard case .object(let object) = json else { return nil }
        self.init(minimumCapacity: object.members.count)
        for (key, member) in object.members {
            guard let value = Value(json: member) else { return nil }
            self[key] = value
        }
    }
    /// Members sorted by name.
    public var json: JSONValue { .object(JSONObject(sorted { $0.key < $1.key }.map { ($0.key, $0.value.json) })) }
}
