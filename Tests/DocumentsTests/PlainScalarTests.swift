import Documents
import JSON
import Testing

@Suite struct PlainScalarTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let text: String
        let value: JSONValue
        var testDescription: String { text }

        static func all() throws -> [Row] {
            try table("plain-scalars.json").map { try Row(text: #require($0["text"]?.string), value: #require($0["value"])) }
        }
    }

    /// The table was made by go-yaml v2, but for y and n.
    @Test(arguments: try Row.all())
    func areReadAsKubernetesReadsThem(_ row: Row) throws {
        #expect(try values("- \(row.text)\n- 0\n").first == row.value)
        #expect(try documents("a: \(row.text)").first?.value == ["a": row.value])
        #expect(try documents("a: '\(row.text)'").first?.value == ["a": .string(row.text)])
        #expect(try documents("a: !!str \(row.text)").first?.value == ["a": .string(row.text)])
    }

    @Test(arguments: [".inf", ".Inf", ".INF", "+.inf", "-.Inf", "-.INF", ".nan", ".NaN", ".NAN"])
    func numbersThatJSONHasNotAreErrors(_ text: String) throws {
        let error = try #require(throws: DocumentError.self) { try documents("a:\n  b: \(text)\n") }
        #expect(error.place == Place(line: 2, column: 6))
        #expect(error.reason == "\(text) is a number that JSON has not; put it in quotes if text is meant")
        #expect(try values("a: '\(text)'") == [["a": .string(text)]])
    }

    /// Empty values are null wherever they stand.
    @Test func absentValuesAreNull() throws {
        #expect(
            try documents("a:\nb: ~\nc: [~, null,]\nd:\n-\n- ''\n").first?.value == ["a": .null, "b": .null, "c": [.null, .null], "d": [.null, ""]])
    }

    struct Tagged: Sendable, CustomTestStringConvertible {
        let text: String
        let value: JSONValue?
        var testDescription: String { text }
        init(_ text: String, _ value: JSONValue?) { (self.text, self.value) = (text, value) }
    }

    @Test(arguments: [
        Tagged("!!str 5", "5"), Tagged("!!str", ""), Tagged("!!str ~", "~"), Tagged("!!str '5'", "5"), Tagged("! 5", 5), Tagged("! '5'", "5"),
        Tagged("!!int '5'", 5),
        Tagged("!!int \"0x10\"", 16), Tagged("!!float 5", .real(5)), Tagged("!!float '1.5'", .real(1.5)), Tagged("!!bool 'on'", true),
        Tagged("!!null ''", .null), Tagged("!!null ~", .null), Tagged("!!map {a: 1}", ["a": 1]), Tagged("!!seq [1]", [1]),
        Tagged("!<tag:yaml.org,2002:str> 5", "5"), Tagged("!!str |\n  x\n", "x\n"),
        Tagged("!!int a", nil), Tagged("!!int 1.5", nil), Tagged("!!bool 1", nil), Tagged("!!null 0", nil), Tagged("!!float .inf", nil),
        Tagged("!!binary aGVsbG8=", nil), Tagged("!!timestamp 2001-01-01", nil), Tagged("!mine x", nil), Tagged("!!set {a: ~}", nil),
        Tagged("!!map [a]", nil), Tagged("!!seq {a: 1}", nil), Tagged("!!omap []", nil), Tagged("!!str {a: 1}", nil), Tagged("!!str [a]", nil),
        Tagged("{!!int x: 1}", nil), Tagged("{!mine x: 1}", nil),
    ])
    func tagsAreHonouredOrRefused(_ row: Tagged) throws {
        guard let value = row.value else {
            let error = try #require(throws: DocumentError.self) { try documents("x: 1\nk: \(row.text)") }
            #expect(error.place == Place(line: 2, column: row.text.hasPrefix("{") ? 5 : 4))
            return
        }
        #expect(try documents("k: \(row.text)").first?.value == ["k": value])
    }
}
