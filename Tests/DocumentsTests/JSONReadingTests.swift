import Documents
import JSON
import Testing

@Suite struct JSONReadingTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let text: String
        let values: [JSONValue]
        var testDescription: String { text.debugDescription }
        init(_ text: String, _ values: [JSONValue]) { (self.text, self.values) = (text, values) }
    }

    @Test(arguments: [
        Row(#"{"a": 1}"#, [["a": 1]]), Row("  \n{\"a\": [1, 2.5, true, null, \"x\"]}\n", [["a": [1, .real(2.5), true, .null, "x"]]]),
        Row("[{\"a\": 1}, {\"b\": 2}]", [["a": 1], ["b": 2]]), Row("{\"a\": 1}{\"b\": 2}\n\n{\"c\": 3}", [["a": 1], ["b": 2], ["c": 3]]),
        Row("{\"a\": 1} null {\"b\": 2} \"x\" 5", [["a": 1], ["b": 2], "x", 5]), Row("{}", [[:]]), Row("\u{feff}{\"a\": 1}", [["a": 1]]),
        Row(#"{"kind": "TierList", "items": [{"a": 1}, {"b": 2}]}"#, [["a": 1], ["b": 2]]),
        Row(#"{"yes": "1:20", "a": "\u00e9\ud83d\ude00\/\b"}"#, [["yes": "1:20", "a": "é😀/\u{8}"]]),
        // YAML in flow style begins as JSON does.
        Row("{a: 1, b: [x, 'y']}", [["a": 1, "b": ["x", "y"]]]), Row("{\"a\": 1,}", [["a": 1]]), Row("[a, b]\n", ["a", "b"]),
        Row("{\"a\": 1}\n---\n{\"b\": 2}\n---\nc: 3\n", [["a": 1], ["b": 2], ["c": 3]]), Row("{\"a\": 1} # comment\n", [["a": 1]]),
        Row("# comment\n{\"a\": 1}\n", [["a": 1]]), Row("{\"a\": 010}", [["a": 8]]), Row("{'a': 1}", [["a": 1]]),
    ])
    func reads(_ row: Row) throws {
        #expect(try values(row.text) == row.values)
    }

    struct Broken: Sendable, CustomTestStringConvertible {
        let text: String, line: Int, column: Int, says: String
        var testDescription: String { text.debugDescription }
        init(_ text: String, _ line: Int, _ column: Int, _ says: String) {
            (self.text, self.line, self.column, self.says) = (text, line, column, says)
        }
    }

    @Test(arguments: [
        Broken("{\n  \"a\": 1\n  \"b\": 2\n}", 3, 3, "',' or '}' is missing here"),
        Broken("[\n  \"1\"\n  2\n]", 3, 3, "',' or ']' is missing here"),
        Broken("{\"a\": 1", 1, 1, "the '{' that opens here is never closed"),
        Broken("{\"a\": [1, 2\n\n", 1, 7, "the '[' that opens here is never closed"),
        Broken("{\"a\": \"x}", 1, 7, "the quotation mark that opens here is never closed"),
        Broken("{\"a\": \"x\ny\"}]", 1, 9, "a line break or tab inside a string"),
        Broken("{\"a\" 1}{", 1, 6, "':' is missing behind the key"),
        Broken("{\"a\": \"\\q\"}", 1, 8, "this escape is unknown"), Broken("{\"a\": \"\\u12g4\"}", 1, 8, "this escape is unknown"),
        Broken("{\"a\": 1, \"b\": {\"c\": 1,\n \"d\": 2, \"c\": 3}}", 2, 10, "the key \"c\" stands twice in one object: on line 1 and on line 2"),
        Broken("{\"a\": 1}\n{\"b\": 2, \"b\": 3}", 2, 10, "the key \"b\" stands twice in one object: on line 2 and on line 2"),
        Broken("{\"a\": 1}\n {\"b\": 99999999999999999999}", 2, 27, "too big integer"),
        Broken("{\"a\": 1e999}", 1, 11, "real number overflow"), Broken("{\"a\": \"\\ud800\"}", 1, 14, "invalid Unicode"),
        Broken("{\"a\": \"\\u0000\"}", 1, 14, "\\u0000 is not allowed"),
        // Here YAML gets further.
        Broken("{a: 1, b: [x, y}", 1, 16, "',' or ']' is missing here"), Broken("{a: 1}\n---\nb: {c: [1, 2}\n", 3, 13, "',' or ']' is missing here"),
    ])
    func tellsWhereTextBreaks(_ row: Broken) throws {
        let error = try #require(throws: DocumentError.self) { try documents(row.text) }
        #expect(error.place == Place(line: row.line, column: row.column), "\(error)")
        #expect(error.reason.contains(row.says), "\(error)")
    }

    @Test func aFileNamedJSONIsJudgedAsJSON() throws {
        let text = "{a: 1, b: [x, y}"
        let error = try #require(throws: DocumentError.self) { try documents(text, name: "pools.json") }
        #expect(
            error.description == "pools.json, line 1, column 2: a key in double quotes is missing here (a comma before '}' is not allowed)\n"
                + "  1 | {a: 1, b: [x, y}\n    |  ^")
    }

    @Test func countsDocumentsAndKeepsReadingBehindOthers() throws {
        var reader = try DocumentReader(Array("{\"a\": 1}\n{\"b\": 1, \"b\": 2}\n{\"c\": 3}".utf8), name: "f.json")
        #expect(try reader.next()?.source == DocumentSource(file: "f.json", document: 1))
        #expect(throws: DocumentError.self) { try reader.next() }
        #expect(try reader.next() == nil)
    }
}
