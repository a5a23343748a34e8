import Addresses
import Glibc
import Model
import NodeSettings
import NodeStartup
import PodInterface
import Testing

@Suite(.enabled(if: geteuid() == 0, "needs CAP_NET_ADMIN"))
struct KernelTests {
    /// A host with two cables, the other ends of which are in the same namespace, up and without addresses.
    private func makeHost(_ more: String = "") async throws -> TestHost {
        let host = try await TestHost()
        try await host.shell(
            """
            ip link set lo up
            sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 || true
            ip link add eth0 mtu 1400 type veth peer name far0 mtu 1400
            ip link add eth1 mtu 9000 type veth peer name far1 mtu 9000
            ip link set far0 up; ip link set far1 up; ip link set eth0 up; ip link set eth1 up
            \(more)
            """)
        return host
    }

    private func read(_ host: TestHost) async throws -> [HostInterface] { try await host.run { try HostInterfaces.read() } }

    @Test func interfacesAreReadAsTheyAre() async throws {
        let host = try await makeHost(
            """
            ip address add 10.0.0.5/24 dev eth0
            ip address add 10.0.0.6/24 dev eth0
            ip address add fd00::5/64 dev eth0 nodad
            ip address add fd00::6/64 dev eth0 nodad preferred_lft 0
            ip address add 10.1.0.5/24 dev eth1
            ip link add eth2 type bridge
            ip address add 10.2.0.5/24 dev eth2
            ip link set far1 down
            ip route add default via 10.0.0.1 metric 100
            ip route add default via 10.1.0.1 metric 600 dev eth1 onlink || true
            ip -6 route add default via fd00::1
            """)
        let interfaces = try await read(host)
        func named(_ name: String) throws -> HostInterface { try #require(interfaces.first { $0.name == name }) }
        let (eth0, eth1, eth2) = (try named("eth0"), try named("eth1"), try named("eth2"))
        #expect(eth0.mtu == 1400 && eth0.isUp && eth0.hasCarrier)
        #expect(eth0.addresses.filter { $0.prefix.family == .v4 }.map(\.prefix.description) == ["10.0.0.5/24", "10.0.0.6/24"])
        #expect(eth0.addresses.first { $0.address == IPAddress("10.0.0.5") }?.isSecondary == false)
        #expect(eth0.addresses.first { $0.address == IPAddress("10.0.0.6") }?.isSecondary == true)
        #expect(eth0.addresses.first { $0.address == IPAddress("fd00::5") }?.isDeprecated == false)
        #expect(eth0.addresses.first { $0.address == IPAddress("fd00::6") }?.isDeprecated == true)
        #expect(eth0.defaultRoutes == [.v4, .v6])
        #expect(eth1.isUp && !eth1.hasCarrier && eth1.mtu == 9000 && eth1.defaultRoutes == [])
        #expect(!eth2.isUp)
        #expect(try named("lo").addresses.contains { $0.address == IPAddress("127.0.0.1") })
        #expect(interfaces.map(\.index) == interfaces.map(\.index).sorted())
    }

    private func choose(_ host: TestHost, _ environment: [String: String]) async throws -> NodeIdentity {
        try await host.run {
            try NodeAddresses.choose("n1", try NodeConfiguration(environment: environment), stored: nil, interfaces: try HostInterfaces.read())
        }
    }

    @Test func theDefaultRouteWithTheSmallerMetricTells() async throws {
        let host = try await makeHost(
            """
            ip address add 10.0.0.5/24 dev eth0; ip address add 10.1.0.5/24 dev eth1
            ip route add default via 10.0.0.1 metric 600; ip route add default via 10.1.0.1 metric 100
            """)
        let node = try await choose(host, [:])
        #expect(node.interface == "eth1" && node.remarks.count == 1)
        try await host.shell("ip route delete default via 10.1.0.1; ip route delete default via 10.0.0.1")
        await #expect(throws: StartupError.self) { _ = try await choose(host, [:]) }
    }

    /// Which interface a default route is on.
    @Test(arguments: [
        ("several hops on one interface", "ip route add default nexthop via 10.0.0.1 nexthop via 10.0.0.2", ["eth0"]),
        ("several hops on both", "ip route add default nexthop via 10.0.0.1 nexthop via 10.1.0.1", ["eth0", "eth1"]),
        ("two of one metric", "ip route add default via 10.0.0.1; ip route append default via 10.1.0.1", ["eth0", "eth1"]),
        ("without a gateway", "ip route add default dev eth1", ["eth1"]),
        ("in another table", "ip route add default via 10.1.0.1 table 100", []),
        ("one that refuses", "ip route add unreachable default metric 1; ip route add default via 10.0.0.1 metric 9", ["eth0"]),
        ("a larger network is none", "ip route add 0.0.0.0/1 via 10.1.0.1; ip route add default via 10.0.0.1", ["eth0"]),
        ("IPv6, several hops", "ip -6 route add default nexthop via fd01::1 dev eth1 nexthop via fd01::2 dev eth1", ["eth1 6"]),
        ("IPv6, the smaller metric", "ip -6 route add default via fd00::1 metric 9; ip -6 route add default via fd01::1 metric 8", ["eth1 6"]),
    ])
    func defaultRoutesAreRead(_ name: String, _ script: String, _ want: [String]) async throws {
        let host = try await makeHost(
            """
            ip address add 10.0.0.5/24 dev eth0; ip address add 10.1.0.5/24 dev eth1
            ip address add fd00::5/64 dev eth0 nodad; ip address add fd01::5/64 dev eth1 nodad
            \(script)
            """)
        let found = try await read(host).flatMap { each in
            each.defaultRoutes.map { "\(each.name)\($0 == .v6 ? " 6" : "")" }.sorted()
        }
        #expect(found.sorted() == want, "\(name)")
    }

    @Test(
        arguments: [
            ("can-reach=192.0.2.9", "10.0.0.5/24", "eth0"), ("can-reach=198.51.100.9", "10.1.0.5/16", "eth1"),
            ("can-reach=10.1.0.77", "10.1.0.5/16", "eth1"),
            ("can-reach=localhost", nil, nil), ("can-reach=203.0.113.1", nil, nil), ("can-reach=no-such-name.invalid", nil, nil),
        ] as [(String, String?, String?)])
    func canReachAsksTheKernel(_ method: String, _ address: String?, _ interface: String?) async throws {
        let host = try await makeHost(
            """
            ip address add 10.0.0.5/24 dev eth0; ip address add 10.1.0.5/16 dev eth1
            ip route add 192.0.2.0/24 via 10.0.0.1; ip route add 198.51.100.0/24 via 10.1.0.1
            """)
        do {
            let node = try await choose(host, ["IP": "autodetect", "IP_AUTODETECTION_METHOD": method])
            #expect(node.ipv4?.prefix.description == address)
            #expect(node.interface == interface)
        } catch let error as StartupError {
            #expect(address == nil, "\(error)")
            #expect(error.kind == .noAddress)
            #expect(error.details.contains(method))
        }
    }

    @Test func canReachOfIPv6() async throws {
        let host = try await makeHost(
            "ip address add fd00::5/64 dev eth0 nodad; ip address add fd01::5/64 dev eth1 nodad; ip -6 route add 2001:db8::/32 via fd01::1")
        let node = try await choose(
            host, ["IP": "none", "IP6": "autodetect", "CALICO_ROUTER_ID": "hash", "IP6_AUTODETECTION_METHOD": "can-reach=2001:db8::9"])
        #expect(node.ipv6?.prefix.description == "fd01::5/64")
        #expect(node.interface == "eth1")
    }

    @Test func aGivenAddressGetsTheLengthOfItsInterface() async throws {
        let host = try await makeHost("ip address add 10.0.0.5/20 dev eth0; ip address add fd00::5/56 dev eth1 nodad")
        let node = try await choose(host, ["IP": "10.0.0.5", "IP6": "fd00::5"])
        #expect(node.ipv4?.prefix.description == "10.0.0.5/20")
        #expect(node.ipv6?.prefix.description == "fd00::5/56")
        #expect(node.interface == "eth0" && node.remarks == [])
        let elsewhere = try await choose(host, ["IP": "10.9.0.5"])
        #expect(elsewhere.ipv4?.prefix.description == "10.9.0.5/32")
        #expect(elsewhere.interface == nil && elsewhere.remarks.count == 1)
    }

    @Test func theMTUIsThatOfTheNodesInterface() async throws {
        let host = try await makeHost(
            "ip address add 10.0.0.5/24 dev eth0; ip address add 10.1.0.5/24 dev eth1; ip route add default via 10.0.0.1")
        let interfaces = try await read(host)
        func mtu(_ environment: [String: String], _ interface: String?) throws -> Int? {
            NodeFiles.mtu(NodeIdentity(name: "n1", interface: interface), try NodeConfiguration(environment: environment), interfaces)?.octets
        }
        #expect(try mtu([:], "eth1") == 9000)
        #expect(try mtu([:], "eth0") == 1400)
        // No interface has the address: the default route's.
        #expect(try mtu([:], nil) == 1400)
        #expect(try mtu(["CALICO_MTU": "1300"], "eth1") == 1300)
        #expect(NodeFiles.mtu(NodeIdentity(name: "n1"), try NodeConfiguration(), []) == nil)
    }
}
