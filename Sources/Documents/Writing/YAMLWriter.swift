public import JSON

/// JSON values as YAML text, octet for octet as `calicoctl get -o yaml` prints them.
///
/// Block style, members sorted, lists not indented inside of mappings, no line is folded. Strings that would be read back as something else are
/// in double quotes, those with line breaks are literal blocks.
public struct YAMLWriter {
    private var output: [UInt8]

    private init(_ output: consuming [UInt8]) { self.output = output }

    /// The YAML document of a value, with a line break at its end.
    public static func text(of value: JSONValue) -> String {
        var octets: [UInt8] = []
        write(value, to: &octets)
        return String(decoding: octets, as: UTF8.self)
    }

    /// Appends the YAML document of a value.
    public static func write(_ value: JSONValue, to octets: inout [UInt8]) {
        withWriter(on: &octets) { $0.node(value, in: -2, at: .root) }
    }

    /// Appends a list element below the key of a list in the document's mapping.
    static func writeElement(_ value: JSONValue, to octets: inout [UInt8]) {
        withWriter(on: &octets) { $0.element(value, indent: 0) }
    }

    /// Appends a member of the document's mapping.
    static func writeMember(_ key: String, _ value: JSONValue, to octets: inout [UInt8]) {
        withWriter(on: &octets) { $0.member(key, value, indent: 0) }
    }

    /// Lends the octets to a writer without copying them.
    private static func withWriter(on octets: inout [UInt8], _ body: (inout YAMLWriter) -> Void) {
        var writer = YAMLWriter([])
        swap(&writer.output, &octets)
        body(&writer)
        swap(&writer.output, &octets)
    }

    /// What stands in front of a value on its line.
    private enum Position {
        case root
        /// "key:"
        case member
        /// "-", or the ":" of a key that has a line of its own.
        case element
    }

    /// - Parameter indent: Columns before the mapping or list that the value is in; -2 for the document's value.
    private mutating func node(_ value: JSONValue, in indent: Int, at position: Position) {
        switch value {
        case .object(let object) where !object.isEmpty:
            begin(position)
            mapping(object, indent: indent + 2, onLine: position != .member)
        case .array(let elements) where !elements.isEmpty:
            begin(position)
            // A list as a member's value is not indented any further than the member.
            list(elements, indent: position == .member ? indent : indent + 2, onLine: position != .member)
        default:
            if position != .root { output.append(UInt8(ascii: " ")) }
            scalar(value, indent: indent)
        }
    }

    /// What comes between a key or dash and a mapping or list.
    private mutating func begin(_ position: Position) {
        switch position {
        case .root: break
        case .member: output.append(UInt8(ascii: "\n"))
        case .element: output.append(UInt8(ascii: " "))
        }
    }

    /// - Parameter onLine: Whether the first member goes on where the line stands.
    private mutating func mapping(_ object: JSONObject, indent: Int, onLine: Bool) {
        var onLine = onLine
        for (key, value) in KeyOrder.sorted(object) {
            member(key, value, indent: onLine ? 0 : indent, column: indent)
            onLine = false
        }
    }

    private mutating func member(_ key: String, _ value: JSONValue, indent: Int, column: Int? = nil) {
        spaces(indent)
        let column = column ?? indent
        let form = ScalarForm(key, isKey: true)
        guard form.isSimpleKey else {
            output.append(contentsOf: "? ".utf8)
            string(key, form, indent: column)
            spaces(column)
            output.append(UInt8(ascii: ":"))
            return node(value, in: column, at: .element)
        }
        form.write(key, to: &output)
        output.append(UInt8(ascii: ":"))
        node(value, in: column, at: .member)
    }

    private mutating func list(_ elements: [JSONValue], indent: Int, onLine: Bool) {
        var onLine = onLine
        for value in elements {
            element(value, indent: onLine ? 0 : indent, column: indent)
            onLine = false
        }
    }

    private mutating func element(_ value: JSONValue, indent: Int, column: Int? = nil) {
        spaces(indent)
        output.append(UInt8(ascii: "-"))
        node(value, in: column ?? indent, at: .element)
    }

    /// A scalar or an empty collection, and the end of its line.
    private mutating func scalar(_ value: JSONValue, indent: Int) {
        switch value {
        case .null: output.append(contentsOf: "null".utf8)
        case .bool(let value): output.append(contentsOf: value ? "true".utf8 : "false".utf8)
        case .integer(let value): output.append(contentsOf: String(value).utf8)
        case .real(let value): output.append(contentsOf: YAMLReal.text(of: value).utf8)
        case .array: output.append(contentsOf: "[]".utf8)
        case .object: output.append(contentsOf: "{}".utf8)
        case .string(let text): return string(text, ScalarForm(text), indent: indent)
        }
        output.append(UInt8(ascii: "\n"))
    }

    private mutating func string(_ text: String, _ form: ScalarForm, indent: Int) {
        guard form.style == .literal else {
            form.write(text, to: &output)
            output.append(UInt8(ascii: "\n"))
            return
        }
        LiteralBlock.write(text, indent: max(indent, 0) + 2, to: &output)
    }

    private mutating func spaces(_ count: Int) {
        for _ in 0..<max(0, count) { output.append(UInt8(ascii: " ")) }
    }
}
