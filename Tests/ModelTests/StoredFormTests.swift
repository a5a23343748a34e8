import Foundation
import JSON
import Model
import Testing

/// What people type against what upstream stores of it (TestFixtures/model/stored.json).
@Suite struct StoredFormTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let key: String
        let typed: JSONObject
        let stored: JSONObject
        var testDescription: String { key }

        static func all() throws -> [Row] {
            let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../TestFixtures/model/stored.json")
            let rows = try JSONValue(parsing: Array(Data(contentsOf: file)))["rows"]?.array
            return try #require(rows).map { row in
                Row(key: try #require(row["key"]?.string), typed: try #require(row["typed"]?.object), stored: try #require(row["stored"]?.object))
            }
        }
    }

    @Test(arguments: try Row.all())
    func equalsUpstreams(_ row: Row) throws {
        let kind = try #require(KindCatalog.kind(named: row.typed["kind"]?.string ?? ""))
        var inspection = Inspection(.typed)
        let resource = try #require(AnyResource(inspecting: row.typed, as: kind, &inspection))
        #expect(inspection.violations.map(\.description) == [])
        let (key, value) = StoredResource.encode(resource)
        #expect(key == row.key)
        let stored = try JSONValue(parsing: value)
        #expect(stored == .object(row.stored), "stored:\n\(stored.prettyText)")
        #expect(stored["spec"]?.object?.keys == row.stored["spec"]?.object?.keys, "members of the spec in another order")
    }

    @Test func rowsAreOfMostKinds() throws {
        #expect(Set(try Row.all().map { $0.typed["kind"]?.string }).count >= 18)
    }
}
