import CNISpec
import JSON
import NodeStore
import PodInterface
import Testing

@Suite("Addresses that are asked for", .needs("calico"))
struct ForcedAddressTests {
    /// How a runtime asks.
    enum Way: String, CaseIterable, Sendable, CustomTestStringConvertible {
        case arguments = "CNI_ARGS"
        case configurationArguments = "args.cni.ips"
        case runtimeConfiguration = "runtimeConfig.ips"

        var testDescription: String { rawValue }

        func run(_ node: TestNode, _ pod: TestPod, _ network: JSONObject, _ addresses: String...) throws -> PluginAnswer {
            var network = network
            let list = JSONValue.array(addresses.map { .string($0) })
            switch self {
            case .arguments: return try node.run("ADD", pod, network, arguments: "IgnoreUnknown=1;IP=\(addresses.joined(separator: ","))")
            case .configurationArguments: network["args"] = ["cni": ["ips": list]]
            case .runtimeConfiguration: network["runtimeConfig"] = ["ips": list]
            }
            return try node.run("ADD", pod, network)
        }
    }

    @Test(arguments: Way.allCases, ["10.65.0.77", "10.65.0.77/24"])
    func freeOnesAreGiven(_ way: Way, _ wanted: String) throws {
        try TestNode.run { node in
            let pod = try node.pod()
            let answer = try way.run(node, pod, node.network(), wanted)
            #expect(AddResult(json: answer.json).addresses == ["10.65.0.77/32"], "\(answer)")
            #expect(try pod.addresses() == ["10.65.0.77/32"])
            #expect(try node.ownedAddresses() == ["10.65.0.77"])
        }
    }

    @Test(arguments: Way.allCases)
    func oneOfEachFamilyIsGiven(_ way: Way) throws {
        try TestNode.run { node in
            let answer = try way.run(node, node.pod(), node.network(ipam: Families.dual.ipam), "fd00:65::77", "10.65.0.77")
            #expect(AddResult(json: answer.json).addresses == ["10.65.0.77/32", "fd00:65::77/128"], "\(answer)")
        }
    }

    @Test(arguments: Way.allCases)
    func theOtherFamilyIsChosenWhereOneIsAskedFor(_ way: Way) throws {
        try TestNode.run { node in
            let answer = try way.run(node, node.pod(), node.network(ipam: Families.dual.ipam), "fd00:65::77")
            #expect(AddResult(json: answer.json).addresses == ["10.65.0.2/32", "fd00:65::77/128"], "\(answer)")
        }
    }

    @Test(arguments: Way.allCases)
    func takenOnesAreRefusedWithTheirOwner(_ way: Way) throws {
        try TestNode.run { node in
            let (owner, pod) = (try node.pod(), try node.pod())
            try node.add(owner, arguments: "IP=10.65.0.77")
            let answer = try way.run(node, pod, node.network(), "10.65.0.77")
            expectError(answer, code: .addressUnavailable, ["10.65.0.77", owner.id, "eth0", "network net"])
            #expect(try pod.link() == nil)
            #expect(try node.records().map(\.key.containerID) == [owner.id])
            #expect(try node.podLinks().count == 1)
        }
    }

    @Test(
        arguments: [
            ("10.66.0.1", "none of the pool's subnets"), ("10.65.1.1", "none of the pool's subnets"), ("10.65.0.0", "network address"),
            ("10.65.0.255", "broadcast address"), ("10.65.0.1", "gateway"), ("10.65.0.9", "excluded"), ("fd00:65::7", "no IPv6 range"),
            ("10.65.0.250", "outside its range"),
        ], Way.allCases)
    func thoseTheNetworkDoesNotHandOutAreRefused(_ row: (String, String), _ way: Way) throws {
        try TestNode.run { node in
            let network = node.network(ipam: node.ipam(["subnet": "10.65.0.0/24", "exclude": ["10.65.0.8/30"], "rangeEnd": "10.65.0.200"]))
            let address = row.0
            // The pool ends before the broadcast address: that one is outside as well.
            let words = address == "10.65.0.255" ? [address] : [address, row.1]
            expectError(try way.run(node, node.pod(), network, address), code: .addressUnavailable, words)
            try node.expectNothingLeft()
        }
    }

    @Test
    func theGatewayOfTheConfigurationIsRefused() throws {
        try TestNode.run { node in
            let network = node.network(ipam: node.ipam(["subnet": "10.65.0.0/24", "gateway": "10.65.0.254"]))
            try node.fail("ADD", node.pod(), network, code: .addressUnavailable, ["gateway"], arguments: "IP=10.65.0.254")
            #expect(try node.add(node.pod(), network).host == "10.65.0.1")
        }
    }

    @Test
    func releasedOnesCanBeAskedForWhileTheyRest() throws {
        try TestNode.run { node in
            let network = node.network(ipam: node.ipam(["subnet": "10.65.0.0/24", "ipCooldownSeconds": 3600]))
            let (first, second) = (try node.pod(), try node.pod())
            try node.add(first, network)
            try node.del(first, network)
            #expect(try node.add(second, network, arguments: "IP=10.65.0.2").host == "10.65.0.2")
        }
    }

    @Test(arguments: ["ip route add 10.65.0.2/32 dev up0", "ip route add 10.65.0.2/32 via 192.0.2.254"])
    func anAddressSomebodyElseOnTheNodeHasIsLeftAndTheNextTryGetsAnother(_ script: String) throws {
        try TestNode.run { node in
            try node.host.shell(script)
            let pod = try node.pod()
            try node.fail("ADD", pod, code: .addressUnavailable, ["10.65.0.2"])
            try node.expectNothingLeft()
            #expect(try pod.link() == nil)
            #expect(try node.add(pod).host == "10.65.0.3")
        }
    }
}

@Suite("MAC addresses that are asked for", .needs("calico", "/usr/bin/ping"))
struct ForcedMACTests {
    @Test(arguments: ["runtimeConfig", "args.cni", "CNI_ARGS"])
    func areGiven(_ way: String) throws {
        try TestNode.run { node in
            let pod = try node.pod()
            var network = node.network()
            if way == "runtimeConfig" { network["runtimeConfig"] = ["mac": "02:ab:00:00:00:01"] }
            if way == "args.cni" { network["args"] = ["cni": ["mac": "02:ab:00:00:00:01"]] }
            let result = try node.add(pod, network, arguments: way == "CNI_ARGS" ? "MAC=02:AB:00:00:00:01" : nil)
            #expect(result.mac == "02:ab:00:00:00:01")
            #expect(try pod.link()?.mac.map { "\($0)" } == "02:ab:00:00:00:01")
            #expect(try node.host.reaches(result.host))
        }
    }

    @Test
    func runtimeConfigWins() throws {
        try TestNode.run { node in
            let network = node.network(["runtimeConfig": ["mac": "02:ab:00:00:00:01"]])
            let result = try node.add(node.pod(), network, arguments: "MAC=02:ab:00:00:00:02")
            #expect(result.mac == "02:ab:00:00:00:01")
        }
    }

    @Test
    func othersAreLocallyAdministeredAndDiffer() throws {
        try TestNode.run { node in
            let macs = try (0..<4).map { _ in try node.add(node.pod()).mac }
            #expect(Set(macs).count == 4)
            for mac in macs { #expect(UInt8(mac.prefix(2), radix: 16).map { $0 & 3 } == 2, "\(mac)") }
        }
    }

    @Test(arguments: ["", "02:ab:00:00:00", "01:00:5e:00:00:01", "00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff", "02:ab:00:00:00:0g", "02ab.0000.0001"])
    func badOnesAreRefused(_ mac: String) throws {
        try TestNode.run { node in
            let pod = try node.pod()
            if !mac.isEmpty {
                try node.fail("ADD", pod, code: .invalidEnvironment, ["MAC", mac], arguments: "MAC=\(mac)")
                try node.fail("ADD", pod, node.network(["runtimeConfig": ["mac": .string(mac)]]), code: .invalidConfiguration, ["mac", mac])
                try node.expectNothingLeft()
            } else {
                try node.add(pod, arguments: "MAC=")
            }
        }
    }
}
