internal import JSON

extension JSONValue {
    /// A text as a message carries it: a NUL, which no reader takes, becomes U+FFFD.
    static func text(_ text: String) -> JSONValue {
        guard text.utf8.contains(0) else { return .string(text) }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { scalars.append(scalar.value == 0 ? "\u{fffd}" : scalar) }
        return .string(String(scalars))
    }

    /// A number; one past Int64 becomes the largest.
    static func number(_ number: some FixedWidthInteger) -> JSONValue { .integer(Int64(clamping: number)) }

    static func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .text($0) }) }
}

extension JSONObject {
    /// Adds a member unless its value is nil.
    mutating func append(_ key: String, ifAny value: JSONValue?) {
        if let value { append(key, value) }
    }
}
