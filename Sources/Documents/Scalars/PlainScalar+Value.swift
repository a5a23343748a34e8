internal import JSON

extension PlainScalar {
    /// Whether it stands for the text that it is.
    var isText: Bool { self == .text || self == .ambiguousText }

    /// The JSON value of the scalar `text`.
    func value(of text: UnsafeBufferPointer<UInt8>, at place: Place) throws(TextProblem) -> JSONValue {
        switch self {
        case .null: return .null
        case .bool(let value): return .bool(value)
        case .integer(let value): return .integer(value)
        case .real(let value): return .real(value)
        case .ambiguousText, .text: return .string(String(decoding: text, as: UTF8.self))
        case .notFinite:
            throw TextProblem(place, "\(String(decoding: text, as: UTF8.self)) is a number that JSON has not; put it in quotes if text is meant")
        }
    }
}
