internal import JSON

/// An explicit tag in front of a YAML value: `!!str 5`.
struct YAMLTag {
    private let name: String

    /// - Parameter resolved: As libyaml gives it: "tag:yaml.org,2002:str", "!other".
    init(_ resolved: String) {
        let prefix = "tag:yaml.org,2002:"
        name = resolved.hasPrefix(prefix) ? "!!" + resolved.dropFirst(prefix.utf8.count) : resolved
    }

    /// What a scalar with the tag stands for.
    func value(of text: UnsafeBufferPointer<UInt8>, at place: Place) throws(TextProblem) -> JSONValue {
        let plain = PlainScalar(text)
        switch (name, plain) {
        case ("!!str", _): return .string(String(decoding: text, as: UTF8.self))
        case ("!!null", .null), ("!!bool", .bool), ("!!int", .integer), ("!!float", .real): return try plain.value(of: text, at: place)
        case ("!!float", .integer(let value)): return .real(Double(value))
        case ("!!null", _), ("!!bool", _), ("!!int", _), ("!!float", _):
            throw TextProblem(place, "\(String(decoding: text.prefix(80), as: UTF8.self).quotedForPeople) is no value for \(name)")
        default: throw unknown(at: place)
        }
    }

    func checkCollection(isMapping: Bool, at place: Place) throws(TextProblem) {
        guard name != (isMapping ? "!!map" : "!!seq") else { return }
        throw unknown(at: place)
    }

    private func unknown(at place: Place) -> TextProblem {
        TextProblem(
            place,
            "the tag \(name) cannot be used here; before a scalar !!str, !!int, !!float, !!bool and !!null can. Text that begins with '!' must be in quotes"
        )
    }
}
