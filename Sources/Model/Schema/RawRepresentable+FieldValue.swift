public import JSON

extension FieldValue where Self: RawRepresentable, RawValue == String {
    public init?(json: JSONValue) {
        guard case .string(let text) = json else { return nil }
        self.init(rawValue: text)
    }
    public var json: JSONValue { .string(rawValue) }
}
