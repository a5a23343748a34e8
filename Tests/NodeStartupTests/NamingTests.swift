import NodeIPAM
import NodeSettings
import NodeStartup
import TestSupport
import Testing

@Suite struct NamingTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        var option: String?
        var file: String?
        var record: String?
        var hostname: String?
        /// The name, or nil and what the error says.
        let want: String?
        var words: [String] = []
        var testDescription: String { name }
    }

    static let rows = [
        Row(name: "the option", option: "n1", want: "n1"),
        Row(name: "the option with a line end", option: " n1.example\n", want: "n1.example"),
        Row(name: "the option before HOSTNAME", option: "n1", hostname: "h1", want: "n1"),
        Row(name: "the option as the file has it", option: "n1", file: "n1\n", want: "n1"),
        Row(
            name: "the option, another than the file's", option: "n2", file: "n1\n", want: nil,
            words: ["\"n2\"", "\"n1\"", "nodename", "remove", "Drop the option"]),
        Row(name: "the option, another than the record's", option: "n2", record: "n1", want: nil, words: ["\"n2\"", "\"n1\"", "node.json"]),
        Row(name: "the option, another than both", option: "n2", file: "n1", record: "n1", want: nil, words: ["nodename and ", "node.json"]),
        Row(name: "the file", file: "n1", hostname: "h1", want: "n1"),
        Row(name: "the file with line ends and blanks", file: " \tn1 \r\n\n", want: "n1"),
        Row(name: "the file before the record", file: "n1", record: "n1", want: "n1"),
        Row(name: "file and record differ", file: "n1", record: "n2", want: nil, words: ["\"n1\"", "\"n2\"", "remove the one that is wrong"]),
        Row(name: "the record", record: "n1", hostname: "h1", want: "n1"),
        Row(name: "an empty file", file: "\n", hostname: "h1", want: "h1"),
        Row(name: "HOSTNAME in lower case", hostname: "Host-1.Example", want: "host-1.example"),
        Row(name: "HOSTNAME with a line end", hostname: "h1\n", want: "h1"),
        Row(name: "HOSTNAME that is no name", hostname: "my_host", want: nil, words: ["HOSTNAME is \"my_host\"", "set nodeName (NODENAME)"]),
        Row(name: "a file that is no name", file: "Node 1", want: nil, words: ["nodename is \"Node 1\""]),
        Row(name: "a file with two lines", file: "n1\nn2\n", want: nil, words: ["nodename is"]),
        Row(name: "a file with capitals", file: "Node1", want: nil, words: ["lower-case"]),
        Row(name: "dots at the end", file: "n1.", want: nil, words: ["n1."]),
        Row(name: "254 letters", file: String(repeating: "a", count: 254), want: nil, words: ["253"]),
        Row(name: "253 letters", file: String(repeating: "a", count: 253), want: String(repeating: "a", count: 253)),
    ]

    @Test(arguments: rows)
    func name(_ row: Row) throws {
        try withTemporaryFolder { folder in
            var environment = ["CALICO_STATE_DIR": folder]
            environment["NODENAME"] = row.option
            let settings = try NodeConfiguration(environment: environment)
            let paths = try NodePaths(settings)
            if let record = row.record { try write("{\"name\": \"\(record)\", \"podCIDRs\": []}", to: paths.state.nodeRecord) }
            if let file = row.file { try write(file, to: paths.state.nodeName) }
            let variables = row.hostname.map { ["HOSTNAME": $0] } ?? [:]
            do throws(StartupError) {
                let name = try NodeNaming.resolve(settings, paths, environment: variables)
                #expect(name == row.want)
            } catch {
                #expect(row.want == nil, "\(error)")
                #expect(error.kind == .name && !error.mayPass)
                for words in row.words { #expect(error.description.lowercased().contains(words.lowercased()), "\(words) in \(error)") }
            }
        }
    }

    @Test func withoutAnythingItIsTheMachinesName() throws {
        try withTemporaryFolder { folder in
            let settings = try NodeConfiguration(environment: ["CALICO_STATE_DIR": folder])
            let machine = try contents("/proc/sys/kernel/hostname").split(separator: "\n")[0].lowercased()
            #expect(try NodeNaming.resolve(settings, NodePaths(settings), environment: [:]) == machine)
        }
    }

    @Test(arguments: ["[1]", "{\"name\": 5}", "{"])
    func aRecordThatIsNoneIsTold(_ text: String) throws {
        try withTemporaryFolder { folder in
            let settings = try NodeConfiguration(environment: ["CALICO_STATE_DIR": folder, "NODENAME": "n1"])
            try write(text, to: "\(folder)/node.json")
            let error = #expect(throws: StartupError.self) { _ = try NodeNaming.resolve(settings, try NodePaths(settings), environment: [:]) }
            #expect(error?.kind == .file && error?.details.contains("node.json") == true)
        }
    }

    @Test func aFolderInPlaceOfTheFileIsTold() throws {
        try withTemporaryFolder { folder in
            try runShell("mkdir '\(folder)/nodename'")
            let settings = try NodeConfiguration(environment: ["CALICO_STATE_DIR": folder, "NODENAME": "n1"])
            let error = #expect(throws: StartupError.self) { _ = try NodeNaming.resolve(settings, try NodePaths(settings), environment: [:]) }
            #expect(error?.kind == .file)
        }
    }

    @Test func pathsFollowTheSettings() throws {
        let standard = try NodePaths(try NodeConfiguration())
        #expect(standard.state.nodeName == "/var/lib/calico/nodename")
        #expect(standard.state.daemonSocket == "/run/calico/calico-node.sock")
        #expect(standard.datastore == "/var/lib/calico/datastore")
        #expect(standard.secrets == "/etc/calico/secrets")
        let moved = try NodePaths(try NodeConfiguration(environment: ["CALICO_STATE_DIR": "/n1/", "CALICO_SECRETS_DIR": "/s"]))
        #expect(moved.state.mtu == "/n1/mtu" && moved.datastore == "/n1/datastore" && moved.secrets == "/s")
        #expect(try NodePaths(try NodeConfiguration(environment: ["CALICO_DATASTORE_DIR": "/d"])).datastore == "/d")
        let deep = "/" + String(repeating: "a", count: 120)
        let error = #expect(throws: StartupError.self) { _ = try NodePaths(try NodeConfiguration(environment: ["CALICO_STATE_DIR": deep])) }
        #expect(error?.kind == .settings)
    }
}
