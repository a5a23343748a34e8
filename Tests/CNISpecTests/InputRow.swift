import Foundation
import JSON
import Testing

/// A row of the tables in TestFixtures/cni; its README has the form.
struct InputRow: Sendable, CustomTestStringConvertible {
    let name: String
    let environment: [String: String]
    let stdin: [UInt8]
    let members: JSONObject

    var testDescription: String { name }
    var verb: String? { environment["CNI_COMMAND"] }

    static func table(_ file: String) throws -> [InputRow] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../TestFixtures/cni/")
        let table = try JSONValue(parsing: Array(Data(contentsOf: folder.appending(path: file))), options: .rejectDuplicates)
        let base = try #require(table["environment"]?.object)
        return try #require(table["rows"]?.array).map { try InputRow(#require($0.object), base: base) }
    }

    private init(_ members: JSONObject, base: JSONObject) throws {
        self.members = members
        name = try #require(members["name"]?.string)
        var environment: [String: String] = [:]
        for (key, value) in base.members + (members["env"]?.object?.members ?? []) + [("CNI_COMMAND", members["verb"] ?? .null)] {
            environment[key] = try value.string.map { String(decoding: try Self.octets($0), as: UTF8.self) }
        }
        self.environment = environment
        let stdin = try #require(members["stdin"])
        self.stdin = try stdin.string.map(Self.octets) ?? Array(stdin.text.utf8)
    }

    private static func octets(_ text: String) throws -> [UInt8] {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return Array(text.utf8) }
        switch parts[0] {
        case "base64": return Array(try #require(Data(base64Encoded: String(parts[1]))))
        case "depth":
            let depth = try #require(Int(parts[1]))
            return configuration(String(repeating: "[", count: depth) + String(repeating: "]", count: depth))
        case "size":
            let size = try #require(Int(parts[1]))
            return configuration("\"" + String(repeating: "x", count: size - configuration("\"\"").count) + "\"")
        default: return Array(text.utf8)
        }
    }

    private static func configuration(_ value: String) -> [UInt8] {
        Array(#"{"cniVersion":"1.0.0","name":"net","type":"calico","state_dir":"@STATE_DIR@","x":\#(value)}"#.utf8)
    }
}
