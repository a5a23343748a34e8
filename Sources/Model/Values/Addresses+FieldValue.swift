public import Addresses
public import JSON

extension IPAddress: FieldValue {
    public init?(json: JSONValue) {
        guard case .string(let text) = json else { return nil }
        self.init(text)
    }
    public var json: JSONValue { .string(description) }
}

extension IPPrefix: FieldValue {
    public init?(json: JSONValue) {
        guard case .string(let text) = json else { return nil }
        self.init(text)
    }
    public var json: JSONValue { .string(description) }
}

extension MACAddress: FieldValue {
    public init?(json: JSONValue) {
        guard case .string(let text) = json else { return nil }
        self.init(text)
    }
    public var json: JSONValue { .string(description) }
}

extension IPAddress.Family: FieldValue {
    /// From its number, 4 or 6.
    public init?(json: JSONValue) {
        guard let number = json.wholeNumber, let raw = UInt8(exactly: number) else { return nil }
        self.init(rawValue: raw)
    }
    public var json: JSONValue { .integer(Int64(rawValue)) }
}
