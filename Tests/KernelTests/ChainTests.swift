import CNISpec
import JSON
import PodInterface
import Testing

@Suite("Chained plugins", .needs("calico", "portmap", "bandwidth", "tuning", "/usr/bin/ping", "/usr/sbin/tc", "/usr/sbin/iptables"))
struct ChainTests {
    /// The configuration of a chained plugin after `previous`.
    private static func link(_ node: TestNode, _ type: String, after previous: JSONValue, _ more: KeyValuePairs<String, JSONValue>) -> JSONObject {
        var network = node.network(type: type, more)
        network["ipam"] = nil
        network["prevResult"] = previous
        return network
    }

    @Test
    func portmapForwardsAPortOfTheHost() throws {
        try TestNode.run { node in
            let pod = try node.pod()
            let result = try node.add(pod)
            let server = try TCPServer(in: pod.namespace, port: 80, octets: 1000)
            defer { server.stop() }
            #expect(try TCPClient.read("192.0.2.1", port: 8080, from: node.outside) == nil, "before")
            let portmap = Self.link(
                node, "portmap", after: result.json,
                ["snat": true, "runtimeConfig": ["portMappings": [["hostPort": 8080, "containerPort": 80, "protocol": "tcp"]]]])
            let chained = try node.add(pod, portmap)
            #expect(chained.addresses == result.addresses)
            #expect(try TCPClient.read("192.0.2.1", port: 8080, from: node.outside)?.octets == 1000, "from outside")
            #expect(try TCPClient.read("192.0.2.1", port: 8080, from: node.host)?.octets == 1000, "from the host")
            #expect(try TCPClient.read("127.0.0.1", port: 8080, from: node.host)?.octets == 1000, "over the host's loopback (route_localnet)")
            #expect(try TCPClient.read("192.0.2.1", port: 8080, from: pod.namespace)?.octets == 1000, "from the pod itself")
            #expect(try TCPClient.read(result.host, port: 80, from: node.outside)?.octets == 1000, "without the mapping")
            #expect(try node.check(pod, chained).status == 0)
            try node.del(pod, portmap)
            #expect(try TCPClient.read("192.0.2.1", port: 8080, from: node.outside) == nil, "after")
            try node.del(pod)
            try node.expectNothingLeft()
        }
    }

    @Test
    func bandwidthShapesWhatThePodReceives() throws {
        try TestNode.run { node in
            let pod = try node.pod()
            let result = try node.add(pod)
            let server = try TCPServer(in: node.host, port: 9000, octets: 300_000)
            defer { server.stop() }
            let free = try #require(try TCPClient.read("192.0.2.1", port: 9000, from: pod.namespace))
            #expect(free.octets == 300_000)
            #expect(free.seconds < 1)
            let limits: KeyValuePairs<String, JSONValue> = ["ingressRate": 1_000_000, "ingressBurst": 160_000]
            let bandwidth = Self.link(node, "bandwidth", after: result.json, limits)
            try node.add(pod, bandwidth)
            #expect(try node.host.shell("tc qdisc show dev \(result.hostInterface)").contains("tbf"))
            let shaped = try #require(try TCPClient.read("192.0.2.1", port: 9000, from: pod.namespace))
            #expect(shaped.octets == 300_000)
            #expect(shaped.seconds > 1, "2.4 Mbit at 1 Mbit/s")
            #expect(try node.check(pod, result).status == 0)
            try node.del(pod, bandwidth)
            try node.del(pod)
            try node.expectNothingLeft()
        }
    }

    @Test
    func bandwidthShapesWhatThePodSends() throws {
        try TestNode.run { node in
            let pod = try node.pod()
            let result = try node.add(pod)
            let server = try TCPServer(in: pod.namespace, port: 9000, octets: 300_000)
            defer { server.stop() }
            let limits: KeyValuePairs<String, JSONValue> = ["egressRate": 1_000_000, "egressBurst": 160_000]
            let bandwidth = Self.link(node, "bandwidth", after: result.json, limits)
            let chained = try node.add(pod, bandwidth)
            let shaped = try #require(try TCPClient.read(result.host, port: 9000, from: node.outside))
            #expect(shaped.octets == 300_000)
            #expect(shaped.seconds > 1, "2.4 Mbit at 1 Mbit/s")
            // The chained plugin puts its own interface between ours in the result.
            #expect(try node.check(pod, chained).status == 0)
            try node.del(pod, bandwidth)
            try node.del(pod)
            try node.expectNothingLeft()
        }
    }

    @Test(arguments: Families.allCases)
    func aMACSetByTuningWorksInBothDirections(_ families: Families) throws {
        try TestNode.run { node in
            let pod = try node.pod()
            let network = node.network(ipam: families.ipam)
            let result = try node.add(pod, network)
            let tuning = Self.link(node, "tuning", after: result.json, ["mac": "02:11:22:33:44:55"])
            let tuned = try node.add(pod, tuning)
            #expect(try pod.link()?.mac.map { "\($0)" } == "02:11:22:33:44:55")
            for family in families.list {
                #expect(try node.host.reaches(family.testAddress(2)), "host to pod")
                #expect(try pod.reaches(try #require(TestNode.hostAddresses[family])), "pod to host")
                #expect(try node.outside.reaches(family.testAddress(2)), "outside to pod")
            }
            #expect(try node.check(pod, tuned, network).status == 0, "CHECK with the result of the chain")
            expectError(try node.check(pod, result, network), code: .checkFailed, ["02:11:22:33:44:55"])
            try node.del(pod, tuning)
            try node.del(pod, network)
            try node.expectNothingLeft()
        }
    }

    @Test
    func aMACSetAfterTrafficWorksToo() throws {
        try TestNode.run { node in
            let pod = try node.pod()
            let result = try node.add(pod)
            #expect(try node.host.reaches(result.host))
            try node.add(pod, Self.link(node, "tuning", after: result.json, ["mac": "02:11:22:33:44:55"]))
            #expect(try pod.reaches("192.0.2.1"))
            #expect(try node.host.reaches(result.host))
        }
    }

    @Test
    func anMTUAndASysctlSetByTuningPassCheck() throws {
        try TestNode.run { node in
            let pod = try node.pod()
            let result = try node.add(pod)
            let tuning = Self.link(node, "tuning", after: result.json, ["mtu": 1300, "sysctl": ["net.ipv4.conf.eth0.arp_filter": "1"]])
            let tuned = try node.add(pod, tuning)
            #expect(try pod.link()?.mtu == 1300)
            #expect(try node.check(pod, tuned).status == 0)
        }
    }

    @Test
    func aRepeatedAddAfterTheChainAnswersWithTheMACThatIsThere() throws {
        try TestNode.run { node in
            let pod = try node.pod()
            let result = try node.add(pod)
            try node.add(pod, Self.link(node, "tuning", after: result.json, ["mac": "02:11:22:33:44:55"]))
            let again = try node.add(pod)
            #expect(again.mac == "02:11:22:33:44:55")
            #expect(try node.check(pod, again).status == 0)
        }
    }
}
