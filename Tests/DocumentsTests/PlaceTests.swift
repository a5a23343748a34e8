import Documents
import JSON
import Testing

@Suite struct PlaceTests {
    private static let yaml = """
        # comment
        kind: IPPool
        metadata: {name: a, labels: {x: "é", y: 1.10}}
        spec:
          cidr: 10.0.0.0/8
          rules:
          - action: Allow
            ports: [80, 0x50, http]
          - &r
            action: Deny
          - *r
          "quoted key": yes
          text: |
            block
          <<: {merged: 010}
        base: &b
          deep: {k: 1e3}
        other:
          <<: [*b, {late: ~}]
        """
    private static let json = """
        {"kind": "IPPool",
         "spec": {"é": "ü", "cidr": 1.10, "rules": [
            {"action": "Allow"},
            {"ports": [80, -0.50, true, null]}
          ], "a\\u0041\\"": 7}
        }
        """

    struct Row: Sendable, CustomTestStringConvertible {
        let path: [PathStep]
        let line: Int, column: Int
        let raw: String?
        var testDescription: String { "\(path)" }
        init(_ path: [PathStep], _ line: Int, _ column: Int, _ raw: String? = nil) {
            (self.path, self.line, self.column, self.raw) = (path, line, column, raw)
        }
    }

    @Test(arguments: [
        Row([], 2, 1), Row([.member("kind")], 2, 7), Row([.member("metadata")], 3, 1),
        Row([.member("metadata"), .member("labels"), .member("x")], 3, 33),
        Row([.member("metadata"), .member("labels"), .member("y")], 3, 41, "1.10"),
        Row([.member("spec")], 4, 1), Row([.member("spec"), .member("cidr")], 5, 9), Row([.member("spec"), .member("missing")], 4, 1),
        Row([.member("spec"), .member("cidr"), .member("deeper")], 5, 9), Row([.member("missing"), .member("more")], 2, 1),
        Row([.member("spec"), .member("rules")], 6, 3), Row([.member("spec"), .member("rules"), .element(0)], 7, 5),
        Row([.member("spec"), .member("rules"), .element(0), .member("ports"), .element(1)], 8, 17, "0x50"),
        Row([.member("spec"), .member("rules"), .element(0), .member("ports"), .element(2)], 8, 23),
        Row([.member("spec"), .member("rules"), .element(9)], 6, 3),
        Row([.member("spec"), .member("rules"), .element(1), .member("action")], 10, 13),
        Row([.member("spec"), .member("rules"), .element(2)], 11, 5),
        Row([.member("spec"), .member("rules"), .element(2), .member("action")], 10, 13),
        Row([.member("spec"), .member("quoted key")], 12, 17, "yes"), Row([.member("spec"), .member("text")], 13, 9),
        Row([.member("spec"), .member("merged")], 15, 16, "010"),
        Row([.member("other"), .member("deep"), .member("k")], 17, 13, "1e3"), Row([.member("other"), .member("late")], 19, 19, "~"),
        Row([.member("other"), .element(0)], 18, 1),
    ])
    func ofYAML(_ row: Row) throws {
        let document = try #require(try documents(Self.yaml).first)
        #expect(document.place(of: row.path) == Place(line: row.line, column: row.column))
        #expect(document.rawText(at: row.path) == row.raw)
    }

    @Test(arguments: [
        Row([], 1, 1), Row([.member("kind")], 1, 10), Row([.member("spec")], 2, 2), Row([.member("spec"), .member("é")], 2, 16),
        Row([.member("spec"), .member("cidr")], 2, 29, "1.10"), Row([.member("spec"), .member("rules"), .element(1)], 4, 5),
        Row([.member("spec"), .member("rules"), .element(1), .member("ports"), .element(1)], 4, 20, "-0.50"),
        Row([.member("spec"), .member("rules"), .element(1), .member("ports"), .element(3)], 4, 33, "null"),
        Row([.member("spec"), .member("aA\"")], 5, 19, "7"), Row([.member("spec"), .member("nothing")], 2, 2),
    ])
    func ofJSON(_ row: Row) throws {
        let document = try #require(try documents(Self.json).first)
        #expect(document.place(of: row.path) == Place(line: row.line, column: row.column))
        #expect(document.rawText(at: row.path) == row.raw)
    }

    @Test func countFromTheBeginOfTheFile() throws {
        let yaml = try documents("# x\na: 1\n---\n\nb:\n  c: 2\n")
        #expect(yaml[1].place(of: [.member("b"), .member("c")]) == Place(line: 6, column: 6))
        #expect(yaml[1].place() == Place(line: 5, column: 1))
        let json = try documents("{\"a\": 1} {\"b\": 1}\n {\"c\":\n 2}")
        #expect(json[1].place(of: [.member("b")]) == Place(line: 1, column: 16))
        #expect(json[2].place(of: [.member("c")]) == Place(line: 3, column: 2))
    }

    @Test func comeInErrorsWithTheLine() throws {
        let document = try #require(try documents(Self.yaml).first)
        let path: [PathStep] = [.member("metadata"), .member("labels"), .member("y")]
        #expect(
            document.error(at: path, "must be text").description == """
                file.yaml, line 3, column 41: must be text
                  3 | metadata: {name: a, labels: {x: "é", y: 1.10}}
                    |                                         ^
                """)
    }

    /// A minified text of one line is walked once, not once for each value.
    @Test(.timeLimit(.minutes(1))) func ofAVeryLongLineAreFoundInOneWalk() throws {
        let text = "[" + (0..<200_000).map { "{\"a\":\($0)}" }.joined(separator: ",") + "]"
        let document = try #require(try documents(text, takesListsApart: false).first)
        #expect(document.place(of: [.element(199_999), .member("a")])?.column == text.utf8.count - 7)
        #expect(document.place(of: [.element(100_000), .member("a")])?.line == 1)
    }
}
