import Addresses
import CNISpec
import JSON
import NodeStore
import PodInterface
import Testing

@Suite("Every verb in every version", .needs("calico"))
struct VersionTests {
    /// nil: the configuration has no cniVersion.
    static let versions: [String?] = CNIVersion.allCases.map(\.rawValue) + [nil]

    private static func version(_ text: String?) -> CNIVersion { text.flatMap(CNIVersion.init(rawValue:)) ?? .v020 }

    @Test(arguments: versions)
    func addAnswersInExactlyTheFormOfItsVersion(_ version: String?) throws {
        try TestNode.run { node in
            let pod = try node.pod()
            let answer = try node.run("ADD", pod, node.network(version: version, ipam: Families.dual.ipam, ["mtu": 1400]))
            try #require(answer.status == 0, "\(answer)")
            let host = try #require(try node.podLinks().first).name
            let mac = "\(try #require(try pod.link()?.mac))"
            let sandbox = pod.namespace.path
            let number = Self.version(version)
            let expected =
                switch number {
                case .v010, .v020:
                    #"{"cniVersion":"\#(number.rawValue)","ip4":{"ip":"10.65.0.2/32"},"ip6":{"ip":"fd00:65::2/128"},"dns":{}}"#
                case .v030, .v031, .v040:
                    #"{"cniVersion":"\#(number.rawValue)","interfaces":[{"name":"\#(host)"},{"name":"eth0","mac":"\#(mac)","sandbox":"\#(sandbox)"}],"#
                        + #""ips":[{"version":"4","interface":1,"address":"10.65.0.2/32"},"#
                        + #"{"version":"6","interface":1,"address":"fd00:65::2/128"}],"dns":{}}"#
                case .v100, .v110:
                    #"{"cniVersion":"\#(number.rawValue)","#
                        + #""interfaces":[{"name":"\#(host)"},{"mac":"\#(mac)","mtu":1400,"name":"eth0","sandbox":"\#(sandbox)"}],"#
                        + #""ips":[{"address":"10.65.0.2/32","interface":1},{"address":"fd00:65::2/128","interface":1}]}"#
                }
            #expect(answer.output == expected + "\n")
        }
    }

    @Test(arguments: versions)
    func delAnswersNothingAndLeavesNothing(_ version: String?) throws {
        try TestNode.run { node in
            let pod = try node.pod()
            let network = node.network(version: version)
            let added = try node.run("ADD", pod, network)
            #expect(added.status == 0, "\(added)")
            try node.del(pod, network)
            try node.expectNothingLeft()
        }
    }

    @Test(arguments: versions)
    func checkExistsSince040(_ version: String?) throws {
        try TestNode.run { node in
            let pod = try node.pod()
            var network = node.network(version: version)
            network["prevResult"] = try node.run("ADD", pod, network).json
            if Self.version(version) >= .v040 {
                try node.succeed("CHECK", pod, network)
            } else {
                try node.fail("CHECK", pod, network, code: .incompatibleVersion, ["does not allow CHECK", "0.4.0"])
            }
        }
    }

    @Test(arguments: versions)
    func collectingGarbageExistsSince110(_ version: String?) throws {
        try TestNode.run { node in
            let pod = try node.pod()
            let network = node.network(version: version)
            #expect(try node.run("ADD", pod, network).status == 0)
            var collection = network
            collection["cni.dev/valid-attachments"] = []
            if Self.version(version) >= .v110 {
                try node.succeed("GC", nil, collection)
                try node.expectNothingLeft()
            } else {
                try node.fail("GC", nil, collection, code: .incompatibleVersion, ["does not allow GC", "1.1.0"])
                #expect(try node.records().count == 1)
                #expect(try node.podLinks().count == 1)
            }
        }
    }

    @Test(arguments: versions)
    func statusExistsSince110(_ version: String?) throws {
        try TestNode.run { node in
            let network = node.network(version: version)
            if Self.version(version) >= .v110 {
                try node.succeed("STATUS", nil, network)
            } else {
                try node.fail("STATUS", nil, network, code: .incompatibleVersion, ["does not allow STATUS", "1.1.0"])
            }
        }
    }

    @Test(arguments: versions)
    func versionListsWhatIsSupported(_ version: String?) throws {
        try TestNode.run { node in
            let answer = try node.run("VERSION", nil, node.network(version: version))
            #expect(answer.status == 0)
            let supported = #""supportedVersions":["0.1.0","0.2.0","0.3.0","0.3.1","0.4.0","1.0.0","1.1.0"]"#
            #expect(answer.output == #"{"cniVersion":"\#(version ?? "1.1.0")",\#(supported)}"# + "\n")
        }
    }

    @Test(arguments: ["1.2.0", "2.0.0", "0.4", "1.0", "v1.0.0", "99"], ["ADD", "DEL", "CHECK", "GC", "STATUS"])
    func otherVersionsAreRefused(_ version: String, _ verb: String) throws {
        try TestNode.run { node in
            try node.fail(verb, node.pod(), node.network(version: version), code: .incompatibleVersion, [version])
            try node.expectNothingLeft()
        }
    }
}
