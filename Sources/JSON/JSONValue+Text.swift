internal import CJansson
internal import Glibc

extension JSONValue {
    /// JSON text without spaces, members in their order.
    public var text: String { rendered(flags: Int(JSON_COMPACT)) }

    /// JSON text for people: indented by two spaces.
    public var prettyText: String { rendered(flags: 2) }

    private func rendered(flags: Int) -> String {
        var hasReals = false
        guard let node = makeNode(&hasReals) else { return "null" }
        defer { json_decref(node) }
        guard let text = json_dumps(node, flags | Int(JSON_ENCODE_ANY)) else { return "null" }
        defer { free(text) }
        // jansson prints all reals with one precision: 17 digits, or some would not be read back as they were.
        return hasReals ? ShortestReals.text(of: UnsafeRawBufferPointer(start: text, count: strlen(text))) : String(cString: text)
    }

    /// A new jansson node that the caller owns; nil only when memory is out or a number has no JSON form (not a number, infinite).
    private func makeNode(_ hasReals: inout Bool) -> UnsafeMutablePointer<json_t>? {
        switch self {
        case .null: return json_null()
        case .bool(let value): return value ? json_true() : json_false()
        case .integer(let value): return json_integer(value)
        case .real(let value):
            hasReals = true
            return json_real(value)
        case .string(let value):
            var copy = value
            return copy.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { text in
                    guard let start = text.baseAddress else { return json_string("") }
                    return json_stringn_nocheck(start, text.count)
                }
            }
        case .array(let elements):
            let node = json_array()
            for element in elements { json_array_append_new(node, element.makeNode(&hasReals) ?? json_null()) }
            return node
        case .object(let object):
            let node = json_object()
            for (key, value) in object.members { json_object_set_new_nocheck(node, key, value.makeNode(&hasReals) ?? json_null()) }
            return node
        }
    }
}
