import Addresses
import CNISpec
import JSON
import PodInterface
import Testing

@Suite("The link as Calico's users know it", .needs("calico", "/usr/bin/ping"))
struct LinkTests {
    @Test(arguments: Families.allCases)
    func podHasItsAddressesAsHosts(_ families: Families) throws {
        try TestNode.run { node in
            let pod = try node.pod()
            let result = try node.add(pod, node.network(ipam: families.ipam))
            let expected = families.list.map { "\($0.testAddress(2))/\($0.bits)" }
            #expect(result.addresses == expected)
            #expect(try pod.addresses() == expected)
            let link = try #require(try pod.link())
            #expect(link.isUp)
            #expect(link.kind == "veth")
            #expect(link.mtu == 1500)
            #expect("\(try #require(link.mac))" == result.mac)
        }
    }

    @Test(arguments: Families.allCases)
    func podSendsEverythingToTheGatewayNobodyHas(_ families: Families) throws {
        try TestNode.run { node in
            let pod = try node.pod()
            try node.add(pod, node.network(ipam: families.ipam))
            let view = try pod.namespace.view()
            let index = try #require(view.link(named: "eth0")).index
            var expected: [String] = []
            for family in families.list {
                if family == .v4 { expected.append("169.254.1.1/32 via nothing") }
                expected.append("\(family.everything) via \(family.gateway)")
            }
            let ours = view.routes.filter(\.isOurs)
            #expect(ours.allSatisfy { $0.interface == index && $0.routeProtocol == 83 })
            #expect(Set(ours.map { "\($0.destination) via \($0.gateway.map { "\($0)" } ?? "nothing")" }) == Set(expected))
            for family in families.list {
                let neighbours = try pod.namespace.ip("\(family.ipOption) neigh show dev eth0")
                let gateway = try #require(neighbours.first { $0["dst"]?.string == family.gateway })
                #expect(gateway["lladdr"] == "ee:ee:ee:ee:ee:ee")
                #expect(gateway["state"] == ["PERMANENT"])
            }
        }
    }

    @Test(arguments: Families.allCases)
    func hostHasARouteToEachAddressAndNoPermanentNeighbour(_ families: Families) throws {
        try TestNode.run { node in
            let result = try node.add(node.pod(), node.network(ipam: families.ipam))
            let link = try #require(try node.host.link(result.hostInterface))
            #expect(link.mac == CalicoLink.hostMAC)
            #expect("\(CalicoLink.hostMAC)" == "ee:ee:ee:ee:ee:ee")
            #expect(link.isUp)
            let routes = try node.podRoutes()
            #expect(Set(routes.map { "\($0.destination)" }) == Set(result.addresses))
            #expect(routes.allSatisfy { $0.interface == link.index && $0.gateway == nil })
            for family in families.list {
                let neighbours = try node.host.ip("\(family.ipOption) neigh show dev \(link.name)")
                #expect(!neighbours.contains { $0["state"] == ["PERMANENT"] }, "a chained plugin may change the pod's MAC")
            }
        }
    }

    @Test(arguments: Families.allCases)
    func bothEndsHaveTheirSettings(_ families: Families) throws {
        try TestNode.run { node in
            let pod = try node.pod()
            let name = try node.add(pod, node.network(ipam: families.ipam)).hostInterface
            var host: [String: Int] = ["ipv6/conf/\(name)/accept_ra": 0]
            var container: [String: Int] = [:]
            if families.list.contains(.v4) {
                for setting in ["proxy_arp", "forwarding", "route_localnet"] { host["ipv4/conf/\(name)/\(setting)"] = 1 }
                host["ipv4/neigh/\(name)/proxy_delay"] = 0
                container["ipv4/ip_forward"] = 0
            }
            if families.list.contains(.v6) {
                for (setting, value) in ["disable_ipv6": 0, "accept_dad": 0, "proxy_ndp": 1, "forwarding": 1] {
                    host["ipv6/conf/\(name)/\(setting)"] = value
                }
                for scope in ["all", "default", "lo", "eth0"] { container["ipv6/conf/\(scope)/disable_ipv6"] = 0 }
                container["ipv6/conf/eth0/accept_dad"] = 0
                container["ipv6/conf/all/forwarding"] = 0
            }
            for (path, value) in host { #expect(try node.host.sysctl(path) == value, "\(path) on the host") }
            for (path, value) in container { #expect(try pod.namespace.sysctl(path) == value, "\(path) in the pod") }
        }
    }

    @Test(arguments: Families.allCases, [true, false])
    func podAndHostReachEachOther(_ families: Families, withDefaultRoute: Bool) throws {
        try TestNode.run(defaultRoute: withDefaultRoute) { node in
            let pod = try node.pod()
            try node.add(pod, node.network(ipam: families.ipam))
            for family in families.list {
                #expect(try node.host.reaches(family.testAddress(2)), "host to pod")
                #expect(try pod.reaches(try #require(TestNode.hostAddresses[family])), "pod to host")
            }
        }
    }

    @Test(arguments: Families.allCases)
    func podReachesOtherMachines(_ families: Families) throws {
        try TestNode.run { node in
            let pod = try node.pod()
            try node.add(pod, node.network(ipam: families.ipam))
            for family in families.list {
                #expect(try pod.reaches(try #require(TestNode.outsideAddresses[family])), "pod to outside")
                #expect(try node.outside.reaches(family.testAddress(2)), "outside to pod")
            }
        }
    }

    @Test(arguments: Families.allCases, [true, false])
    func podsReachEachOtherThroughTheHost(_ families: Families, withDefaultRoute: Bool) throws {
        try TestNode.run(defaultRoute: withDefaultRoute) { node in
            let (first, second) = (try node.pod(), try node.pod())
            let network = node.network(ipam: families.ipam)
            try node.add(first, network)
            try node.add(second, network)
            for family in families.list {
                #expect(try first.reaches(family.testAddress(3)))
                #expect(try second.reaches(family.testAddress(2)))
            }
        }
    }

    @Test(arguments: [IPAddress.Family.v4, .v6])
    func podsDoNotReachEachOtherWhereTheHostDoesNotForward(_ family: IPAddress.Family) throws {
        try TestNode.run { node in
            let (first, second) = (try node.pod(), try node.pod())
            let network = node.network(ipam: Families.dual.ipam)
            try node.add(first, network)
            try node.add(second, network)
            try node.host.shell("echo 0 > /proc/sys/net/\(family == .v4 ? "ipv4/ip_forward" : "ipv6/conf/all/forwarding")")
            #expect(try !first.namespace.reaches(family.testAddress(3), options: "-W 0.3"))
        }
    }

    @Test(arguments: Families.allCases)
    func delTakesEverythingAway(_ families: Families) throws {
        try TestNode.run { node in
            let pod = try node.pod()
            let network = node.network(ipam: families.ipam)
            try node.add(pod, network)
            try node.del(pod, network)
            try node.expectNothingLeft()
            #expect(try pod.link() == nil)
            #expect(try pod.namespace.view().routes.filter(\.isOurs) == [])
        }
    }

    @Test
    func ipv6WorksInANamespaceThatHasItTurnedOff() throws {
        try TestNode.run { node in
            let pod = try node.pod()
            for scope in ["all", "default"] { try pod.namespace.setSysctl("ipv6/conf/\(scope)/disable_ipv6", 1) }
            try node.add(pod, node.network(ipam: Families.v6.ipam))
            #expect(try node.host.reaches("fd00:65::2"))
        }
    }

    @Test
    func ipv6WorksOnAHostThatHasItTurnedOffForNewInterfaces() throws {
        try TestNode.run { node in
            try node.host.setSysctl("ipv6/conf/default/disable_ipv6", 1)
            try node.add(node.pod(), node.network(ipam: Families.dual.ipam))
            #expect(try node.host.reaches("fd00:65::2"))
        }
    }

    @Test
    func aRefusedFamilyTakesTheOtherBackToo() throws {
        try TestNode.run { node in
            try node.host.shell("ip -6 route add fd00:65::2/128 dev up0 metric 1024")
            try node.fail("ADD", node.pod(), node.network(ipam: Families.dual.ipam), code: .addressUnavailable, ["fd00:65::2"])
            try node.expectNothingLeft()
        }
    }
}
