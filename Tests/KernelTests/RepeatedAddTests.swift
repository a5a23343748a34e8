import CNISpec
import Foundation
import JSON
import NodeStore
import PodInterface
import Testing

@Suite("ADD, repeated", .needs("calico", "/usr/bin/ping"))
struct RepeatedAddTests {
    @Test(arguments: Families.allCases)
    func secondAddGivesTheSameAnswer(_ families: Families) throws {
        try TestNode.run { node in
            let pod = try node.pod()
            let network = node.network(ipam: families.ipam)
            let first = try node.add(pod, network)
            let link = try pod.link()
            #expect(try node.add(pod, network).json == first.json)
            #expect(try pod.link() == link)
            #expect(try node.podLinks().count == 1)
            #expect(try node.ownedAddresses() == families.addresses(2))
        }
    }

    /// What may have happened to the link in between; `$HOST` and `$POD` are its ends.
    struct Damage: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var host: String?
        var pod: String?

        static let all = [
            Damage(testDescription: "host end deleted", host: "ip link delete $HOST"),
            Damage(testDescription: "pod end deleted", pod: "ip link delete $POD"),
            Damage(testDescription: "host end down", host: "ip link set $HOST down"),
            Damage(testDescription: "pod end down", pod: "ip link set $POD down"),
            Damage(testDescription: "addresses of the pod flushed", pod: "ip address flush dev $POD"),
            Damage(testDescription: "routes of the pod flushed", pod: "ip route flush dev $POD\nip -6 route flush dev $POD proto 83"),
            Damage(testDescription: "route to the pod deleted", host: "ip route delete 10.65.0.2/32\nip -6 route delete fd00:65::2/128"),
            Damage(testDescription: "neighbour of the pod deleted", pod: "ip neigh flush all nud permanent dev $POD"),
            Damage(
                testDescription: "settings of the host end changed",
                host: "for s in ipv4/conf/$HOST/proxy_arp ipv4/conf/$HOST/forwarding ipv6/conf/$HOST/proxy_ndp; do echo 0 > /proc/sys/net/$s; done"),
        ]
    }

    @Test(arguments: Damage.all)
    func secondAddMendsTheLink(_ damage: Damage) throws {
        try TestNode.run { node in
            let pod = try node.pod()
            let network = node.network(ipam: Families.dual.ipam)
            let first = try node.add(pod, network)
            let names = "HOST=\(first.hostInterface)\nPOD=eth0\n"
            if let script = damage.host { try node.host.shell(names + script) }
            if let script = damage.pod { try pod.namespace.shell(names + script) }
            let second = try node.add(pod, network)
            #expect(second.addresses == first.addresses)
            #expect(second.hostInterface == first.hostInterface)
            let check = try node.check(pod, second, network)
            #expect(check.status == 0, "\(check)")
            for address in second.hosts { #expect(try node.host.reaches(address), "\(address)") }
            #expect(try pod.reaches("192.0.2.1"))
            #expect(try node.records().count == 1)
        }
    }

    @Test(arguments: ["type veth peer name other", "type bridge", "type ifb"])
    func aForeignInterfaceOfThatNameStaysAndNothingIsRecorded(_ kind: String) throws {
        try TestNode.run { node in
            let pod = try node.pod()
            try pod.namespace.shell("ip link add eth0 \(kind)")
            let foreign = try pod.link()
            try node.fail("ADD", pod, code: .foreignInterface, ["the container has an interface of that name already", "eth0"])
            #expect(try pod.link() == foreign)
            try node.expectNothingLeft()
        }
    }

    @Test
    func aForeignInterfaceInPlaceOfARecordedOneStaysAndTheRecordWaitsForDel() throws {
        try TestNode.run { node in
            let pod = try node.pod()
            try node.add(pod)
            try pod.namespace.shell("ip link delete eth0\nip link add eth0 type bridge")
            let foreign = try pod.link()
            try node.fail("ADD", pod, code: .foreignInterface)
            #expect(try node.records().count == 1)
            try node.del(pod)
            #expect(try pod.link() == foreign)
            try node.expectNothingLeft()
        }
    }

    @Test
    func aPairOfTwoForeignEndsThatLooksLikeOursInAnotherNamespaceStays() throws {
        try TestNode.run { node in
            let (pod, other) = (try node.pod(), try node.pod())
            // A veth to a third namespace whose far end has our MAC address.
            try pod.namespace.shell("ip link add eth0 type veth peer name cali00000000000 address ee:ee:ee:ee:ee:ee netns \(other.namespace.path)")
            try node.fail("ADD", pod, code: .foreignInterface)
            #expect(try pod.link() != nil)
            try node.expectNothingLeft()
        }
    }

    @Test
    func aLinkOfOursWithoutARecordIsReplaced() throws {
        try TestNode.run { node in
            let pod = try node.pod()
            let first = try node.add(pod)
            try FileManager.default.removeItem(atPath: "\(node.stateFolder)/run")
            let second = try node.add(pod)
            #expect(try node.podLinks().map(\.name) == [second.hostInterface])
            #expect(second.hostInterface == first.hostInterface)
            #expect(try node.host.reaches(second.host))
            #expect(try node.records().count == 1)
        }
    }

    @Test
    func anotherAddressCannotBeAskedForLater() throws {
        try TestNode.run { node in
            let pod = try node.pod()
            let first = try node.add(pod)
            try node.fail("ADD", pod, code: .addressUnavailable, ["10.65.0.9", first.host], arguments: "IP=10.65.0.9")
            #expect(try node.add(pod, arguments: "IP=\(first.host)").addresses == first.addresses)
        }
    }

    @Test
    func theSameContainerInANewNamespaceKeepsItsAddress() throws {
        try TestNode.run { node in
            let pod = try node.pod()
            let first = try node.add(pod)
            let reborn = try node.pod(id: pod.id)
            let second = try node.add(reborn)
            #expect(second.addresses == first.addresses)
            #expect(try node.host.reaches(second.host))
            #expect(try node.podLinks().count == 1)
            try node.del(reborn)
            try node.expectNothingLeft()
        }
    }
}

@Suite("DEL of an old sandbox", .needs("calico", "/usr/bin/ping"))
struct LateDelTests {
    @Test(arguments: Families.allCases)
    func leavesTheNewSandboxOfTheSamePodUntouched(_ families: Families) throws {
        try TestNode.run { node in
            let network = node.network(ipam: families.ipam)
            let old = try node.pod(pod: "default/mypod")
            let new = try node.pod(pod: "default/mypod")
            let first = try node.add(old, network)
            let second = try node.add(new, network)
            #expect(first.hostInterface == "cali4e199eba087")
            #expect(second.hostInterface != first.hostInterface)
            #expect(Set(first.addresses).isDisjoint(with: second.addresses))
            try node.del(old, network)
            #expect(try old.link() == nil)
            #expect(try node.podLinks().map(\.name) == [second.hostInterface])
            for address in second.hosts { #expect(try node.host.reaches(address)) }
            #expect(try node.check(new, second, network).status == 0)
            try node.del(new, network)
            try node.expectNothingLeft()
        }
    }

    @Test
    func repeatedAfterTheNewSandboxTookTheNameLeavesThatToo() throws {
        try TestNode.run { node in
            let old = try node.pod(pod: "default/mypod")
            let new = try node.pod(pod: "default/mypod")
            try node.add(old)
            try node.del(old)
            let second = try node.add(new)
            #expect(second.hostInterface == "cali4e199eba087")
            try node.del(old)
            try node.del(old, netns: "")
            #expect(try node.check(new, second).status == 0)
            #expect(try node.host.reaches(second.host))
        }
    }

    @Test
    func whoseNamespaceIsNowAnotherContainersLeavesThatOne() throws {
        try TestNode.run { node in
            let old = try node.pod()
            let new = try node.pod()
            let first = try node.add(old)
            let second = try node.add(new)
            // The runtime's path leads to the new sandbox by now.
            try node.del(old, netns: new.namespace.path)
            #expect(try node.host.link(first.hostInterface) == nil)
            #expect(try node.check(new, second).status == 0)
            try node.del(old, netns: new.namespace.path)
            #expect(try node.check(new, second).status == 0)
        }
    }
}
