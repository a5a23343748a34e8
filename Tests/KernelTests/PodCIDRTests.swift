import CNISpec
import JSON
import Testing

@Suite("Addresses of the node's podCIDR", .needs("calico"))
struct PodCIDRTests {
    /// The `ipam` keys, the node's podCIDRs, and what a pod gets; nil: code 11.
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let keys: JSONObject
        let podCIDRs: String
        let expected: [String]?

        init(_ text: String, _ keys: KeyValuePairs<String, JSONValue>, _ podCIDRs: String, _ expected: [String]?) {
            testDescription = text
            self.keys = JSONObject([("type", "calico-ipam")] + keys.map { ($0, $1) })
            self.podCIDRs = podCIDRs
            self.expected = expected
        }

        static let v4 = #""10.244.1.0/24""#
        static let v6 = #""fd00:10:244:1::/64""#
        static let rows = [
            Row("usePodCidr", ["subnet": "usePodCidr"], v4, ["10.244.1.2/32"]),
            Row("in any case of letters", ["subnet": "USEPODCIDR"], v4, ["10.244.1.2/32"]),
            Row("usePodCidrIPv6", ["subnet": "usePodCidrIPv6"], "\(v4),\(v6)", ["fd00:10:244:1::2/128"]),
            Row("usePodCidr of a dual-stack node", ["subnet": "usePodCidr"], "\(v4),\(v6)", ["10.244.1.2/32", "fd00:10:244:1::2/128"]),
            Row("IPv6 first", ["subnet": "usePodCidr"], "\(v6),\(v4)", ["10.244.1.2/32", "fd00:10:244:1::2/128"]),
            Row(
                "both words in ranges", ["ranges": [[["subnet": "usePodCidr"]], [["subnet": "usePodCidrIPv6"]]]], "\(v4),\(v6)",
                ["10.244.1.2/32", "fd00:10:244:1::2/128"]),
            Row("one word in ranges", ["ranges": [[["subnet": "usePodCidr"]]]], "\(v4),\(v6)", ["10.244.1.2/32"]),
            Row("nothing written", [:], "\(v4),\(v6)", ["10.244.1.2/32", "fd00:10:244:1::2/128"]),
            Row("IPv6 not wanted", ["subnet": "usePodCidr", "assign_ipv6": "false"], "\(v4),\(v6)", ["10.244.1.2/32"]),
            Row("IPv4 not wanted", ["subnet": "usePodCidr", "assign_ipv4": "false"], "\(v4),\(v6)", ["fd00:10:244:1::2/128"]),
            Row("no podCIDR", ["subnet": "usePodCidr"], "", nil),
            Row("no podCIDR and nothing written", [:], "", nil),
            Row("no IPv6 podCIDR", ["subnet": "usePodCidrIPv6"], v4, nil),
            Row("no IPv6 podCIDR in ranges", ["ranges": [[["subnet": "usePodCidr"]], [["subnet": "usePodCidrIPv6"]]]], v4, nil),
            Row("IPv6 wanted and none there", ["subnet": "usePodCidr", "assign_ipv6": "true"], v4, nil),
        ]
    }

    @Test(arguments: Row.rows)
    func areGivenAsTheConfigurationSays(_ row: Row) throws {
        try TestNode.run { node in
            try node.write("node.json", #"{"name":"node1","podCIDRs":[\#(row.podCIDRs)]}"#)
            let network = node.network(version: "1.1.0", ipam: .object(row.keys))
            let pod = try node.pod()
            guard let expected = row.expected else {
                try node.fail("ADD", pod, network, code: .tryAgainLater, ["podCIDR", "calico-ipam node set --pod-cidr"])
                try node.fail("STATUS", nil, network, code: .notReady, ["podCIDR"])
                return try node.expectNothingLeft()
            }
            try node.succeed("STATUS", nil, network)
            let result = try node.add(pod, network)
            #expect(result.addresses == expected)
            #expect(try pod.addresses() == expected)
            try node.del(pod, network)
            try node.expectNothingLeft()
        }
    }

    @Test
    func waitForTheNodeRecord() throws {
        try TestNode.run { node in
            let network = node.network(ipam: node.ipam(["subnet": "usePodCidr"]))
            let pod = try node.pod()
            try node.fail("ADD", pod, network, code: .tryAgainLater, ["node.json"])
            try node.setPodCIDRs("10.244.1.0/24")
            #expect(try node.add(pod, network).host == "10.244.1.2")
        }
    }

    @Test(arguments: ["{", "[]", #"{"podCIDRs":["10.244.1.0/33"]}"#, #"{"podCIDRs":["10.244.1.1/24"]}"#, #"{"podCIDRs":[1]}"#])
    func ofARecordThatCannotBeReadAreRefusedWithTheRemedy(_ text: String) throws {
        try TestNode.run { node in
            try node.write("node.json", text)
            let network = node.network(ipam: node.ipam(["subnet": "usePodCidr"]))
            let answer = try node.run("ADD", node.pod(), network)
            #expect(answer.status == 1)
            #expect([5, 11].contains(answer.code), "\(answer)")
            #expect(answer.details.contains("calico-ipam node set"), "\(answer)")
            try node.expectNothingLeft()
        }
    }

    @Test
    func areOfTheNewPodCIDRAfterAChangeAndTheOldOnesAreFreedForGood() throws {
        try TestNode.run { node in
            let network = node.network(version: "1.1.0", ipam: node.ipam(["subnet": "usePodCidr"]))
            try node.setPodCIDRs("10.244.1.0/29")
            let old = try (0..<5).map { _ in try node.pod() }
            let oldResults = try old.map { try node.add($0, network) }
            try node.fail("ADD", node.pod(), network, code: .addressesExhausted)

            try node.setPodCIDRs("10.244.2.0/29")
            try node.succeed("STATUS", nil, network)
            #expect(try node.check(old[0], oldResults[0], network).status == 0, "pods live on")
            #expect(try node.add(old[0], network).json == oldResults[0].json, "a repeated ADD keeps the old address")
            for pod in old { try node.del(pod, network) }
            try node.expectNothingLeft()

            let new = try (0..<5).map { _ in try node.add(node.pod(), network).host }
            #expect(new == (2...6).map { "10.244.2.\($0)" })
            try node.fail("ADD", node.pod(), network, code: .addressesExhausted, ["5 addresses: 5 used"])
        }
    }

    @Test
    func canBeFreedOnANodeThatHasLostItsRecord() throws {
        try TestNode.run { node in
            let network = node.network(ipam: node.ipam(["subnet": "usePodCidr"]))
            try node.setPodCIDRs("10.244.1.0/24")
            let pod = try node.pod()
            try node.add(pod, network)
            try node.write("node.json", "broken")
            try node.del(pod, network)
            try node.expectNothingLeft()
        }
    }
}
