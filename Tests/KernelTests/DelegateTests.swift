import CNISpec
import Foundation
import JSON
import NodeStore
import PodInterface
import Testing

@Suite("IPAM plugins of others", .needs("calico", "host-local", "static"))
struct DelegateTests {
    /// `host-local` with its records below the state folder.
    private static func hostLocal(_ node: TestNode, _ more: KeyValuePairs<String, JSONValue> = ["subnet": "10.70.0.0/24"]) -> JSONValue {
        var section = JSONObject([("type", "host-local"), ("dataDir", .string("\(node.stateFolder)/host-local"))])
        for (key, value) in more { section[key] = value }
        return .object(section)
    }

    /// The addresses `host-local` has records of.
    private static func held(_ node: TestNode, network: String = "net") -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(node.stateFolder)/host-local/\(network)")) ?? []
        return names.filter { $0.contains(".") || $0.contains(":") }.filter { !$0.hasPrefix("last_") }.sorted()
    }

    @Test(arguments: ["0.3.1", "0.4.0", "1.0.0", "1.1.0"])
    func giveAddressesThatAreNarrowedToHosts(_ version: String) throws {
        try TestNode.run { node in
            let network = node.network(version: version, ipam: Self.hostLocal(node))
            let pod = try node.pod(pod: "default/mypod")
            let result = try node.add(pod, network)
            #expect(result.addresses == ["10.70.0.2/32"])
            #expect(result.json["ips"]?.array?.first?["gateway"] == nil)
            #expect(try pod.addresses() == ["10.70.0.2/32"])
            #expect(Self.held(node) == ["10.70.0.2"])
            #expect(try node.ownedAddresses() == ["10.70.0.2"])
            #expect(try node.host.reaches("10.70.0.2"))
            if version != "0.3.1" { #expect(try node.check(pod, result, network).status == 0) }
            try node.del(pod, network)
            #expect(Self.held(node) == [])
            try node.expectNothingLeft()
            try node.del(pod, network)
        }
    }

    @Test(arguments: ["1.0.0", "1.1.0"])
    func staticGivesWhatIsWritten(_ version: String) throws {
        try TestNode.run { node in
            let section: JSONValue = [
                "type": "static", "addresses": [["address": "10.71.0.5/24"], ["address": "fd00:71::5/64"]],
                "routes": [["dst": "10.96.0.0/12"], ["dst": "fd00:96::/64"]], "dns": ["nameservers": ["10.96.0.10"]],
            ]
            let network = node.network(version: version, ipam: section)
            let pod = try node.pod()
            let result = try node.add(pod, network)
            #expect(result.addresses == ["10.71.0.5/32", "fd00:71::5/128"])
            #expect(result.json["dns"]?["nameservers"] == ["10.96.0.10"])
            let routes = try pod.namespace.view().routes.filter { $0.isOurs && $0.gateway != nil }
            #expect(Set(routes.map { "\($0.destination)" }) == ["10.96.0.0/12", "fd00:96::/64"])
            let check = try node.check(pod, result, network)
            #expect(check.status == 0, "\(check)")
            try node.fail("ADD", node.pod(), network, code: .addressUnavailable, ["10.71.0.5", pod.id])
            try node.del(pod, network)
            try node.expectNothingLeft()
        }
    }

    @Test(arguments: [
        ("usePodCidr", #""10.244.1.0/24""#, ["10.244.1.2/32"]), ("USEPODCIDR", #""10.244.1.0/24","fd00:10:244:1::/64""#, ["10.244.1.2/32"]),
        ("usePodCidrIPv6", #""10.244.1.0/24","fd00:10:244:1::/64""#, ["fd00:10:244:1::2/128"]),
    ])
    func hostLocalGetsTheNodesPodCIDR(_ word: String, _ podCIDRs: String, _ expected: [String]) throws {
        try TestNode.run { node in
            try node.write("node.json", #"{"name":"node1","podCIDRs":[\#(podCIDRs)]}"#)
            let network = node.network(ipam: Self.hostLocal(node, ["subnet": .string(word)]))
            let pod = try node.pod()
            #expect(try node.add(pod, network).addresses == expected)
            try node.write("node.json", "{}")
            try node.del(pod, network)
            #expect(Self.held(node) == [], "DEL needs no podCIDR")
            try node.expectNothingLeft()
        }
    }

    @Test
    func hostLocalGetsBothPodCIDRsInRanges() throws {
        try TestNode.run { node in
            try node.setPodCIDRs("10.244.1.0/24", "fd00:10:244:1::/64")
            let network = node.network(ipam: Self.hostLocal(node, ["ranges": [[["subnet": "usePodCidr"]], [["subnet": "usePodCidrIPv6"]]]]))
            let pod = try node.pod()
            #expect(try node.add(pod, network).addresses == ["10.244.1.2/32", "fd00:10:244:1::2/128"])
            for address in ["10.244.1.2", "fd00:10:244:1::2"] { #expect(try node.host.reaches(address)) }
            try node.del(pod, network)
            #expect(Self.held(node) == [])
        }
    }

    @Test
    func hostLocalWithoutAPodCIDRWaits() throws {
        try TestNode.run { node in
            let network = node.network(version: "1.1.0", ipam: Self.hostLocal(node, ["subnet": "usePodCidr"]))
            try node.fail("ADD", node.pod(), network, code: .tryAgainLater, ["usePodCidr"])
            try node.fail("STATUS", nil, network, code: .notReady, ["usePodCidr"])
            try node.expectNothingLeft()
        }
    }

    @Test(arguments: ["foreign eth0", "address of a record", "route of the host"])
    func getTheirAddressBackFromAnADDThatFails(_ obstacle: String) throws {
        try TestNode.run { node in
            let pod = try node.pod()
            let network = node.network(ipam: Self.hostLocal(node))
            var code = CNIError.Code.addressUnavailable
            switch obstacle {
            case "foreign eth0":
                try pod.namespace.shell("ip link add eth0 type bridge")
                code = .foreignInterface
            case "address of a record": try node.add(node.pod(), node.network("own", ipam: node.ipam(["subnet": "10.70.0.0/24"])))
            default: try node.host.shell("ip route add 10.70.0.2/32 dev up0")
            }
            try node.fail("ADD", pod, network, code: code)
            #expect(Self.held(node) == [])
            #expect(try node.records().allSatisfy { $0.key.containerID != pod.id })
            #expect(try pod.link()?.kind != "veth")
        }
    }

    @Test
    func areFreedByGC() throws {
        try TestNode.run { node in
            var network = node.network(version: "1.1.0", ipam: Self.hostLocal(node))
            let (kept, stale) = (try node.pod(), try node.pod())
            try node.add(kept, network)
            try node.add(stale, network)
            #expect(Self.held(node) == ["10.70.0.2", "10.70.0.3"])
            network["cni.dev/valid-attachments"] = [["containerID": .string(kept.id), "ifname": "eth0"]]
            try node.succeed("GC", nil, network)
            #expect(Self.held(node) == ["10.70.0.2"])
            #expect(try node.records().map(\.key.containerID) == [kept.id])
        }
    }

    @Test
    func withoutSTATUSAreReady() throws {
        try TestNode.run { node in try node.succeed("STATUS", nil, node.network(version: "1.1.0", ipam: Self.hostLocal(node))) }
    }

    @Test
    func checkAsksThemToo() throws {
        try TestNode.run { node in
            let network = node.network(ipam: Self.hostLocal(node))
            let pod = try node.pod()
            let result = try node.add(pod, network)
            try FileManager.default.removeItem(atPath: "\(node.stateFolder)/host-local/net/10.70.0.2")
            expectError(try node.check(pod, result, network), code: .delegate, ["host-local CHECK"])
        }
    }

    @Test
    func thatAreMissingAreAnErrorOfTheConfiguration() throws {
        try TestNode.run { node in
            let network = node.network(ipam: ["type": "no-such-ipam"])
            try node.fail("ADD", node.pod(), network, code: .invalidConfiguration, ["no-such-ipam", "CNI_PATH", Programs.debianFolder])
            try node.expectNothingLeft()
        }
    }

    @Test
    func thatAreExhaustedSaySo() throws {
        try TestNode.run { node in
            let network = node.network(ipam: Self.hostLocal(node, ["subnet": "10.70.0.0/30"]))
            try node.add(node.pod(), network)
            try node.fail("ADD", node.pod(), network, code: .delegate, ["host-local ADD", "no IP addresses available"])
            #expect(try node.records().count == 1)
        }
    }

    /// What a plugin made of a shell script does, and the error's words.
    @Test(arguments: [
        ("exit 3", "exit status 3"), ("echo oops >&2; exit 1", "oops"), ("kill -9 $$", "exit status 137"), ("echo garbage", "no valid result"),
        (#"echo '{"cniVersion":"1.0.0"}'"#, "gave no address"), (#"echo '{"code":7,"msg":"I do not like it"}'; exit 1"#, "I do not like it"),
        (#"echo '{"cniVersion":"1.0.0","ips":[{"address":"nonsense"}]}'"#, "no valid result"), ("", "no valid result"),
    ])
    func thatMisbehaveAreNamed(_ script: String, _ words: String) throws {
        try TestNode.run { node in
            let path = "\(node.stateFolder)/odd-ipam"
            try node.write("odd-ipam", "#!/bin/sh\ncat >/dev/null\n[ $CNI_COMMAND = ADD ] || exit 0\n\(script)\n")
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
            let pod = try node.pod()
            let answer = try node.run("ADD", pod, node.network(ipam: ["type": "odd-ipam"]), environment: ["CNI_PATH": node.stateFolder])
            expectError(answer, code: .delegate, ["odd-ipam", words])
            try node.expectNothingLeft()
            #expect(try pod.link() == nil)
        }
    }
}
