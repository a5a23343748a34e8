import CNISpec
import NodeIPAM
import Testing

@Suite struct StatePathsTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let key: String?, environment: String?, persistent: String, volatile: String
        var testDescription: String { "\(key ?? "-") \(environment ?? "-")" }
    }

    @Test(arguments: [
        Row(key: nil, environment: nil, persistent: "/var/lib/calico", volatile: "/run/calico"),
        Row(key: "", environment: "", persistent: "/var/lib/calico", volatile: "/run/calico"),
        Row(key: "/k", environment: nil, persistent: "/k", volatile: "/k/run"),
        Row(key: nil, environment: "/e", persistent: "/e", volatile: "/e/run"),
        Row(key: "", environment: "/e", persistent: "/e", volatile: "/e/run"),
        Row(key: "/k", environment: "/e", persistent: "/k", volatile: "/k/run"),
        Row(key: "/k", environment: "relative", persistent: "/k", volatile: "/k/run"),
        Row(key: "/a/b/", environment: nil, persistent: "/a/b", volatile: "/a/b/run"),
        Row(key: "/a///", environment: nil, persistent: "/a", volatile: "/a/run"),
        Row(key: "/", environment: nil, persistent: "/", volatile: "/run"),
    ])
    func takesTheKeyThenTheEnvironmentThenTheDefaults(_ row: Row) throws {
        let paths = try StatePaths(configured: row.key, environment: row.environment)
        #expect(paths.persistent == row.persistent)
        #expect(paths.volatile == row.volatile)
    }

    @Test func namesItsFiles() throws {
        let paths = try StatePaths(configured: "/d", environment: nil)
        #expect([paths.nodeName, paths.mtu, paths.nodeRecord] == ["/d/nodename", "/d/mtu", "/d/node.json"])
        #expect([paths.nodeStore, paths.daemonSocket] == ["/d/run/nodestore", "/d/run/calico-node.sock"])
        #expect(StatePaths.standard.nodeStore == "/run/calico/nodestore")
    }

    @Test(arguments: [("relative", nil), (nil, "relative/path"), ("./x", "/e"), (" /k", nil)] as [(String?, String?)])
    func refusesARelativeFolder(_ key: String?, _ environment: String?) throws {
        let error = try refusal { () throws(CNIError) in _ = try StatePaths(configured: key, environment: environment) }
        let text = key ?? environment ?? ""
        #expect(
            error
                == CNIError(
                    .invalidConfiguration, "state_dir is not an absolute path", details: "state_dir is \"\(text)\"; write a path that begins with /"))
    }

    /// sun_path has 108 octets with its NUL (linux/un.h); the socket takes 21 after the folder.
    @Test(arguments: [(86, 107), (87, 108), (200, 221)])
    func leavesRoomForASocketPath(_ folder: Int, _ socket: Int) throws {
        // Two octets a letter: octets count, not characters.
        let path = "/" + String(repeating: "é", count: (folder - 1) / 2) + ((folder - 1) % 2 == 1 ? "x" : "")
        guard socket > StatePaths.longestSocketPath else {
            #expect(try StatePaths(configured: path, environment: nil).daemonSocket.utf8.count == socket)
            return
        }
        let error = try refusal { () throws(CNIError) in _ = try StatePaths(configured: path, environment: nil) }
        #expect(error.code == .invalidConfiguration)
        #expect(error.message == "state_dir is too long for a unix socket")
        #expect(
            error.details
                == "\(path)/run/calico-node.sock has \(socket) octets, a socket path has 107 at most; choose a state_dir shorter by \(socket - 107)")
    }

    @Test(arguments: [
        ("", "/e"), (#""state_dir":"/top""#, "/top"), (#""ipam":{"type":"calico-ipam","state_dir":"/inner"}"#, "/inner"),
        (#""state_dir":"/top","ipam":{"state_dir":"/inner"}"#, "/top"), (#""state_dir":null"#, "/e"), (#""state_dir":"""#, "/e"),
    ])
    func readsAConfiguration(_ members: String, _ persistent: String) throws {
        #expect(try StatePaths(configuration: configuration(members), environment: "/e").persistent == persistent)
    }

    @Test(arguments: [
        (#""state_dir":5"#, "a number"), (#""state_dir":["/a"]"#, "an array"), (#""ipam":{"state_dir":true}"#, "a boolean"),
    ])
    func refusesWhatIsNoText(_ members: String, _ kind: String) throws {
        let configuration = try configuration(members)
        let error = try refusal { () throws(CNIError) in _ = try StatePaths(configuration: configuration, environment: "/e") }
        let details = "state_dir is \(kind); write an absolute path such as \"/var/lib/calico\""
        #expect(error == CNIError(.invalidConfiguration, "state_dir is not a string", details: details))
    }
}
