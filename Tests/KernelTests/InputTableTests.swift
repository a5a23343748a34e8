import CNISpec
import Foundation
import JSON
import Testing

/// The tables of TestFixtures/cni, run against the executable; its README has the form of a row.
@Suite("The tables of inputs", .needs("calico"))
struct InputTableTests {
    @Test
    func everyBadInputEndsInItsErrorAndLeavesNothing() throws {
        try TestNode.run { node in
            let rows = try InputRow.table("bad-inputs.json", stateFolder: node.stateFolder)
            #expect(rows.count > 200)
            for row in rows where row.members["only"]?.string != "library" {
                let answer = try node.run(Programs.path("calico"), row.environment, row.stdin)
                let comment = Comment(rawValue: "\(row.name): \(answer)")
                #expect(answer.status == 1, comment)
                #expect(answer.json["code"] == row.members["code"], comment)
                if let words = row.members["messageContains"]?.string { #expect(answer.message.contains(words), comment) }
                if let words = row.members["detailsContains"]?.string { #expect(answer.details.contains(words), comment) }
                #expect(answer.output.split(separator: "\n").count == 1, comment)
                #expect(answer.json["cniVersion"]?.string.flatMap(CNIVersion.init(rawValue:)) != nil, comment)
            }
            try node.expectNothingLeft()
            #expect(try FileManager.default.contentsOfDirectory(atPath: node.stateFolder) == [])
        }
    }

    @Test
    func everyGoodInputIsReadToTheNamespaceThatIsMissing() throws {
        try TestNode.run { node in
            let rows = try InputRow.table("good-inputs.json", stateFolder: node.stateFolder)
            #expect(rows.count > 50)
            for row in rows where row.members["only"]?.string != "library" {
                let answer = try node.run(Programs.path("calico"), row.environment, row.stdin)
                let comment = Comment(rawValue: "\(row.name): \(answer)")
                switch row.environment["CNI_COMMAND"] {
                case "ADD", "CHECK":
                    #expect(answer.status == 1, comment)
                    #expect(answer.code == 3, comment)
                case "GC" where !row.listsAttachments: #expect(answer.code == 7, comment)
                case "STATUS": #expect(answer.code == 50, comment)
                case "VERSION":
                    #expect(answer.status == 0, comment)
                    #expect(answer.json["cniVersion"] == row.members["expect"]?["answer"], comment)
                default:
                    #expect(answer.status == 0, comment)
                    #expect(answer.output == "", comment)
                }
            }
            try node.expectNothingLeft()
        }
    }
}

private struct InputRow {
    let name: String
    let environment: [String: String]
    let stdin: [UInt8]
    let members: JSONObject

    /// Whether the configuration says which attachments are valid.
    var listsAttachments: Bool { members["stdin"]?.object?.keys.contains { $0.hasPrefix("cni.dev/") } ?? false }

    static func table(_ file: String, stateFolder: String) throws -> [InputRow] {
        let path = Programs.packageRoot.appending(path: "TestFixtures/cni/\(file)")
        let table = try JSONValue(parsing: Array(Data(contentsOf: path)))
        let base = try #require(table["environment"]?.object)
        return try #require(table["rows"]?.array).map { try InputRow(#require($0.object), base: base, stateFolder: stateFolder) }
    }

    private init(_ members: JSONObject, base: JSONObject, stateFolder: String) throws {
        self.members = members
        name = members["name"]?.string ?? ""
        var environment: [String: String] = [:]
        for (key, value) in base.members + (members["env"]?.object?.members ?? []) + [("CNI_COMMAND", members["verb"] ?? .null)] {
            environment[key] = try value.string.map { String(decoding: try Self.octets($0, stateFolder), as: UTF8.self) }
        }
        // Configurations that are not JSON name no state folder.
        environment["CALICO_STATE_DIR"] = stateFolder
        self.environment = environment
        let stdin = members["stdin"] ?? ""
        let text = stdin.string ?? stdin.text
        self.stdin = try Self.octets(text.replacingOccurrences(of: "@STATE_DIR@", with: stateFolder), stateFolder)
    }

    private static func octets(_ text: String, _ stateFolder: String) throws -> [UInt8] {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return Array(text.utf8) }
        switch parts[0] {
        case "base64": return Array(try #require(Data(base64Encoded: String(parts[1]))))
        case "depth":
            let depth = try #require(Int(parts[1]))
            return configuration(String(repeating: "[", count: depth) + String(repeating: "]", count: depth), stateFolder)
        case "size":
            let size = try #require(Int(parts[1]))
            return configuration("\"" + String(repeating: "x", count: size - configuration("\"\"", stateFolder).count) + "\"", stateFolder)
        default: return Array(text.utf8)
        }
    }

    private static func configuration(_ value: String, _ stateFolder: String) -> [UInt8] {
        Array(#"{"cniVersion":"1.0.0","name":"net","type":"calico","state_dir":"\#(stateFolder)","x":\#(value)}"#.utf8)
    }
}
