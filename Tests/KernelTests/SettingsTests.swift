import CNISpec
import Foundation
import JSON
import PodInterface
import Testing

@Suite("Keys of the configuration", .needs("calico"))
struct SettingsTests {
    /// Where the MTU comes from, and what it is then; nil: an error of code 7.
    struct MTU: Sendable, CustomTestStringConvertible {
        var key: Int64?
        var file: String?
        var fileRequired = false
        var families = Families.v4
        let expected: Int?
        /// In the result: only what was asked for.
        var inResult: Bool { (key ?? 0) != 0 || ![nil, "0"].contains(file) }

        var testDescription: String {
            "key \(key.map { "\($0)" } ?? "-"), file \(file ?? "-")\(fileRequired ? ", required" : ""), \(families.rawValue)"
        }

        static let rows = [
            MTU(expected: 1500), MTU(key: 1400, expected: 1400), MTU(file: "1420", expected: 1420), MTU(file: " 1420\n", expected: 1420),
            MTU(key: 1400, file: "1420", expected: 1400), MTU(key: 0, file: "1420", expected: 1420), MTU(key: 0, expected: 1500),
            MTU(file: "0", expected: 1500), MTU(key: 9000, expected: 9000), MTU(key: 65535, expected: 65535), MTU(key: 68, expected: 68),
            MTU(key: 1280, families: .dual, expected: 1280), MTU(file: "1420", fileRequired: true, expected: 1420),
            MTU(file: "fast", expected: nil), MTU(file: "", expected: nil), MTU(key: 1400, file: "fast", expected: nil),
            MTU(file: "70000", expected: nil), MTU(file: "-1", expected: nil), MTU(key: 67, expected: nil), MTU(key: 65536, expected: nil),
            MTU(key: -1, expected: nil), MTU(fileRequired: true, expected: nil), MTU(key: 1400, fileRequired: true, expected: nil),
        ]
    }

    @Test(arguments: MTU.rows)
    func mtu(_ row: MTU) throws {
        try TestNode.run { node in
            if let text = row.file { try node.write("mtu", text) }
            var network = node.network(ipam: row.families.ipam)
            network["mtu"] = row.key.map { .integer($0) }
            if row.fileRequired { network["require_mtu_file"] = true }
            let pod = try node.pod()
            guard let expected = row.expected else {
                let words = row.file != nil || row.fileRequired ? ["the MTU file", "\(node.stateFolder)/mtu"] : ["mtu"]
                try node.fail("ADD", pod, network, code: .invalidConfiguration, words)
                return try node.expectNothingLeft()
            }
            let result = try node.add(pod, network)
            #expect(try pod.link()?.mtu == expected)
            #expect(try node.host.link(result.hostInterface)?.mtu == expected)
            #expect(result.mtu == (row.inResult ? expected : nil))
        }
    }

    @Test
    func anMTUTooSmallForIPv6LeavesNothing() throws {
        try TestNode.run { node in
            let answer = try node.run("ADD", node.pod(), node.network(ipam: Families.dual.ipam, ["mtu": 1279]))
            #expect(answer.status == 1)
            #expect(answer.code != nil)
            try node.expectNothingLeft()
        }
    }

    @Test(arguments: [(JSONValue?.none, 0), (JSONValue.bool(false), 0), (JSONValue.bool(true), 1)], [0, 1])
    func forwardingInsideThePodIsAsConfigured(_ row: (JSONValue?, Int), before: Int) throws {
        try TestNode.run { node in
            let pod = try node.pod()
            let paths = ["ipv4/ip_forward", "ipv6/conf/all/forwarding"]
            for path in paths { try pod.namespace.setSysctl(path, before) }
            var network = node.network(ipam: Families.dual.ipam)
            if let value = row.0 { network["container_settings"] = ["allow_ip_forwarding": value] }
            try node.add(pod, network)
            for path in paths { #expect(try pod.namespace.sysctl(path) == row.1, "\(path)") }
        }
    }

    @Test(arguments: [(nil, 1), (1, 1), (4, 4), (0, 1), (-3, 1)] as [(Int64?, Int64)])
    func queuesOfThePodsInterface(_ configured: Int64?, _ expected: Int64) throws {
        try TestNode.run { node in
            let pod = try node.pod()
            var network = node.network()
            network["num_queues"] = configured.map { .integer($0) }
            try node.add(pod, network)
            let link = try #require(try pod.namespace.ip("-d link show eth0").first)
            #expect(link["num_tx_queues"]?.integer == expected)
            #expect(link["num_rx_queues"]?.integer == expected)
        }
    }

    /// `ipam.routes` and `include_default_routes`, and the pod's destinations.
    @Test(
        arguments: [
            ([], false, ["0.0.0.0/0", "::/0"]), ([], true, ["0.0.0.0/0", "::/0"]),
            (["10.96.0.0/12"], false, ["10.96.0.0/12"]), (["10.96.0.0/12", "fd00:96::/108"], false, ["10.96.0.0/12", "fd00:96::/108"]),
            (["10.96.0.0/12"], true, ["10.96.0.0/12", "0.0.0.0/0", "::/0"]), (["0.0.0.0/0"], false, ["0.0.0.0/0"]),
            (["10.96.0.1/12"], false, ["10.96.0.0/12"]), (["0.0.0.0/0"], true, ["0.0.0.0/0", "::/0"]),
        ] as [([String], Bool, [String])])
    func routesOfThePod(_ custom: [String], _ withDefault: Bool, _ expected: [String]) throws {
        try TestNode.run { node in
            let pod = try node.pod()
            var section = try #require(Families.dual.ipam.object)
            if !custom.isEmpty { section["routes"] = .array(custom.map { ["dst": .string($0)] }) }
            let network = node.network(ipam: .object(section), ["include_default_routes": .bool(withDefault)])
            let result = try node.add(pod, network)
            let routes = try pod.namespace.view().routes.filter { $0.isOurs && $0.gateway != nil }
            #expect(Set(routes.map { "\($0.destination)" }) == Set(expected))
            #expect(try node.check(pod, result, network).status == 0)
        }
    }

    @Test
    func logFileGetsALineARequest() throws {
        try TestNode.run { node in
            let path = "\(node.stateFolder)/log/deep/cni.log"
            let network = node.network(["log_file_path": .string(path), "log_level": "Debug"])
            let pod = try node.pod()
            try node.add(pod, network)
            try node.fail("ADD", node.pod(), network, code: .addressUnavailable, arguments: "IP=1.2.3.4")
            try node.del(pod, network)
            let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
            let done = lines.filter { $0.contains("msg=\"CNI request finished\"") }
            let failed = lines.filter { $0.contains("msg=\"CNI request failed\"") }
            #expect(done.count == 2)
            #expect(done.allSatisfy { $0.contains("level=info") && $0.contains("network=net") && $0.contains("container=\(pod.id.prefix(12))") })
            #expect(failed.count == 1)
            #expect(failed.allSatisfy { $0.contains("level=error") && $0.contains("code=101") })
        }
    }

    @Test(arguments: ["/proc/none/cni.log", "/"])
    func aLogThatCannotBeWrittenDoesNotMatter(_ path: String) throws {
        try TestNode.run { node in
            try node.add(node.pod(), node.network(["log_file_path": .string(path)]))
        }
    }

    @Test
    func standardOutputHoldsOnlyTheResultAtEveryLogLevel() throws {
        try TestNode.run { node in
            for level in ["debug", "info", "warning", "error", "nonsense"] {
                let pod = try node.pod()
                let answer = try node.run("ADD", pod, node.network(["log_level": .string(level)]))
                #expect(answer.status == 0)
                #expect(answer.json["ips"] != nil, "\(answer)")
            }
        }
    }

    @Test
    func argumentsAndKeysNobodyKnowsAreIgnored() throws {
        try TestNode.run { node in
            let arguments = "IgnoreUnknown=1;K8S_POD_NAMESPACE=ns;K8S_POD_NAME=p;K8S_POD_INFRA_CONTAINER_ID=x;K8S_POD_UID=u;WHATEVER=1;X="
            try node.add(node.pod(), node.network(["whatever": ["a": [1, 2, .null]]]), arguments: arguments)
        }
    }

    @Test
    func aNetworkConfigurationOfUpstreamIsAcceptedAsItIs() throws {
        try TestNode.run { node in
            let text = """
                {"name":"k8s-pod-network","cniVersion":"1.0.0","type":"calico","log_level":"info","log_file_path":"\(node.stateFolder)/cni.log",
                 "datastore_type":"kubernetes","nodename":"node1","mtu":1440,"ipam":{"type":"calico-ipam","subnet":"usePodCidr","assign_ipv4":"true",
                 "ipv4_pools":["default-pool"]},"policy":{"type":"k8s"},"kubernetes":{"kubeconfig":"/etc/cni/net.d/calico-kubeconfig"},
                 "require_mtu_file":false,"calico_api_group":"","container_settings":{"allow_ip_forwarding":false},
                 "feature_control":{"ip_addrs_no_ipam":false,"floating_ips":false},"state_dir":"\(node.stateFolder)"}
                """
            try node.setPodCIDRs("10.244.1.0/24")
            let network = try #require(try JSONValue(parsing: text).object)
            let pod = try node.pod(pod: "default/mypod")
            let result = try node.add(pod, network)
            #expect(result.addresses == ["10.244.1.2/32"])
            #expect(try pod.link()?.mtu == 1440)
            #expect(try node.check(pod, result, network).status == 0)
            try node.del(pod, network)
            try node.expectNothingLeft()
        }
    }
}

extension TestNode {
    /// The default network with more keys.
    func network(_ more: KeyValuePairs<String, JSONValue>) -> JSONObject { network("net", more) }
}
