import Documents
import EmbeddedStore
import Foundation
import JSON
import KeyValue
import TestSupport
import Testing

/// What Calico stores of all-kinds.yaml and answers about it, value for value.
@Suite(.needsCalicoctl) struct UpstreamFormTests {
    /// The objects of a file by kind and name, without what each creation makes anew.
    private func objects(_ octets: [UInt8], name: String) throws -> [String: JSONValue] {
        var reader = try DocumentReader(octets, name: name)
        var objects: [String: JSONValue] = [:]
        while let document = try reader.next() {
            let value = masked(document.value)
            objects["\(value["kind"]?.string ?? "") \(value["metadata"]?["name"]?.string ?? "")"] = value
        }
        return objects
    }

    private func masked(_ value: JSONValue) -> JSONValue {
        guard var object = value.object, var metadata = object["metadata"]?.object else { return value }
        for member in ["uid", "creationTimestamp", "resourceVersion"] { metadata[member] = nil }
        object["metadata"] = .object(metadata)
        return .object(object)
    }

    @Test(arguments: ["yaml", "json"])
    func getAnswersAsCalicoDoes(_ format: String) throws {
        try withTemporaryFolder { state in
            #expect(try Program.run(["apply", "-f", "all-kinds.yaml"], state: state).status == 0)
            let expected = try objects(try Fixtures.octets("upstream-get.yaml"), name: "upstream-get.yaml")
            #expect(expected.count == 24)
            for (name, value) in expected {
                let kind = try #require(value["kind"]?.string)
                let isNamespaced = value["metadata"]?["namespace"] != nil
                let outcome = try Program.run(["get", kind, "-o", format] + (isNamespaced ? ["-A"] : []), state: state)
                #expect(outcome.status == 0)
                let list = try #require(jsonDocument(outcome.output, format))
                #expect(list["kind"]?.string == kind + "List")
                #expect(list["apiVersion"] == "projectcalico.org/v3")
                #expect(list["metadata"]?["resourceVersion"]?.string.flatMap { Int($0) } != nil)
                let answer = try objects(Array(outcome.output.utf8), name: format)[name]
                #expect(answer == value, "\(name)")
            }
        }
    }

    /// What stands in a file is text that Calico's own client can read back.
    @Test func yamlIsCalicosLetterForLetter() throws {
        try withTemporaryFolder { state in
            #expect(try Program.run(["apply", "-f", "all-kinds.yaml"], state: state).status == 0)
            let expected = try Fixtures.text("upstream-get.yaml").split(separator: "---\n").map { part in
                part.split(separator: "\n").filter { !$0.hasPrefix("#") }
            }
            for list in expected {
                let kind = try #require(list.last?.dropFirst("kind: ".count).dropLast("List".count))
                let names = list.filter { $0.hasPrefix("    name: ") }.map { String($0.dropFirst("    name: ".count)) }
                let outcome = try Program.run(["get", String(kind), "-o", "yaml"], state: state)
                var lines = outcome.output.split(separator: "\n")
                lines.removeAll { $0.hasPrefix("    uid: ") || $0.hasPrefix("    creationTimestamp: ") || $0.hasPrefix("    resourceVersion: ") }
                lines.removeAll { $0 == "metadata:" || $0.hasPrefix("  resourceVersion: ") }
                // Built-in tiers and the built-in profile are in the answer as well.
                if ["Tier", "Profile"].contains(kind) { lines = withoutOthers(lines, names: names) }
                #expect(lines == list, "\(kind)")
            }
        }
    }

    /// The lines of a list with only the items of these names.
    private func withoutOthers(_ lines: [Substring], names: [String]) -> [Substring] {
        var items: [[Substring]] = [[]]
        for line in lines {
            if line.hasPrefix("- ") || line.hasPrefix("kind: ") { items.append([]) }
            items[items.count - 1].append(line)
        }
        return items.filter { item in
            guard item.first?.hasPrefix("- ") == true else { return true }
            return names.contains { item.contains("    name: \($0)") }
        }.flatMap { $0 }
    }

    @Test func theStoreHoldsWhatCalicoWouldStore() async throws {
        let state = FileManager.default.temporaryDirectory.appending(path: "calicoctl-stored-\(UUID().uuidString)").path(percentEncoded: false)
        defer { try? FileManager.default.removeItem(atPath: state) }
        #expect(try Program.run(["apply", "-f", "all-kinds.yaml"], state: state).status == 0)
        let store = try EmbeddedStore(opening: state + "/datastore", creating: false, execution: .inline)
        let expected = try JSONValue(parsing: Fixtures.octets("upstream-stored.json")).object?.members ?? []
        #expect(expected.count == 24)
        for (key, value) in expected {
            let entry = try await store.get(Key(key)).entry
            let stored = try #require(entry, "\(key)")
            #expect(masked(try JSONValue(parsing: stored.value)) == value, "\(key)")
        }
        await store.close()
    }
}

/// The value of a text.
private func jsonDocument(_ text: String, _ format: String) -> JSONValue? {
    guard var reader = try? DocumentReader(Array(text.utf8), name: format, takesListsApart: false) else { return nil }
    return try? reader.next()?.value
}
