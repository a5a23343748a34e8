import CNISpec
import JSON
import Testing

@Suite("The node's name", .needs("calico"))
struct NodeNameTests {
    /// Names in each place; one that is not valid shows, by its error, that its place was asked.
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var key: String?
        var otherFile: String?
        var file: String?
        var record: String?
        var hostname: String?
        var optional: Bool?
        /// nil: success. Words of the error otherwise.
        var words: [String]?
        var code = CNIError.Code.invalidConfiguration

        static let rows = [
            Row(testDescription: "the key wins over the file", key: "node1", file: "no good"),
            Row(testDescription: "a bad key is told", key: "no good", file: "node1", words: ["key nodename", "no good"]),
            Row(testDescription: "an empty key is none", key: "", file: "node1"),
            Row(testDescription: "the file wins over the record", file: "node1\n", record: "no good"),
            Row(testDescription: "a bad file is told", file: "no good", record: "node1", words: ["/nodename says"]),
            Row(testDescription: "nodename_file names another file", otherFile: "node1", file: "no good"),
            Row(testDescription: "a bad other file is told", otherFile: "no/good", file: "node1", words: ["other-name says"]),
            Row(testDescription: "an empty file is none", file: " \n", record: "node1"),
            Row(testDescription: "the record wins over hostname", record: "node1", hostname: "no good", optional: true),
            Row(testDescription: "a bad record is told", record: "no good", hostname: "node1", optional: true, words: ["node.json says"]),
            Row(testDescription: "nobody knows the name", words: ["no name yet", "calico-ipam node set --name"], code: .tryAgainLater),
            Row(testDescription: "hostname does not do", hostname: "node1", words: ["no name yet"], code: .tryAgainLater),
            Row(testDescription: "the file is not optional", optional: false, words: ["no name yet"], code: .tryAgainLater),
            Row(testDescription: "hostname does where the file is optional", hostname: "node1", optional: true),
            Row(testDescription: "a bad hostname is told", hostname: "no good", optional: true, words: ["key hostname"]),
            Row(testDescription: "the machine's name does where the file is optional", optional: true),
            Row(testDescription: "253 characters", key: String(repeating: "n", count: 253)),
            Row(testDescription: "254 characters", key: String(repeating: "n", count: 254), words: ["1 to 253"]),
        ]
    }

    @Test(arguments: Row.rows)
    func comesFromTheFirstPlaceThatHasOne(_ row: Row) throws {
        try TestNode.run { node in
            var network = node.network()
            network["nodename"] = row.key.map { .string($0) }
            if let text = row.otherFile {
                try node.write("other-name", text)
                network["nodename_file"] = .string("\(node.stateFolder)/other-name")
            }
            if let text = row.file { try node.write("nodename", text) }
            if let text = row.record { try node.write("node.json", #"{"name":"\#(text)","podCIDRs":[]}"#) }
            network["hostname"] = row.hostname.map { .string($0) }
            network["nodename_file_optional"] = row.optional.map { .bool($0) }
            let pod = try node.pod()
            guard let words = row.words else {
                try node.add(pod, network)
                return
            }
            try node.fail("ADD", pod, network, code: row.code, words)
            try node.expectNothingLeft()
            network["cniVersion"] = "1.1.0"
            try node.fail("STATUS", nil, network, code: .notReady, words)
        }
    }
}
