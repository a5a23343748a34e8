import Documents
import JSON
import Testing

@Suite struct YAMLReadingTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        let values: [JSONValue]
        var testDescription: String { name }
        init(_ name: String, _ text: String, _ values: [JSONValue]) { (self.name, self.text, self.values) = (name, text, values) }
    }

    @Test(arguments: [
        Row("nothing", "", []), Row("only blanks", " \n\n  \n", []), Row("only comments", "# a\n  # b\n", []),
        Row("only separators", "---\n---\n...\n---\n", []),
        Row("explicit null", "---\n~\n---\nnull\n", []),
        Row("two documents", "a: 1\n---\nb: 2\n", [["a": 1], ["b": 2]]),
        Row("separator first and last", "---\na: 1\n---\nb: 2\n---\n", [["a": 1], ["b": 2]]),
        Row("comments between", "# x\n---\n# y\na: 1\n# z\n---\n# only a comment\n---\nb: 2 # c\n", [["a": 1], ["b": 2]]),
        Row("ends with dots", "a: 1\n...\n# c\nb: 2\n...\n...\n", [["a": 1], ["b": 2]]),
        Row("value on the separator's line", "--- {a: 1}\n--- |\n  x\n--- y\n", [["a": 1], "x\n", "y"]),
        Row("separator and comment", "--- # first\na: 1\n---\t# second\nb: 2\n", [["a": 1], ["b": 2]]),
        Row("dashes that separate nothing", "a: ---b\nb: '---'\nc:\n  ---\n", [["a": "---b", "b": "---", "c": "---"]]),
        Row("directives", "%YAML 1.1\n---\na: 1\n...\n%YAML 1.2\n---\nb: 2\n", [["a": 1], ["b": 2]]),
        Row("tag directive", "%TAG !y! tag:yaml.org,2002:\n---\na: !y!str 1\n", [["a": "1"]]),
        Row("CR LF", "a: 1\r\nb:\r\n- x\r\n- |\r\n  y\r\n  z\r\n---\r\nc: 2\r\n", [["a": 1, "b": ["x", "y\nz\n"]], ["c": 2]]),
        Row("CR alone", "a: 1\rb: 2\r---\rc: 3\r", [["a": 1, "b": 2], ["c": 3]]),
        Row("byte order mark", "\u{feff}a: 1\n", [["a": 1]]), Row("byte order mark and separator", "\u{feff}---\na: 1\n", [["a": 1]]),
        Row("no break at the end", "a: 1\n---\nb: 2", [["a": 1], ["b": 2]]),
        Row("list not indented", "a:\n- 1\n- b: 2\n  c: 3\nd: 4\n", [["a": [1, ["b": 2, "c": 3]], "d": 4]]),
        Row("list indented", "a:\n  - 1\n  -\n    b: 2\n", [["a": [1, ["b": 2]]]]),
        Row("lists in lists", "k:\n- - 1\n  - 2\n- []\n", [["k": [[1, 2], []]]]),
        Row("flow", "a: {b: [1, 'x', \"y\"], c: {}}\nd: [e: 1, f]\n", [["a": ["b": [1, "x", "y"], "c": [:]], "d": [["e": 1], "f"]]]),
        Row("flow over lines", "a: {\n\tb: 1,\n\tc: 2\n}\n", [["a": ["b": 1, "c": 2]]]),
        Row("folded lines", "a: b\n  c\n\n  d\ne: >\n  f\n  g\n", [["a": "b c\nd", "e": "f g\n"]]),
        Row("blocks", "a: |-\n  x\n\n  y\nb: |+\n  z\n\nc: |2\n    w\n", [["a": "x\n\ny", "b": "z\n\n", "c": "  w\n"]]),
        Row("escapes", #"a: "\t\x41\u00e9\U0001f600\"\\ \/\e""#, [["a": "\tAé😀\"\\ /\u{1b}"]]),
        Row("single quotes", "a: 'it''s'\nb: 'x\n  y'\n", [["a": "it's", "b": "x y"]]),
        Row("colons and hashes in text", "a: http://x/y#z\nb: fe80::1\nc: a#b\n", [["a": "http://x/y#z", "b": "fe80::1", "c": "a#b"]]),
        Row(
            "keys are what was written", "1: a\n0x10: b\non: c\n1.50: d\n~: e\n'': f\n",
            [["1": "a", "0x10": "b", "on": "c", "1.50": "d", "~": "e", "": "f"]]),
        Row("explicit keys", "? a\n: 1\n? 'b c'\n: 2\n? |\n  d\n: 3\n? e\n", [["a": 1, "b c": 2, "d\n": 3, "e": .null]]),
        Row("tagged key", "!!str 1: a\n!!int 2: b\n", [["1": "a", "2": "b"]]),
        Row("anchors", "a: &x {b: 1}\nc: *x\nd: &y text\ne: [*y, *x]\n", [["a": ["b": 1], "c": ["b": 1], "d": "text", "e": ["text", ["b": 1]]]]),
        Row("anchor named again", "a: &x 1\nb: *x\nc: &x 2\nd: *x\n", [["a": 1, "b": 1, "c": 2, "d": 2]]),
        Row("alias as a key", "a: &x key\n*x : 1\n&y other: 2\nb: *y\n", [["a": "key", "key": 1, "other": 2, "b": "other"]]),
        Row("alias of a number as a key", "a: &x 0x10\n*x : 1\n", [["a": 16, "0x10": 1]]),
        Row("merge", "base: &b {x: 1, y: 2}\nk:\n  y: 3\n  <<: *b\n", [["base": ["x": 1, "y": 2], "k": ["y": 3, "x": 1]]]),
        Row("merge first", "base: &b {x: 1, y: 2}\nk:\n  <<: *b\n  y: 3\n", [["base": ["x": 1, "y": 2], "k": ["y": 3, "x": 1]]]),
        Row(
            "merge of several: the earlier one wins", "a: &a {x: 1}\nb: &b {x: 2, y: 2}\nk:\n  <<: [*a, *b]\n  z: 3\n",
            [["a": ["x": 1], "b": ["x": 2, "y": 2], "k": ["x": 1, "y": 2, "z": 3]]]),
        Row("two merges", "k:\n  <<: {a: 1}\n  <<: {a: 2, b: 2}\n", [["k": ["a": 1, "b": 2]]]),
        Row(
            "merge of a merge", "a: &a {x: 1}\nb: &b\n  <<: *a\n  y: 2\nk:\n  <<: *b\n",
            [["a": ["x": 1], "b": ["x": 1, "y": 2], "k": ["x": 1, "y": 2]]]),
        Row("quoted << is a key", "'<<': 1\n", [["<<": 1]]),
        Row("text alone", "hello\n", ["hello"]), Row("number alone", "5\n", [5]),
    ])
    func reads(_ row: Row) throws {
        #expect(try documents(row.text, takesListsApart: false).map(\.value) == row.values)
    }

    @Test func numbersDocumentsThatHaveSomethingInThem() throws {
        let documents = try documents("# x\n---\n---\na: 1\n---\n~\n---\nb: 2\n")
        #expect(documents.map(\.source) == [DocumentSource(file: "file.yaml", document: 1), DocumentSource(file: "file.yaml", document: 2)])
    }

    /// The consumer has the first documents before the fault behind them is seen.
    @Test func handsDocumentsOutBeforeTheNextIsParsed() throws {
        var reader = try DocumentReader(Array("a: 1\n---\nb: 2\n---\nc: [\n---\nd: 1\n".utf8), name: "f")
        #expect(try reader.next()?.value == ["a": 1])
        #expect(try reader.next()?.value == ["b": 2])
        let error = try #require(throws: DocumentError.self) { try reader.next() }
        #expect(error.document == 3 && error.place?.line == 6)
        #expect(try reader.next() == nil)
        #expect(reader.documents == 2)
    }

    @Test func keepsTheOrderOfMembers() throws {
        #expect(try documents("z: 1\na: 2\nm: {y: 1, b: 2}\n").first?.value.text == #"{"z":1,"a":2,"m":{"y":1,"b":2}}"#)
    }

    /// Anchors belong to their document.
    @Test func forgetsAnchorsAtTheEndOfADocument() throws {
        let error = try #require(throws: DocumentError.self) { try documents("a: &x 1\n---\nb: *x\n") }
        #expect(error.description.hasPrefix("file.yaml, document 2, line 3, column 4: *x names nothing: there is no &x above it"))
    }
}
