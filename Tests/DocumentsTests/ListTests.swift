import Documents
import JSON
import Testing

@Suite struct ListTests {
    @Test func takesListsApart() throws {
        let text = """
            kind: IPPoolList
            apiVersion: projectcalico.org/v3
            items:
            - kind: IPPool
              name: a
            - kind: List
              items:
              - {kind: Tier, name: b}
              - [{name: c}]
            - {kind: IPPool, name: d}
            ---
            - {name: e}
            - {name: f}
            ---
            kind: Lister
            name: g
            """
        let documents = try documents(text)
        #expect(documents.map { $0.value["name"]?.string } == ["a", "b", "c", "d", "e", "f", "g"])
        #expect(
            documents.map(\.source.description) == [
                "file.yaml, items[0]", "file.yaml, items[1].items[0]", "file.yaml, items[1].items[1][0]", "file.yaml, items[2]",
                "file.yaml, document 2, element 0", "file.yaml, document 2, element 1", "file.yaml, document 3",
            ])
        #expect(documents.map(\.source.element) == [0, 0, 0, 2, 0, 1, nil])
        #expect(documents[1].place(of: [.member("name")]) == Place(line: 8, column: 24))
        #expect(documents[5].place(of: [.member("nothing")]) == Place(line: 13, column: 3))
    }

    @Test(arguments: ["kind: IPPoolList\nitems: []\n", "kind: IPPoolList\nitems:\n", "[]", "{\"kind\": \"TierList\", \"items\": null}"])
    func anEmptyListHasNoDocumentsButIsSomething(_ text: String) throws {
        var reader = try DocumentReader(Array(text.utf8), name: "f")
        #expect(try reader.next() == nil)
        #expect(reader.documents == 1)
    }

    @Test(arguments: ["kind: IPPoolList\n", "kind: List\nitems: 5\n", "items: [1]\n", "kind: 5\nitems: [1]\n"])
    func whatIsNoListStaysWhole(_ text: String) throws {
        #expect(try documents(text).map(\.source) == [DocumentSource(file: "file.yaml", document: 1)])
    }

    @Test func leavesListsWholeWhenTold() throws {
        #expect(try documents("kind: AList\nitems: [1]\n", takesListsApart: false).map(\.value) == [["kind": "AList", "items": [1]]])
    }
}
