import Documents
import JSON
import TestSupport
import Testing

@Suite struct DocumentWriterTests {
    private static let envelope = object(
        ("kind", "IPPoolList"), ("apiVersion", "projectcalico.org/v3"), ("metadata", ["resourceVersion": "88"]), ("items", []))

    private static func object(_ members: (String, JSONValue)...) -> JSONObject { JSONObject(members) }

    private static func text(_ format: DocumentFormat, _ envelope: JSONObject, _ elements: [JSONValue], takes: Int = .max) -> String {
        var writer = DocumentWriter(format)
        var octets: [UInt8] = []
        writer.beginList(envelope)
        for element in elements {
            writer.element(element)
            if writer.count >= takes { octets += writer.take() }
        }
        writer.endList()
        return String(decoding: octets + writer.take(), as: UTF8.self)
    }

    private static func whole(_ format: DocumentFormat, _ envelope: JSONObject, _ elements: [JSONValue]) -> String {
        var list = envelope
        list["items"] = .array(elements)
        var writer = DocumentWriter(format)
        writer.document(.object(list))
        return String(decoding: writer.take(), as: UTF8.self)
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let envelope: JSONObject
        let elements: [JSONValue]
        var testDescription: String { name }
    }

    @Test(
        arguments: [
            Row(name: "none", envelope: envelope, elements: []), Row(name: "one", envelope: envelope, elements: [["a": 1]]),
            Row(
                name: "several kinds", envelope: envelope,
                elements: [["b": [1, ["c": "x\ny"]], "a": [:]], [], [:], "x\ny", .null, [[1], 2], .real(10.1), "z: y"]),
            Row(name: "items in the middle", envelope: object(("a", 1), ("items", []), ("z", ["y": []])), elements: [["a": 1], 2]),
            Row(name: "items first and alone", envelope: object(("items", [])), elements: [["a": 1]]),
            Row(name: "items alone and empty", envelope: object(("items", [])), elements: []),
            Row(name: "items not named", envelope: object(("kind", "List")), elements: [1, 2]),
            Row(name: "nothing else", envelope: JSONObject(), elements: []),
            Row(name: "members with quotes", envelope: object(("a \"b\"", "c\nd")), elements: ["e"]),
        ], DocumentFormat.allCases)
    func printsAListPieceByPieceAsAtOnce(_ row: Row, _ format: DocumentFormat) throws {
        let whole = Self.whole(format, row.envelope, row.elements)
        #expect(Self.text(format, row.envelope, row.elements) == whole)
        #expect(Self.text(format, row.envelope, row.elements, takes: 1) == whole)
        var list = row.envelope
        list["items"] = .array(row.elements)
        #expect(try documents(whole, takesListsApart: false).map(\.value) == [.object(list)])
    }

    @Test(arguments: DocumentFormat.allCases) func randomListsToo(_ format: DocumentFormat) {
        var generator = SeededGenerator(seed: 12)
        for _ in 0..<300 {
            let elements = (0..<Int.random(in: 0...3, using: &generator)).map { _ in generator.nastyValue(depth: 3) }
            #expect(Self.text(format, Self.envelope, elements) == Self.whole(format, Self.envelope, elements))
        }
    }

    @Test func looksAsUpstreamDoes() {
        #expect(
            Self.text(.yaml, Self.envelope, [["spec": ["cidr": "10.0.0.0/8"], "metadata": ["name": "a"]]]) == """
                apiVersion: projectcalico.org/v3
                items:
                - metadata:
                    name: a
                  spec:
                    cidr: 10.0.0.0/8
                kind: IPPoolList
                metadata:
                  resourceVersion: "88"

                """)
        #expect(
            Self.text(.json, Self.envelope, [["metadata": ["name": "a"]], ["metadata": [:]]]) == """
                {
                  "kind": "IPPoolList",
                  "apiVersion": "projectcalico.org/v3",
                  "metadata": {
                    "resourceVersion": "88"
                  },
                  "items": [
                    {
                      "metadata": {
                        "name": "a"
                      }
                    },
                    {
                      "metadata": {}
                    }
                  ]
                }

                """)
    }

    @Test func separatesSeveralDocuments() throws {
        var writer = DocumentWriter(.yaml)
        writer.document(["a": 1])
        writer.document("x\n\n")
        writer.beginList(Self.object(("kind", "AList")))
        writer.endList()
        let text = String(decoding: writer.take(), as: UTF8.self)
        #expect(text == "a: 1\n---\n|+\n  x\n\n---\nitems: []\nkind: AList\n")
        #expect(try documents(text, takesListsApart: false).count == 3)
        var json = DocumentWriter(.json)
        json.document(["a": 1])
        json.document([:])
        #expect(String(decoding: json.take(), as: UTF8.self) == "{\n  \"a\": 1\n}\n{}\n")
        #expect(json.take().isEmpty)
    }

    @Test func elementsOutsideOfAListAreNotWritten() {
        var writer = DocumentWriter(.yaml)
        writer.element(1)
        writer.endList()
        #expect(writer.take().isEmpty)
    }
}
