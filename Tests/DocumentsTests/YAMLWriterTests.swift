import Documents
import Foundation
import JSON
import TestSupport
import Testing
import Yams

@Suite struct YAMLWriterTests {
    /// What upstream's calicoctl printed is read and printed again octet for octet.
    @Test func printsResourcesAsUpstreamDoes() throws {
        let text = try String(contentsOfFile: fixture("upstream-get.yaml"), encoding: .utf8)
        let parts = text.components(separatedBy: "\n---\n").dropFirst()
        let documents = try documents(text, takesListsApart: false)
        #expect(documents.count == parts.count && documents.count == 19)
        for (document, part) in zip(documents, parts) {
            #expect(YAMLWriter.text(of: document.value) == (part.hasSuffix("\n") ? part : part + "\n"))
        }
    }

    struct StringRow: Sendable, CustomTestStringConvertible {
        let text: String
        /// What go-yaml v2 makes of the text in the place: a member's value, a key, ...
        let forms: JSONObject
        var testDescription: String { text.debugDescription }

        static func all() throws -> [StringRow] {
            try table("go-yaml-strings.json").map { try StringRow(text: #require($0["text"]?.string), forms: #require($0.object)) }
        }

        func value(in place: String) -> JSONValue {
            switch place {
            case "member": ["k": .string(text)]
            case "key": .object(JSONObject([(text, .integer(1))]))
            case "element": ["k": [.string(text), "z"]]
            case "nested": ["a": [[.string(text), ["b": .string(text), "c": [.string(text)]]]]]
            default: .string(text)
            }
        }
    }

    @Test(arguments: try StringRow.all())
    func writesStringsAsGoDoes(_ row: StringRow) throws {
        for place in ["member", "root", "key", "element", "nested"] {
            guard let expected = row.forms[place]?.string else { continue }
            let value = row.value(in: place)
            let text = YAMLWriter.text(of: value)
            #expect(text == expected, "as \(place)")
            #expect(try documents(text, takesListsApart: false).first?.value == value, "as \(place)")
        }
    }

    /// go-yaml breaks lines inside of these; here they are escapes.
    @Test(arguments: ["\u{2028}", "a\u{2029}b", "a\u{2028}b\nc"])
    func writesLineBreaksOfUnicodeAsEscapes(_ text: String) throws {
        let written = YAMLWriter.text(of: ["k": .string(text)])
        #expect(written.hasPrefix("k: \"") && written.utf8.allSatisfy { $0 < 0x80 })
        #expect(try values(written) == [["k": .string(text)]])
    }

    struct NumberRow: Sendable, CustomTestStringConvertible {
        let number: Double
        let yaml: String
        var testDescription: String { yaml }

        static func all() throws -> [NumberRow] {
            try table("go-yaml-numbers.json").map { row in
                guard case .real(let number) = try #require(row["number"]) else { throw CocoaError(.fileReadCorruptFile) }
                return try NumberRow(number: number, yaml: #require(row["yaml"]?.string))
            }
        }
    }

    @Test(arguments: try NumberRow.all())
    func writesRealsAsGoDoes(_ row: NumberRow) throws {
        #expect(YAMLWriter.text(of: .real(row.number)) == row.yaml)
        switch try values(row.yaml).first {
        case .real(let value): #expect(value == row.number)
        case .integer(let value): #expect(Double(value) == row.number)
        default: Issue.record("not a number")
        }
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let value: JSONValue
        let text: String
        var testDescription: String { text }
        init(_ value: JSONValue, _ text: String) { (self.value, self.text) = (value, text) }
    }

    @Test(arguments: [
        Row(.null, "null\n"), Row(.object(JSONObject([("<<", "<<")])), "\"<<\": <<\n"), Row("\u{0}", "\"\\0\"\n"), Row("a\u{0}b", "\"a\\0b\"\n"),
        Row(true, "true\n"), Row(false, "false\n"), Row(0, "0\n"), Row(.integer(.min), "-9223372036854775808\n"), Row([:], "{}\n"),
        Row([], "[]\n"), Row(.real(.nan), "null\n"), Row(.real(.infinity), "null\n"),
        Row(["b": [:], "a": [], "c": .null], "a: []\nb: {}\nc: null\n"),
        Row([[], [:], [[1], [2, [3]]]], "- []\n- {}\n- - - 1\n  - - 2\n    - - 3\n"),
        Row([["a": [["b": 1]], "c": 2], 3], "- a:\n  - b: 1\n  c: 2\n- 3\n"),
        Row(["x\ny": ["a": 1, "b": [1]], "k": 1], "k: 1\n? |-\n  x\n  y\n: a: 1\n  b:\n  - 1\n"),
        Row(["a\nb": [1, 2]], "? |-\n  a\n  b\n: - 1\n  - 2\n"),
        Row(["m": ["a\nb\n": "c\nd"]], "m:\n  ? |\n    a\n    b\n  : |-\n    c\n    d\n"),
    ])
    func writesStructure(_ row: Row) throws {
        #expect(YAMLWriter.text(of: row.value) == row.text)
    }

    @Test func sortsKeysAsGoDoes() throws {
        for row in try table("go-yaml-key-orders.json") {
            let keys = try #require(row.array).map { try #require($0.string) }
            var generator = SeededGenerator(seed: UInt64(keys.count))
            let object = JSONObject(keys.shuffled(using: &generator).map { ($0, .integer(1)) })
            let written = try #require(try documents(YAMLWriter.text(of: .object(object))).first?.value.object)
            #expect(written.keys == keys)
        }
    }

    /// go-yaml's order of keys runs in circles where numbers are in them; what is printed must not depend on the order of the members.
    @Test func printsTheSameWhateverTheOrderOfMembers() {
        let keys = ["2a", "66", "2001", "b10", "b9", "b09", "é1", "é", "10"]
        let first = YAMLWriter.text(of: .object(JSONObject(keys.map { ($0, .null) })))
        var generator = SeededGenerator(seed: 14)
        for _ in 0..<200 {
            let shuffled = keys.shuffled(using: &generator)
            #expect(YAMLWriter.text(of: .object(JSONObject(shuffled.map { ($0, .null) }))) == first)
        }
    }

    /// Random values with strings that look like everything else are read back as they were, here and by Yams.
    @Test func isReadBackAsTheValueItWasMadeOf() throws {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<2000 {
            let value = generator.nastyValue(depth: 4)
            let text = YAMLWriter.text(of: value)
            let read = try documents(text, takesListsApart: false).first?.value ?? .null
            #expect(read == value.asWritten, "\(text)")
            #expect(YAMLWriter.text(of: read) == text)
            let node = try Yams.Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
            #expect(node?.holds(value.asWritten) == true, "\(text)")
        }
    }
}

extension JSONValue {
    /// A whole real is written as an integer, as Go's JSON does.
    fileprivate var asWritten: JSONValue {
        switch self {
        case .real(let value): Int64(exactly: value).map { .integer($0) } ?? self
        case .array(let elements): .array(elements.map(\.asWritten))
        case .object(let object): .object(JSONObject(object.members.map { ($0.key, $0.value.asWritten) }))
        default: self
        }
    }
}

extension Yams.Node {
    /// Whether Yams sees the same structure, and plain scalars for all but text that needs quotes.
    fileprivate func holds(_ value: JSONValue) -> Bool {
        switch (self, value) {
        case (.scalar(let scalar), .string(let text)): scalar.string == text
        case (.scalar(let scalar), .null): scalar.string == "null" && scalar.style == .plain
        case (.scalar(let scalar), .bool(let bool)): scalar.string == "\(bool)" && scalar.style == .plain
        case (.scalar(let scalar), .integer(let number)): scalar.string == "\(number)" && scalar.style == .plain
        case (.scalar(let scalar), .real(let number)): Double(scalar.string) == number && scalar.style == .plain
        case (.sequence(let nodes), .array(let elements)): nodes.count == elements.count && zip(nodes, elements).allSatisfy { $0.holds($1) }
        case (.mapping(let nodes), .object(let object)):
            nodes.count == object.members.count
                && nodes.allSatisfy { key, node in key.scalar.flatMap { object[$0.string] }.map { node.holds($0) } ?? false }
        default: false
        }
    }
}
