import CNISpec
import JSON
import NodeStore
import PodInterface
import Testing

@Suite("Several networks on one node", .needs("calico", "/usr/bin/ping"))
struct NetworksTests {
    @Test
    func withTheSameRangeNeverGiveAnAddressTwice() throws {
        try TestNode.run { node in
            let ipam = node.ipam(["subnet": "10.65.0.0/28"])
            let networks = [node.network("one", ipam: ipam), node.network("two", ipam: ipam)]
            let hosts = try (0..<10).map { try node.add(node.pod(), networks[$0 % 2]).host }
            #expect(Set(hosts).count == 10)
            try node.fail("ADD", node.pod(), networks[1], code: .addressUnavailable, ["network one"], arguments: "IP=\(hosts[0])")
        }
    }

    @Test
    func withOverlappingRangesNeverGiveAnAddressTwice() throws {
        try TestNode.run { node in
            let wide = node.network("wide", ipam: node.ipam(["subnet": "10.65.0.0/24"]))
            let narrow = node.network("narrow", ipam: node.ipam(["subnet": "10.65.0.0/28"]))
            let hosts = try (0..<8).map { try node.add(node.pod(), $0 % 2 == 0 ? wide : narrow).host }
            #expect(Set(hosts).count == 8, "\(hosts)")
        }
    }

    @Test
    func oneContainerCanBeInTwo() throws {
        try TestNode.run { node in
            let first = try node.pod()
            let second = node.sharing(first, interface: "eth1")
            let other = node.network("other", ipam: node.ipam(["subnet": "10.66.0.0/24"]))
            let (firstResult, secondResult) = (try node.add(first), try node.add(second, other))
            #expect([firstResult.host, secondResult.host] == ["10.65.0.2", "10.66.0.2"])
            for address in ["10.65.0.2", "10.66.0.2"] { #expect(try node.host.reaches(address), "\(address)") }
            for address in ["10.65.0.2", "10.66.0.2"] { #expect(try node.outside.reaches(address), "\(address) from outside") }
            #expect(try first.reaches("192.0.2.1"))
            #expect(try node.check(first, firstResult).status == 0)
            #expect(try node.check(second, secondResult, other).status == 0)

            try node.del(first)
            #expect(try second.addresses() == ["10.66.0.2/32"])
            #expect(try node.host.reaches("10.66.0.2"))
            #expect(try second.reaches("192.0.2.1"), "with the first interface gone")
            try node.del(second, other)
            try node.expectNothingLeft()
        }
    }

    @Test(arguments: Families.allCases)
    func twoInterfacesInOneNetworkWork(_ families: Families) throws {
        try TestNode.run { node in
            let network = node.network(ipam: families.ipam)
            let first = try node.pod()
            let second = node.sharing(first, interface: "eth1")
            let results = [try node.add(first, network), try node.add(second, network)]
            for result in results { for address in result.hosts { #expect(try node.host.reaches(address), "\(address)") } }
            #expect(try node.add(second, network).json == results[1].json)
            #expect(try node.check(first, results[0], network).status == 0)
            #expect(try node.check(second, results[1], network).status == 0)
            try node.del(second, network)
            #expect(try node.check(first, results[0], network).status == 0)
            for address in results[0].hosts { #expect(try node.host.reaches(address)) }
        }
    }
}

@Suite("GC", .needs("calico"))
struct GarbageTests {
    private static func network(_ node: TestNode, _ name: String, valid: JSONValue?, key: String = "cni.dev/valid-attachments") -> JSONObject {
        var network = node.network(name, version: "1.1.0")
        network[key] = valid
        return network
    }

    private static func attachment(_ pod: TestPod) -> JSONValue { ["containerID": .string(pod.id), "ifname": .string(pod.interface)] }

    @Test(arguments: ["cni.dev/valid-attachments", "cni.dev/attachments"])
    func keepsWhatIsListedAndOtherNetworks(_ key: String) throws {
        try TestNode.run { node in
            let (kept, stale, other) = (try node.pod(), try node.pod(), try node.pod())
            let keptResult = try node.add(kept, node.network("one"))
            try node.add(stale, node.network("one"))
            let otherResult = try node.add(other, node.network("two"))
            try node.succeed("GC", nil, Self.network(node, "one", valid: [Self.attachment(kept)], key: key))
            #expect(try node.records().map(\.key.containerID).sorted() == [kept.id, other.id].sorted())
            #expect(try stale.link() == nil)
            #expect(try node.check(kept, keptResult, node.network("one")).status == 0)
            #expect(try node.check(other, otherResult, node.network("two")).status == 0)
            #expect(try node.podLinks().count == 2)
            #expect(try node.podRoutes().count == 2)
            #expect(try node.ownedAddresses() == (keptResult.hosts + otherResult.hosts).sorted())
        }
    }

    @Test(arguments: [JSONValue.array([]), .null])
    func withAnEmptyListTakesAllOfTheNetwork(_ list: JSONValue) throws {
        try TestNode.run { node in
            for _ in 0..<4 { try node.add(node.pod()) }
            try node.succeed("GC", nil, Self.network(node, "net", valid: list))
            try node.expectNothingLeft()
            try node.succeed("GC", nil, Self.network(node, "net", valid: list))
        }
    }

    @Test
    func withoutAListTakesNothing() throws {
        try TestNode.run { node in
            try node.add(node.pod())
            try node.fail("GC", nil, Self.network(node, "net", valid: nil), code: .invalidConfiguration, ["cni.dev/valid-attachments is missing"])
            #expect(try node.records().count == 1)
            #expect(try node.podLinks().count == 1)
        }
    }

    @Test
    func tellsTwoInterfacesOfOneContainerApart() throws {
        try TestNode.run { node in
            let first = try node.pod()
            let second = node.sharing(first, interface: "eth1")
            try node.add(first)
            try node.add(second)
            try node.succeed("GC", nil, Self.network(node, "net", valid: [Self.attachment(second)]))
            #expect(try node.records().map(\.key.interface) == ["eth1"])
            #expect(try first.link() == nil)
            #expect(try second.link() != nil)
        }
    }

    @Test
    func takesWhatHasLostItsLinkAndLeavesForeignOnes() throws {
        try TestNode.run { node in
            let (gone, replaced, whole) = (try node.pod(), try node.pod(), try node.pod())
            let goneName = try node.add(gone).hostInterface
            let replacedName = try node.add(replaced).hostInterface
            try node.add(whole)
            try node.host.shell("ip link delete \(goneName)\nip link delete \(replacedName)\nip link add \(replacedName) type bridge")
            try node.succeed("GC", nil, Self.network(node, "net", valid: []))
            #expect(try node.podLinks().map(\.name) == [replacedName])
            #expect(try node.records() == [])
            #expect(try node.ownedAddresses() == [])
        }
    }

    @Test
    func ofANodeWithoutAStoreIsSuccess() throws {
        try TestNode.run { node in try node.succeed("GC", nil, Self.network(node, "net", valid: [])) }
    }

    @Test
    func needsNoNodeName() throws {
        try TestNode.run { node in
            try node.add(node.pod())
            var network = Self.network(node, "net", valid: [])
            network["nodename"] = nil
            try node.succeed("GC", nil, network)
            try node.expectNothingLeft()
        }
    }
}
