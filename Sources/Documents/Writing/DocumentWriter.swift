public import JSON

/// Prints values, and lists element by element: a list of any length needs the memory of one element.
///
/// Octets gather in the writer until ``take()`` hands them out; what is printed is the same as if the whole list had been printed at once.
///
///     var writer = DocumentWriter(.yaml)
///     writer.beginList(["kind": "IPPoolList", "apiVersion": "projectcalico.org/v3", "metadata": ["resourceVersion": "88"], "items": []])
///     for pool in pools { writer.element(pool) }
///     writer.endList()
public struct DocumentWriter: Sendable {
    private let format: DocumentFormat
    private var output: [UInt8] = []
    private var list: OpenList?
    /// Values and lists written so far, for the separators between YAML documents.
    private var documents = 0

    public init(_ format: DocumentFormat) { self.format = format }

    /// Octets that wait to be handed out.
    public var count: Int { output.count }

    /// Hands out what has been written since the last time.
    public mutating func take() -> [UInt8] {
        let octets = output
        output.removeAll(keepingCapacity: true)
        return octets
    }

    /// Writes a whole value. Several YAML documents are separated by "---".
    public mutating func document(_ value: JSONValue) {
        separate()
        switch format {
        case .yaml: YAMLWriter.write(value, to: &output)
        case .json:
            output.append(contentsOf: value.prettyText.utf8)
            output.append(UInt8(ascii: "\n"))
        }
    }

    /// Begins a list.
    ///
    /// - Parameter envelope: The list's members. `items` stands where the elements come, behind all others when it is not named; in YAML members are
    ///   sorted.
    public mutating func beginList(_ envelope: JSONObject) {
        separate()
        var envelope = envelope
        envelope[Self.items] = []
        let members = format == .yaml ? KeyOrder.sorted(envelope) : envelope.members
        if format == .json { output.append(contentsOf: "{\n".utf8) }
        for (key, value) in members.prefix(while: { $0.key != Self.items }) { member(key, value, comma: true) }
        list = OpenList(behind: members.drop { $0.key != Self.items }.dropFirst().map { ($0.key, $0.value) })
    }

    /// Writes the next element of the list that is open; without one it does nothing.
    public mutating func element(_ value: JSONValue) {
        guard let isFirst = list?.isEmpty else { return }
        list?.isEmpty = false
        switch format {
        case .yaml:
            if isFirst { output.append(contentsOf: "\(Self.items):\n".utf8) }
            YAMLWriter.writeElement(value, to: &output)
        case .json:
            output.append(contentsOf: (isFirst ? "  \"\(Self.items)\": [\n    " : ",\n    ").utf8)
            appendIndented(value.prettyText, by: 4)
        }
    }

    /// Ends the list that is open.
    public mutating func endList() {
        guard let list else { return }
        self.list = nil
        switch format {
        case .yaml:
            if list.isEmpty { output.append(contentsOf: "\(Self.items): []\n".utf8) }
        case .json:
            output.append(contentsOf: (list.isEmpty ? "  \"\(Self.items)\": []" : "\n  ]").utf8)
            output.append(contentsOf: (list.behind.isEmpty ? "\n" : ",\n").utf8)
        }
        for (index, (key, value)) in list.behind.enumerated() { member(key, value, comma: index + 1 < list.behind.count) }
        if format == .json { output.append(contentsOf: "}\n".utf8) }
    }

    private struct OpenList: Sendable {
        /// Members that come behind `items`.
        let behind: [(String, JSONValue)]
        var isEmpty = true
    }

    private static let items = "items"

    private mutating func separate() {
        if documents > 0, format == .yaml { output.append(contentsOf: "---\n".utf8) }
        documents += 1
    }

    private mutating func member(_ key: String, _ value: JSONValue, comma: Bool) {
        guard format == .json else { return YAMLWriter.writeMember(key, value, to: &output) }
        output.append(contentsOf: "  \(JSONValue.string(key).text): ".utf8)
        appendIndented(value.prettyText, by: 2)
        output.append(contentsOf: (comma ? ",\n" : "\n").utf8)
    }

    /// No string of JSON text has a line break in it: all of them are between values.
    private mutating func appendIndented(_ text: String, by columns: Int) {
        for octet in text.utf8 {
            output.append(octet)
            if octet == UInt8(ascii: "\n") { output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: columns)) }
        }
    }
}
