import Foundation
import JSON
import Model
import Testing

/// A row of the tables in TestFixtures/model/validation; the README beside that folder has the form.
struct ValidationRow: Sendable, CustomTestStringConvertible {
    let kind: Kind
    let name: String
    let resource: JSONObject
    let old: JSONObject?
    let origin: Inspection.Origin
    /// The parts that the answer must have; nil in a bad row.
    let stored: Stored?
    let errors: [ExpectedViolation]

    struct Stored: Sendable {
        let spec: JSONObject
        let metadata: JSONObject?
        let status: JSONObject?
    }

    struct ExpectedViolation: Sendable {
        let path: String
        let says: String
    }

    var testDescription: String { "\(kind): \(name)" }

    static func all() throws -> [ValidationRow] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../TestFixtures/model/validation/")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false)).filter { $0.hasSuffix(".json") }.sorted()
        return try files.flatMap { file in
            do {
                return try table(JSONValue(parsing: Array(Data(contentsOf: folder.appending(path: file))), options: .rejectDuplicates))
            } catch {
                throw BadTable(file: file, reason: "\(error)")
            }
        }
    }

    struct BadTable: Error {
        let file: String
        let reason: String
    }

    private static func table(_ table: JSONValue) throws -> [ValidationRow] {
        let word = try #require(table["kind"]?.string, "a table needs its kind")
        let kind = try #require(KindCatalog.kind(named: word), "the table's kind is in no catalog")
        return try #require(table["rows"]?.array, "a table needs rows").map { try ValidationRow(#require($0.object), kind) }
    }

    private init(_ row: JSONObject, _ kind: Kind) throws {
        self.kind = kind
        let name = try #require(row["name"]?.string, "a row needs a name")
        self.name = name
        let known = ["name", "resource", "spec", "old", "origin", "stored", "storedMetadata", "storedStatus", "errors"]
        let unknown = row.keys.filter { !known.contains($0) }
        try #require(unknown.isEmpty, "row \(name) has \(unknown)")
        resource = try #require(Self.document(row["resource"] ?? row["spec"].map { ["spec": $0] }, kind), "row \(name) needs resource or spec")
        old = Self.document(row["old"], kind)
        origin = row["origin"]?.string == "stored" ? .stored : .typed
        errors = try (row["errors"]?.array ?? []).map { error in
            ExpectedViolation(path: try #require(error["path"]?.string, "in \(name)"), says: try #require(error["says"]?.string, "in \(name)"))
        }
        stored = row["stored"]?.object.map { Stored(spec: $0, metadata: row["storedMetadata"]?.object, status: row["storedStatus"]?.object) }
        try #require((stored == nil) == !errors.isEmpty, "row \(name) needs either stored or errors")
    }

    /// A document with a name, and with a namespace where the kind has namespaces.
    private static func document(_ value: JSONValue?, _ kind: Kind) -> JSONObject? {
        guard case .object(var document)? = value else { return nil }
        if document["metadata"] == nil, kind.names != .calculated {
            var name = "example"
            if case .only(let only) = kind.names { name = only }
            document["metadata"] = kind.isNamespaced ? ["name": .string(name), "namespace": "default"] : ["name": .string(name)]
        }
        return document
    }
}
