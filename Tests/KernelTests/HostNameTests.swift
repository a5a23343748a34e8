import CNISpec
import JSON
import NodeStore
import PodInterface
import Slim
import Testing

@Suite("Names of the host end", .needs("calico"))
struct HostNameTests {
    @Test(arguments: [("default/mypod", "cali4e199eba087"), ("default/nginx-0", "calic048fd9a750")])
    func ofAKubernetesPodIsUpstreams(_ pod: String, _ expected: String) throws {
        try TestNode.run { node in
            let result = try node.add(node.pod(pod: pod))
            #expect(result.hostInterface == expected)
            #expect(try node.podLinks().map(\.name) == [expected])
        }
    }

    @Test(arguments: [
        ("0123456789abcdef0123456789abcdef", "cali0123456789a"), ("short", "calishort"), ("0123456789a", "cali0123456789a"),
        ("a.b_c-d", "calia.b_c-d"),
    ])
    func ofOtherContainersHasTheFirstElevenCharactersOfTheId(_ id: String, _ expected: String) throws {
        try TestNode.run { node in
            let result = try node.add(node.pod(id: id))
            #expect(result.hostInterface == expected)
        }
    }

    @Test
    func aPodNameWithoutANamespaceDoesNotCount() throws {
        try TestNode.run { node in
            let result = try node.add(node.pod(id: "0123456789abcdef"), arguments: "K8S_POD_NAME=mypod")
            #expect(result.hostInterface == "cali0123456789a")
        }
    }

    @Test(arguments: [
        ("net", "netabcdefghijk"), ("tap,cali", "tapabcdefghijk"), ("", "caliabcdefghijk"), ("toolong", "caliabcdefghijk"),
    ])
    func prefixComesFromFelix(_ prefix: String, _ expected: String) throws {
        try TestNode.run { node in
            let pod = try node.pod(id: "abcdefghijklmnop")
            let answer = try node.run("ADD", pod, environment: ["FELIX_INTERFACEPREFIX": prefix])
            #expect(AddResult(json: answer.json).hostInterface == expected, "\(answer)")
            let deleted = try node.run("DEL", pod, environment: ["FELIX_INTERFACEPREFIX": prefix])
            #expect(deleted.status == 0)
            try node.expectNothingLeft()
        }
    }

    @Test
    func idsThatShareTheirFirstCharactersGetDifferentNames() throws {
        try TestNode.run { node in
            let pods = try ["a", "b", "c"].map { try node.pod(id: "0123456789abcdef-\($0)") }
            let results = try pods.map { try node.add($0) }
            #expect(results.first?.hostInterface == "cali0123456789a")
            #expect(Set(results.map(\.hostInterface)).count == 3)
            #expect(results.allSatisfy { $0.hostInterface.hasPrefix("cali") && $0.hostInterface.utf8.count == 15 })
            for (pod, result) in zip(pods, results) { #expect(try node.check(pod, result).status == 0) }
            for pod in pods { try node.del(pod) }
            try node.expectNothingLeft()
        }
    }

    @Test
    func twoInterfacesOfOnePodGetDifferentNames() throws {
        try TestNode.run { node in
            let first = try node.pod(pod: "default/mypod")
            let second = node.sharing(first, interface: "eth1")
            #expect(try node.add(first).hostInterface == "cali4e199eba087")
            let other = try node.add(second).hostInterface
            #expect(other != "cali4e199eba087")
            #expect(try node.podLinks().count == 2)
        }
    }

    @Test(arguments: ["type bridge", "type veth peer name other", "type ifb"])
    func aForeignInterfaceKeepsItsNameAndTheNextOneIsTaken(_ kind: String) throws {
        try TestNode.run { node in
            try node.host.shell("ip link add cali4e199eba087 \(kind)")
            let foreign = try node.host.link("cali4e199eba087")
            let pod = try node.pod(pod: "default/mypod")
            let result = try node.add(pod)
            #expect(result.hostInterface != "cali4e199eba087")
            #expect(result.host == "10.65.0.2")
            #expect(try node.add(pod).json == result.json)
            #expect(try node.check(pod, result).status == 0)
            try node.del(pod)
            #expect(try node.host.link("cali4e199eba087") == foreign)
            #expect(try node.records() == [])
        }
    }

    @Test
    func aForeignVethThatLooksLikeOursKeepsItsName() throws {
        try TestNode.run { node in
            let other = try node.pod()
            try node.host.shell("ip link add cali4e199eba087 address ee:ee:ee:ee:ee:ee type veth peer name eth0 netns \(other.namespace.path)")
            let foreign = try node.host.link("cali4e199eba087")
            let result = try node.add(node.pod(pod: "default/mypod"))
            #expect(result.hostInterface != "cali4e199eba087")
            #expect(try node.host.link("cali4e199eba087") == foreign)
        }
    }

    @Test
    func whereEveryNameIsTakenNothingIsLeft() throws {
        try TestNode.run { node in
            let pod = try node.pod(id: "0123456789abcdef")
            let identity = "net\u{0}\(pod.id)\u{0}eth0"
            let derived = ["", "\u{0}1", "\u{0}2", "\u{0}3"].map { "cali" + SHA1.hexadecimal(identity + $0).prefix(11) }
            for name in ["cali0123456789a"] + derived { try node.host.shell("ip link add \(name) type bridge") }
            try node.fail("ADD", pod, code: .foreignInterface, ["the host has an interface of that name already"])
            #expect(try node.records() == [])
            #expect(try node.ownedAddresses() == [])
            #expect(try pod.link() == nil)
        }
    }
}
