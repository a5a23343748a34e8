import CNISpec
import Foundation
import Glibc
import JSON
import NodeStore
import PodInterface
import Testing

@Suite("DEL of what is not there", .needs("calico"))
struct DeletionTests {
    /// What CNI_NETNS says.
    enum Netns: String, CaseIterable, Sendable, CustomTestStringConvertible {
        case pod = "the pod's"
        case vanished = "vanished"
        case empty = "empty"
        case plainFile = "a plain file"

        var testDescription: String { rawValue }

        func path(_ pod: TestPod, _ node: TestNode) throws -> String {
            switch self {
            case .pod: return pod.namespace.path
            case .vanished: return "/run/netns/gone"
            case .empty: return ""
            case .plainFile:
                // What is left of a namespace that `ip netns` has unmounted.
                try node.write("no-namespace", "")
                return "\(node.stateFolder)/no-namespace"
            }
        }
    }

    @Test(arguments: Netns.allCases)
    func isSuccessForAContainerNobodyKnows(_ netns: Netns) throws {
        try TestNode.run { node in
            let pod = try node.pod()
            try node.del(pod, netns: try netns.path(pod, node))
            #expect(access("\(node.stateFolder)/run", F_OK) != 0, "DEL makes no store")
            try node.expectNothingLeft()
        }
    }

    @Test(arguments: Netns.allCases)
    func frees(_ netns: Netns) throws {
        try TestNode.run { node in
            let pod = try node.pod()
            try node.add(pod)
            let path = try netns.path(pod, node)
            try node.del(pod, netns: path)
            try node.expectNothingLeft()
            try node.del(pod, netns: path)
            try node.expectNothingLeft()
        }
    }

    @Test
    func worksAfterTheNamespaceHasVanishedWithTheLink() throws {
        try TestNode.run { node in
            let pod = try node.pod()
            let result = try node.add(pod)
            try node.host.shell("ip link delete \(result.hostInterface)")
            try node.del(pod, netns: "/proc/1/fd/99999")
            try node.expectNothingLeft()
        }
    }

    @Test
    func worksWithoutTheStateFolder() throws {
        try TestNode.run { node in
            let pod = try node.pod()
            try node.del(pod, node.network("net", ["state_dir": .string("\(node.stateFolder)/none")]))
            #expect(access("\(node.stateFolder)/none", F_OK) != 0)
        }
    }

    @Test
    func needsNoNodeNameAndNoPodCIDR() throws {
        try TestNode.run { node in
            let pod = try node.pod()
            try node.add(pod)
            var network = node.network(ipam: ["type": "calico-ipam", "subnet": "usePodCidr"])
            network["nodename"] = nil
            try node.del(pod, network)
            try node.expectNothingLeft()
        }
    }

    @Test
    func takesALinkOfOursAwayWhoseRecordIsLost() throws {
        try TestNode.run { node in
            let pod = try node.pod()
            try node.add(pod)
            try FileManager.default.removeItem(atPath: "\(node.stateFolder)/run")
            try node.del(pod)
            try node.expectNothingLeft()
        }
    }

    @Test
    func worksWithADamagedStore() throws {
        try TestNode.run { node in
            let pod = try node.pod()
            try node.add(pod)
            #expect(truncate("\(node.stateFolder)/run/nodestore/data.mdb", 4096) == 0)
            try node.del(pod)
            #expect(try node.podLinks() == [])
        }
    }

    @Test(arguments: ["type veth peer name other", "type bridge"])
    func leavesAForeignInterfaceOfTheContainer(_ kind: String) throws {
        try TestNode.run { node in
            let pod = try node.pod()
            try pod.namespace.shell("ip link add eth0 \(kind)")
            let foreign = try pod.link()
            try node.del(pod)
            #expect(try pod.link() == foreign)
        }
    }

    @Test
    func leavesAForeignVethToTheHostWithoutARecord() throws {
        try TestNode.run { node in
            let pod = try node.pod()
            try pod.namespace.shell("ip link add eth0 type veth peer name veth1234 netns \(node.host.path)")
            try node.del(pod)
            #expect(try pod.link() != nil)
            #expect(try node.host.link("veth1234") != nil)
        }
    }

    @Test(arguments: ["type bridge", "type veth peer name other", "type ifb"])
    func leavesAForeignInterfaceUnderTheRecordedName(_ kind: String) throws {
        try TestNode.run { node in
            let pod = try node.pod()
            let name = try node.add(pod).hostInterface
            try node.host.shell("ip link delete \(name)\nip link add \(name) \(kind)")
            let foreign = try node.host.link(name)
            try node.del(pod)
            #expect(try node.host.link(name) == foreign)
            #expect(try node.records() == [])
            #expect(try node.ownedAddresses() == [])
        }
    }

    @Test
    func ofAnotherInterfaceOrNetworkOrContainerTakesNothing() throws {
        try TestNode.run { node in
            let pod = try node.pod()
            let result = try node.add(pod)
            try node.del(node.sharing(pod, interface: "eth1"))
            try node.del(pod, node.network("other"))
            try node.del(node.sharing(pod, id: "other", interface: "eth0"))
            #expect(try node.check(pod, result).status == 0)
        }
    }

    @Test
    func freedAddressesCanBeUsedAtOnceByOthers() throws {
        try TestNode.run { node in
            let (first, second) = (try node.pod(), try node.pod())
            let result = try node.add(first)
            try node.del(first)
            #expect(try node.add(second, arguments: "IP=\(result.host)").addresses == result.addresses)
        }
    }
}
