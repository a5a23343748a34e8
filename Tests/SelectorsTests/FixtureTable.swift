import Foundation

/// Reads the tables of TestFixtures/selectors; the README there has their form.
enum FixtureTable {
    static func rows<Row: Decodable>(_ file: String, of row: Row.Type = Row.self) throws -> [Row] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../TestFixtures/selectors/")
        let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
        let expanded = text.replacing(/\{\{(.)\*(\d+)\}\}/) { match in String(repeating: String(match.1), count: Int(match.2) ?? 0) }
        return try JSONDecoder().decode([Row].self, from: Data(expanded.utf8))
    }
}
