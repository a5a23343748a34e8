import CNISpec
import Foundation
import NodeIPAM
import TestSupport
import Testing

@Suite struct NodeNameTests {
    /// What is there, and the name that comes of it; nil for "no name yet".
    struct Row: Sendable, CustomTestStringConvertible {
        let keys: String
        var file: String?
        var record: String?
        let name: String?
        var testDescription: String { "\(keys) file \(file ?? "-") record \(record ?? "-")" }
    }

    @Test(arguments: [
        Row(keys: #""nodename":"key""#, file: "file", record: "record", name: "key"),
        Row(keys: #""nodename":" key \n""#, name: "key"),
        Row(keys: #""nodename":"""#, file: "file", record: "record", name: "file"),
        Row(keys: "", file: "file", record: "record", name: "file"),
        Row(keys: "", file: "\n\t file \r\n", name: "file"),
        Row(keys: "", file: "", record: "record", name: "record"),
        Row(keys: "", file: " \n", record: "record", name: "record"),
        Row(keys: "", record: "record", name: "record"),
        Row(keys: #""nodename_file":"""#, file: "file", name: "file"),
        Row(keys: #""nodename_file_optional":true,"hostname":"host""#, file: "file", record: "record", name: "file"),
        Row(keys: #""nodename_file_optional":true,"hostname":"host""#, record: "record", name: "record"),
        Row(keys: #""nodename_file_optional":true,"hostname":"Host""#, name: "Host"),
        Row(keys: "", name: nil),
        Row(keys: "", record: "", name: nil),
        Row(keys: #""hostname":"host""#, name: nil),
        Row(keys: #""nodename_file_optional":false,"hostname":"host""#, name: nil),
        Row(keys: #""nodename_file":"/no/such/file""#, file: "file", name: nil),
    ])
    func isTakenFromTheFirstThatKnowsIt(_ row: Row) throws {
        try inFolder(file: row.file) { paths in
            let configuration = try configuration(row.keys)
            let record = NodeRecord(name: row.record)
            guard let name = row.name else {
                let error = try refusal { () throws(CNIError) in _ = try NodeName.resolve(configuration, paths, record) }
                #expect(error.code == .tryAgainLater)
                #expect(error.message == "this node has no name yet")
                let file = row.keys.contains("/no/such/file") ? "/no/such/file" : paths.nodeName
                let details =
                    "\(file) is missing or empty: calico-node writes it when it has started; without calico-node run "
                    + "`calico-ipam node set --name NAME`, or put \"nodename\" into the network configuration"
                #expect(error.details == details)
                return
            }
            #expect(try NodeName.resolve(configuration, paths, record) == name)
        }
    }

    @Test func isReadFromTheNamedFile() throws {
        try inFolder(file: "standard") { paths in
            try write("named\n", to: "\(paths.persistent)/other")
            let configuration = try configuration(#""nodename_file":"\#(paths.persistent)/other""#)
            #expect(try NodeName.resolve(configuration, paths, NodeRecord()) == "named")
        }
    }

    @Test func isTheHostNameInLowerCaseAsTheLastResort() throws {
        try inFolder(file: nil) { paths in
            let configuration = try configuration(#""nodename_file_optional":true"#)
            #expect(try NodeName.resolve(configuration, paths, NodeRecord()) == ProcessInfo.processInfo.hostName.lowercased())
        }
    }

    @Test(arguments: [
        ("a", true), ("0", true), ("Node-1_b.example.com", true), (String(repeating: "n", count: 253), true),
        (String(repeating: "n", count: 254), false), ("two words", false), ("slash/name", false), ("ümlaut", false), ("new\nline", false),
        ("a:b", false),
    ])
    func hasLettersDigitsDotsDashesAndUnderscores(_ name: String, _ valid: Bool) throws {
        try inFolder(file: name) { paths in
            let configuration = try configuration("")
            guard !valid else {
                #expect(try NodeName.resolve(configuration, paths, NodeRecord()) == name)
                return
            }
            let error = try refusal { () throws(CNIError) in _ = try NodeName.resolve(configuration, paths, NodeRecord(name: "unused")) }
            #expect(error.code == .invalidConfiguration)
            #expect(error.message == "the node name is not valid")
            let rule = "a name has 1 to 253 letters, digits, dots, dashes and underscores"
            #expect(error.details == "\(paths.nodeName) says \"\(name.prefix(80))\"; \(rule)")
        }
    }

    @Test(arguments: [(#""nodename":"a b""#, "key nodename"), (#""nodename_file_optional":true,"hostname":"a b""#, "key hostname")])
    func tellsWhichSourceIsWrong(_ keys: String, _ source: String) throws {
        try inFolder(file: nil) { paths in
            let configuration = try configuration(keys)
            let error = try refusal { () throws(CNIError) in _ = try NodeName.resolve(configuration, paths, NodeRecord()) }
            #expect(error.details.hasPrefix("\(source) says \"a b\"; "))
        }
    }

    private func inFolder(file: String?, _ body: (StatePaths) throws -> Void) throws {
        try withTemporaryFolder { folder in
            let paths = try StatePaths(configured: folder, environment: nil)
            if let file { try write(file, to: paths.nodeName) }
            try body(paths)
        }
    }
}
