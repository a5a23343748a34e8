import Addresses
import CNISpec
import JSON
import NodeStore
import PodInterface
import Testing

@Suite("calico-ipam as a plugin of its own", .needs("calico-ipam"))
struct IPAMPluginTests {
    private static func network(_ node: TestNode, version: String? = "1.0.0", ipam: JSONValue? = nil) -> JSONObject {
        node.network(version: version, type: "ptp", ipam: ipam)
    }

    private static func run(
        _ node: TestNode, _ verb: String, _ pod: TestPod?, _ network: JSONObject, arguments: String? = nil, netns: String? = nil
    ) throws -> PluginAnswer {
        try node.run(verb, pod, network, program: "calico-ipam", arguments: arguments, netns: netns)
    }

    @Test(arguments: VersionTests.versions)
    func addGivesPrefixLengthAndGatewayInTheFormOfItsVersion(_ version: String?) throws {
        try TestNode.run { node in
            var section = try #require(Families.dual.ipam.object)
            section["routes"] = [["dst": "0.0.0.0/0"]]
            let answer = try Self.run(node, "ADD", node.pod(), Self.network(node, version: version, ipam: .object(section)))
            let number = version ?? "0.2.0"
            let expected =
                switch number {
                case "0.1.0", "0.2.0":
                    #"{"cniVersion":"\#(number)","ip4":{"ip":"10.65.0.2/24","gateway":"10.65.0.1","routes":[{"dst":"0.0.0.0/0"}]},"#
                        + #""ip6":{"ip":"fd00:65::2/64","gateway":"fd00:65::1"},"dns":{}}"#
                case "0.3.0", "0.3.1", "0.4.0":
                    #"{"cniVersion":"\#(number)","ips":[{"version":"4","address":"10.65.0.2/24","gateway":"10.65.0.1"},"#
                        + #"{"version":"6","address":"fd00:65::2/64","gateway":"fd00:65::1"}],"routes":[{"dst":"0.0.0.0/0"}],"dns":{}}"#
                default:
                    #"{"cniVersion":"\#(number)","ips":[{"address":"10.65.0.2/24","gateway":"10.65.0.1"},"#
                        + #"{"address":"fd00:65::2/64","gateway":"fd00:65::1"}],"routes":[{"dst":"0.0.0.0/0"}]}"#
                }
            #expect(answer.output == expected + "\n", "\(answer)")
            #expect(try node.podLinks() == [])
        }
    }

    @Test
    func aRepeatedAddGivesTheSameAddressAndDelFreesItTwice() throws {
        try TestNode.run { node in
            let (pod, network) = (try node.pod(), Self.network(node))
            let first = try Self.run(node, "ADD", pod, network)
            #expect(try Self.run(node, "ADD", pod, network).output == first.output)
            #expect(try node.ownedAddresses() == ["10.65.0.2"])
            for netns in [pod.namespace.path, "", "/run/netns/gone"] {
                let answer = try Self.run(node, "DEL", pod, network, netns: netns)
                #expect(answer.status == 0, "\(answer)")
                #expect(answer.output == "")
            }
            try node.expectNothingLeft()
        }
    }

    @Test(arguments: VersionTests.versions)
    func checkExistsSince040(_ version: String?) throws {
        try TestNode.run { node in
            let pod = try node.pod()
            var network = Self.network(node, version: version)
            network["prevResult"] = try Self.run(node, "ADD", pod, network).json
            let answer = try Self.run(node, "CHECK", pod, network)
            if let version, version >= "0.4.0" {
                #expect(answer.status == 0, "\(answer)")
            } else {
                expectError(answer, code: .incompatibleVersion, ["does not allow CHECK"])
            }
        }
    }

    @Test(arguments: VersionTests.versions)
    func collectingGarbageAndStatusExistSince110(_ version: String?) throws {
        try TestNode.run { node in
            let pod = try node.pod()
            var network = Self.network(node, version: version)
            #expect(try Self.run(node, "ADD", pod, network).status == 0)
            network["cni.dev/valid-attachments"] = []
            for verb in ["STATUS", "GC"] {
                let answer = try Self.run(node, verb, nil, network)
                if version == "1.1.0" {
                    #expect(answer.status == 0, "\(answer)")
                } else {
                    expectError(answer, code: .incompatibleVersion, ["does not allow \(verb)"])
                }
            }
            #expect(try node.records().count == (version == "1.1.0" ? 0 : 1))
        }
    }

    @Test
    func checkNamesWhatIsMissing() throws {
        try TestNode.run { node in
            let (pod, other) = (try node.pod(), try node.pod())
            var network = Self.network(node)
            let result = try Self.run(node, "ADD", pod, network).json
            network["prevResult"] = result
            expectError(try Self.run(node, "CHECK", other, network), code: .checkFailed, ["not recorded", other.id])
            network["prevResult"] = ["cniVersion": "1.0.0", "ips": [["address": "10.65.0.3/24"]]]
            expectError(try Self.run(node, "CHECK", pod, network), code: .checkFailed, ["10.65.0.2 is recorded and not in the previous result"])
        }
    }

    @Test(arguments: [("10.65.0.77", "10.65.0.77/24"), ("10.65.0.1", nil), ("10.66.0.1", nil), ("fd00::1", nil)] as [(String, String?)])
    func addressesCanBeAskedFor(_ wanted: String, _ expected: String?) throws {
        try TestNode.run { node in
            let answer = try Self.run(node, "ADD", node.pod(), Self.network(node), arguments: "IP=\(wanted)")
            if let expected {
                #expect(AddResult(json: answer.json).addresses == [expected], "\(answer)")
            } else {
                expectError(answer, code: .addressUnavailable, [wanted])
                try node.expectNothingLeft()
            }
        }
    }

    @Test(.needs("calico"))
    func sharesItsAddressesWithCalico() throws {
        try TestNode.run { node in
            let (first, second) = (try node.pod(), try node.pod())
            let network = Self.network(node)
            #expect(AddResult(json: try Self.run(node, "ADD", first, network).json).host == "10.65.0.2")
            let result = try node.add(second)
            #expect(result.host == "10.65.0.3")
            // GC of one of the two takes nothing of the other.
            var collection = node.network(version: "1.1.0")
            collection["cni.dev/valid-attachments"] = []
            try node.succeed("GC", nil, collection)
            #expect(try node.records().map(\.key.containerID) == [first.id])
        }
    }

    @Test
    func withoutAnIpamSectionSaysHowToWriteOne() throws {
        try TestNode.run { node in
            var network = Self.network(node)
            network["ipam"] = nil
            expectError(try Self.run(node, "ADD", node.pod(), network), code: .invalidConfiguration, ["no ipam section"])
        }
    }
}

@Suite("Main plugins of others with calico-ipam", .needs("calico-ipam", "ptp", "bridge", "/usr/bin/ping", "/usr/sbin/iptables"))
struct ForeignMainPluginTests {
    /// The state folder inside `ipam`, where another main plugin leaves it.
    private static func network(_ node: TestNode, _ type: String, families: Families) throws -> JSONObject {
        var section = try #require(families.ipam.object)
        section["state_dir"] = .string(node.stateFolder)
        section["routes"] = .array(families.list.map { ["dst": .string($0.everything)] })
        var network = node.network(type: type, ipam: .object(section), ["ipMasq": false, "mtu": 1400])
        network["state_dir"] = nil
        if type == "bridge" {
            network["bridge"] = "br0"
            network["isGateway"] = true
        }
        return network
    }

    @Test(arguments: ["ptp", "bridge"], Families.allCases)
    func haveWorkingAddressesAndGateways(_ type: String, _ families: Families) throws {
        try TestNode.run { node in
            let network = try Self.network(node, type, families: families)
            let (first, second) = (try node.pod(), try node.pod())
            let results = [try node.add(first, network), try node.add(second, network)]
            for (number, result) in results.enumerated() {
                let expected = families.list.map { "\($0.testAddress(2 + number))/\($0 == .v4 ? 24 : 64)" }
                #expect(result.addresses == expected)
                #expect(result.json["ips"]?.array?.compactMap { $0["gateway"]?.string } == families.addresses(1))
            }
            for family in families.list {
                #expect(try node.host.comesToReach(family.testAddress(2)), "host to pod")
                #expect(try first.namespace.comesToReach(try #require(TestNode.outsideAddresses[family])), "pod to outside")
                #expect(try first.namespace.comesToReach(family.testAddress(3)), "pod to pod")
            }
            for pod in [first, second] { try node.del(pod, network) }
            #expect(try node.records() == [])
            #expect(try node.ownedAddresses() == [])
        }
    }

    @Test(arguments: ["ptp", "bridge"])
    func neverGetTheGatewayAsAPodsAddress(_ type: String) throws {
        try TestNode.run { node in
            let network = try Self.network(node, type, families: .v4)
            let answer = try node.run("ADD", node.pod(), network, arguments: "IgnoreUnknown=1;IP=10.65.0.1")
            #expect(answer.status == 1)
            #expect("\(answer.message) \(answer.details)".contains("gateway"), "\(answer)")
            #expect(try node.records() == [])
        }
    }
}
