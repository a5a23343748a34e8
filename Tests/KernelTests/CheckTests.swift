import CNISpec
import Foundation
import JSON
import PodInterface
import Testing

@Suite("CHECK", .needs("calico"))
struct CheckTests {
    /// A change to a dual-stack pod's link, and how CHECK names it. `$HOST` is the host end.
    struct Damage: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let host: String
        let pod: String
        let words: [String]

        init(_ text: String, host: String = "", pod: String = "", words: [String]) {
            (testDescription, self.host, self.pod, self.words) = (text, host, pod, words)
        }

        static let all = [
            Damage("MAC", pod: "ip link set eth0 address 02:00:00:00:00:99", words: ["MAC 02:00:00:00:00:99", "previous result"]),
            Damage("MTU", pod: "ip link set eth0 mtu 1300", words: ["MTU 1300", "1400"]),
            Damage("IPv4 address", pod: "ip address delete 10.65.0.2/32 dev eth0", words: ["lacks address 10.65.0.2/32"]),
            Damage("IPv6 address", pod: "ip address delete fd00:65::2/128 dev eth0", words: ["lacks address fd00:65::2/128"]),
            Damage("pod's IPv4 route", pod: "ip route delete default", words: ["no route to 0.0.0.0/0 via 169.254.1.1"]),
            Damage("pod's IPv6 route", pod: "ip -6 route delete default", words: ["no route to ::/0 via fe80::ecee:eeff:feee:eeee"]),
            Damage("pod end down", pod: "ip link set eth0 down", words: ["eth0 in the container is down"]),
            Damage("forwarding in the pod", pod: "echo 1 > /proc/sys/net/ipv4/ip_forward", words: ["net.ipv4/ip_forward is 1 in the container"]),
            Damage(
                "IPv6 forwarding in the pod", pod: "echo 1 > /proc/sys/net/ipv6/conf/all/forwarding",
                words: ["ipv6/conf/all/forwarding is 1 in the container"]),
            Damage("host's IPv4 route", host: "ip route delete 10.65.0.2", words: ["no route to 10.65.0.2/32 over"]),
            Damage("host's IPv6 route", host: "ip -6 route delete fd00:65::2", words: ["no route to fd00:65::2/128 over"]),
            Damage(
                "host's route moved", host: "ip route replace 10.65.0.2 dev up0", words: ["no route to 10.65.0.2/32 over", "but one over up0"]),
            Damage("host end down", host: "ip link set $HOST down", words: ["is down"]),
            Damage("host end's MAC", host: "ip link set $HOST address 02:00:00:00:00:99", words: ["has MAC 02:00:00:00:00:99, not ee:ee"]),
            Damage("host end renamed", host: "ip link set $HOST down name other0 up", words: ["other0", "recorded is"]),
            Damage("proxy_arp", host: "echo 0 > /proc/sys/net/ipv4/conf/$HOST/proxy_arp", words: ["proxy_arp is 0 on the host, not 1"]),
            Damage("forwarding", host: "echo 0 > /proc/sys/net/ipv4/conf/$HOST/forwarding", words: ["forwarding is 0 on the host, not 1"]),
            Damage("proxy_delay", host: "echo 50 > /proc/sys/net/ipv4/neigh/$HOST/proxy_delay", words: ["proxy_delay is 50 on the host"]),
            Damage("proxy_ndp", host: "echo 0 > /proc/sys/net/ipv6/conf/$HOST/proxy_ndp", words: ["proxy_ndp is 0 on the host, not 1"]),
            Damage("the link", host: "ip link delete $HOST", words: ["interface eth0 of the previous result is missing in the container"]),
            Damage(
                "another link", pod: "ip link delete eth0; ip link add eth0 type bridge", words: ["not the other end of a link of ours", "bridge"]),
        ]
    }

    @Test(arguments: Families.allCases)
    func passesAfterAdd(_ families: Families) throws {
        try TestNode.run { node in
            let pod = try node.pod()
            let network = node.network(ipam: families.ipam)
            let result = try node.add(pod, network)
            let answer = try node.check(pod, result, network)
            #expect(answer.status == 0, "\(answer)")
            #expect(answer.output == "")
        }
    }

    @Test(arguments: Damage.all)
    func namesEachDifference(_ damage: Damage) throws {
        try TestNode.run { node in
            let pod = try node.pod()
            let network = node.network(ipam: Families.dual.ipam, ["mtu": 1400])
            let result = try node.add(pod, network)
            if !damage.host.isEmpty { try node.host.shell("HOST=\(result.hostInterface)\n\(damage.host)") }
            if !damage.pod.isEmpty { try pod.namespace.shell(damage.pod) }
            expectError(try node.check(pod, result, network), code: .checkFailed, damage.words)
        }
    }

    @Test
    func namesAllDifferencesAtOnce() throws {
        try TestNode.run { node in
            let pod = try node.pod()
            let result = try node.add(pod)
            try pod.namespace.shell("ip link set eth0 address 02:00:00:00:00:99; ip link set eth0 mtu 1300; ip route delete default")
            // The MTU was not asked for, so the result does not hold it.
            let answer = try node.check(pod, result)
            expectError(answer, code: .checkFailed, ["2 differences", "02:00:00:00:00:99", "0.0.0.0/0"])
        }
    }

    @Test
    func namesAMissingRecord() throws {
        try TestNode.run { node in
            let pod = try node.pod()
            let result = try node.add(pod)
            try FileManager.default.removeItem(atPath: "\(node.stateFolder)/run")
            expectError(try node.check(pod, result), code: .checkFailed, ["no record of container \(pod.id)"])
        }
    }

    @Test
    func namesAPreviousResultOfAnotherPod() throws {
        try TestNode.run { node in
            let (first, second) = (try node.pod(), try node.pod())
            try node.add(first)
            let result = try node.add(second)
            expectError(try node.check(first, result), code: .checkFailed, ["10.65.0.2 is recorded and not in the previous result"])
        }
    }

    @Test
    func needsThePreviousResult() throws {
        try TestNode.run { node in
            let pod = try node.pod()
            try node.add(pod)
            try node.fail("CHECK", pod, code: .invalidConfiguration, ["prevResult is missing"])
        }
    }

    @Test
    func ofAPreviousResultWithoutTheInterfaceFails() throws {
        try TestNode.run { node in
            let pod = try node.pod()
            try node.add(pod)
            let empty = AddResult(json: ["cniVersion": "1.0.0", "interfaces": [["name": "eth7", "sandbox": "/x"]], "ips": []])
            expectError(try node.check(pod, empty), code: .checkFailed, ["no interface eth0 in a sandbox"])
        }
    }

    @Test
    func ofAVanishedNamespaceFails() throws {
        try TestNode.run { node in
            let pod = try node.pod()
            var network = node.network()
            network["prevResult"] = try node.add(pod).json
            try node.fail("CHECK", pod, network, code: .unknownContainer, netns: "/run/netns/gone")
        }
    }

    @Test
    func changesNothing() throws {
        try TestNode.run { node in
            let pod = try node.pod()
            let result = try node.add(pod)
            try node.host.shell("ip route delete 10.65.0.2")
            for _ in 0..<2 { expectError(try node.check(pod, result), code: .checkFailed, ["1 difference:"]) }
            #expect(try node.podRoutes() == [])
        }
    }
}
