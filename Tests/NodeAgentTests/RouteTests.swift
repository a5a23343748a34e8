import Addresses
import BGPPlan
import Dataplane
import NodeStore
import Testing

@testable import NodeAgent

/// Routes of the node itself: what is told, and what the kernel gets.
@Suite struct RouteTests {
    static func attachment(_ container: String, _ addresses: [String], interface: String? = "cali1", manager: Endpoint.Manager = .calico) throws
        -> Endpoint
    {
        Endpoint(
            key: try AttachmentKey(network: "n", containerID: container, interface: "eth0"), manager: manager, addresses: addresses.map(prefix),
            hostInterface: interface)
    }

    static func table(_ attachments: [Endpoint]) -> EndpointTable {
        var table = EndpointTable()
        _ = table.apply(attachments.map { EndpointChange(key: $0.key, attachment: $0) })
        return table
    }

    static func network(_ interfaces: [(String, String)]) -> NetworkView {
        NetworkView(
            interfaces: interfaces.enumerated().map { place, each in
                var interface = NetworkInterface(index: Int32(place + 1), name: each.0, isUp: true, hasCarrier: true, mtu: 1500, mac: nil)
                interface.details = [NetworkInterface.Address(prefix: prefix(each.1), isUnsettled: false)]
                return interface
            })
    }

    @Test func podsInsideTheNodesNetworksAreToldWithThem() throws {
        let plan = Cluster.plan(Cluster.three)
        let pods = Self.table([try Self.attachment("a", ["10.65.1.7/24"]), try Self.attachment("b", ["10.77.0.2/24"], interface: "cali2")])
        let routes = LocalRoutes(plan.local, endpoints: pods, network: Self.network([("eth0", "10.0.0.1/24")]), ignored: [])
        #expect(Set(routes.routes.keys) == [prefix("10.65.1.0/24"), prefix("10.77.0.2/32"), prefix("10.0.0.0/24")])
        #expect(routes.routes[prefix("10.77.0.2/32")] == LocalRoute(localPreference: 2_147_482_623, interface: "cali2"))
        #expect(routes.routes[prefix("10.0.0.0/24")]?.interface == "eth0")
    }

    @Test(arguments: [
        ("eth0", "10.0.0.1/24", [String](), true), ("eth0", "10.0.0.1/24", ["eth*"], false), ("eth0", "10.0.0.1/24", ["eth1"], false == true),
        ("cali12", "10.0.0.1/24", [], false), ("kube-ipvs0", "10.0.0.1/24", [], false), ("lo", "127.0.0.1/8", [], false),
        ("eth0", "169.254.7.1/16", [], false), ("eth0", "fe80::1/64", [], false), ("eth0", "10.0.0.1/32", [], false),
        ("br-1", "10.0.0.1/24", ["br-?"], false),
    ])
    func networksOfInterfacesAreTold(_ interface: String, _ own: String, _ ignored: [String], _ isTold: Bool) {
        let expected = isTold || (ignored == ["eth1"])
        let plan = Cluster.plan(Cluster.three, podCIDRs: [])
        let routes = LocalRoutes(plan.local, endpoints: EndpointTable(), network: Self.network([(interface, own)]), ignored: ignored)
        #expect(routes.routes.isEmpty != expected)
    }

    @Test func changesAreWhatDiffers() throws {
        let plan = Cluster.plan(Cluster.three)
        let one = LocalRoutes(plan.local, endpoints: Self.table([try Self.attachment("a", ["10.77.0.2/24"])]), network: Self.network([]), ignored: [])
        let two = LocalRoutes(plan.local, endpoints: Self.table([try Self.attachment("a", ["10.77.0.3/24"])]), network: Self.network([]), ignored: [])
        let changes = two.changes(from: one)
        #expect(changes.originated.map(\.0) == [prefix("10.77.0.3/32")])
        #expect(changes.withdrawn == [prefix("10.77.0.2/32")])
        #expect(two.changes(from: two).originated.isEmpty)
    }

    @Test func endpointsFollowTheStore() throws {
        var table = EndpointTable()
        let (a, b) = (try Self.attachment("a", ["10.65.1.2/24", "fd00::2/64"]), try Self.attachment("b", ["10.65.1.3/24"], manager: .addresses))
        let came = table.apply([EndpointChange(key: a.key, attachment: a)])
        #expect(came == [address("10.65.1.2"), address("fd00::2")])
        _ = table.apply([EndpointChange(key: b.key, attachment: b)])
        #expect(table.count == 2)
        #expect(table.addresses[address("10.65.1.2")] == .some("cali1"))
        #expect(table.addresses[address("10.65.1.3")] == .some(nil), "another plugin's link is not ours to route to")
        #expect(table.changes(to: [a, b]).isEmpty)
        let changes = table.changes(to: [b])
        #expect(changes == [EndpointChange(key: a.key, attachment: nil)])
        let went = table.apply(changes)
        #expect(went == [address("10.65.1.2"), address("fd00::2")])
        #expect(table.addresses.count == 1)
        let nothing = table.apply([EndpointChange(key: a.key, attachment: nil)])
        #expect(nothing.isEmpty, "gone twice is gone")
    }

    @Test func ownRoutesHideLearnedOnes() {
        var merged = MergedRoutes()
        let p = prefix("10.65.1.0/24")
        let own = DesiredRoute(p, metric: 1024, .blackhole)
        let learned = DesiredRoute(p, metric: 1024, .nextHops([address("10.0.0.2")]))
        let learns = [RouteChange(.bgp, learned)]
        let forgets = [RouteChange(owner: .bgp, prefix: p, route: nil)]
        let first = [merged.setOwn([p: own]), merged.learned(learns), merged.setOwn([p: own]), merged.setOwn([:])]
        #expect(first == [[RouteChange(.bgp, own)], [], [], learns], "what was hidden comes to light")
        let second = [merged.learned(forgets), merged.setOwn([p: own]), merged.learned(learns), merged.learned(forgets), merged.setOwn([:])]
        #expect(second == [forgets, [RouteChange(.bgp, own)], [], [], forgets])
    }
}
