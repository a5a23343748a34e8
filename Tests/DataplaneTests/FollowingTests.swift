import Addresses
import Dataplane
import Testing

/// Links, addresses and foreign routes change under routes that are wanted.
@Suite(.enabled(if: isRoot, rootReason)) struct FollowingTests {
    /// Commands, and what is there of ours after each.
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let wants: [(String, DesiredRoute.Target, RouteOwner)]
        let steps: [(String, [String])]
        var testDescription: String { name }
    }

    static let v4 = "20.0.0.0/26 via 10.0.0.2 dev d0 proto 84 metric 1024"
    static let v6 = "2001:db8::/122 via fd00::2 dev d0 proto 84 metric 1024"
    static let both = "20.0.0.0/26 proto 84 metric 1024 nexthop via 10.0.0.2 dev d0 nexthop via 10.0.1.2 dev e0"
    static let both6 = "2001:db8::/122 proto 84 metric 1024 nexthop via fd00::2 dev d0 nexthop via fd01::2 dev e0"
    static let pod = "20.0.0.7 dev x0 proto 83 scope link metric 1024"
    static let simple: [(String, DesiredRoute.Target, RouteOwner)] = [
        ("20.0.0.0/26", .routers("10.0.0.2"), .bgp), ("2001:db8::/122", .routers("fd00::2"), .bgp),
    ]
    static let shared: [(String, DesiredRoute.Target, RouteOwner)] = [
        ("20.0.0.0/26", .routers("10.0.0.2", "10.0.1.2"), .bgp), ("2001:db8::/122", .routers("fd00::2", "fd01::2"), .bgp),
    ]
    static let pods: [(String, DesiredRoute.Target, RouteOwner)] = [("20.0.0.7/32", .interface("x0"), .pods)]

    @Test(arguments: [
        Row(
            name: "a link goes down and up", wants: simple,
            steps: [
                ("true", [v6, v4]), ("ip link set d0 down", []),
                // The IPv6 address goes with the link, unless the host keeps it.
                ("ip link set d0 up; ip addr replace fd00::1/64 dev d0 nodad", [v6, v4]),
            ]),
        Row(
            name: "down and up before anybody looks", wants: simple,
            steps: [("ip link set d0 down; ip link set d0 up; ip addr replace fd00::1/64 dev d0 nodad", [v6, v4])]),
        Row(
            name: "one of two links", wants: shared,
            steps: [
                ("true", [both6, both]), ("ip link set e0 down", [v6, v4]),
                ("ip link set e0 up; ip addr replace fd01::1/64 dev e0 nodad", [both6, both]), ("ip link del e0", [v6, v4]),
            ]),
        Row(
            name: "a link is deleted and made again", wants: simple,
            steps: [
                ("ip link del d0", []),
                (
                    "ip link add d0 type veth peer name d1; ip link set d0 up; ip addr add 10.0.0.1/24 dev d0; ip addr add fd00::1/64 dev d0 nodad",
                    [v6, v4]
                ),
            ]),
        Row(
            name: "an address goes and comes back", wants: simple,
            steps: [
                ("ip addr del 10.0.0.1/24 dev d0", [v6]), ("ip addr del fd00::1/64 dev d0", []), ("ip addr add 10.0.0.1/24 dev d0", [v4]),
                ("ip addr add fd00::1/64 dev d0 nodad", [v6, v4]),
            ]),
        Row(
            name: "one address of two goes", wants: simple,
            steps: [("ip addr add 10.7.0.1/24 dev d0; ip addr del 10.0.0.1/24 dev d0", [v6]), ("ip addr add 10.0.0.1/24 dev d0", [v6, v4])]),
        Row(
            name: "address away and back before anybody looks", wants: simple,
            steps: [("ip addr del 10.0.0.1/24 dev d0; ip addr add 10.0.0.1/24 dev d0", [v6, v4])]),
        Row(
            name: "a link has another name", wants: simple,
            steps: [("ip link set d0 down; ip link set d0 name f0; ip link set f0 up", [v4.replacing("d0", with: "f0")])]),
        Row(
            name: "the host's way changes", wants: [("20.0.0.0/26", .routers("30.0.0.9"), .bgp)],
            steps: [
                ("true", []), ("ip route add 30.0.0.0/24 via 10.0.0.2", [v4]),
                ("ip route change 30.0.0.0/24 via 10.0.1.7", ["20.0.0.0/26 via 10.0.1.7 dev e0 proto 84 metric 1024"]),
                ("ip route add 30.0.0.9 dev d0", ["20.0.0.0/26 via 30.0.0.9 dev d0 proto 84 metric 1024"]),
                ("ip route del 30.0.0.9 dev d0", ["20.0.0.0/26 via 10.0.1.7 dev e0 proto 84 metric 1024"]),
                ("ip route del 30.0.0.0/24", []), ("ip route add default via 10.0.0.2", [v4]),
                ("ip route add blackhole 30.0.0.0/24", []), ("ip route del blackhole 30.0.0.0/24", [v4]), ("ip link set d0 down", []),
            ]),
        Row(
            name: "a static route goes with its link", wants: [("20.0.0.0/26", .routers("30.0.0.9"), .bgp)],
            steps: [
                ("ip route add 30.0.0.0/24 via 10.0.0.2; ip route add default via 10.0.1.7", [v4]),
                ("ip link set d0 down; ip link set d0 up", ["20.0.0.0/26 via 10.0.1.7 dev e0 proto 84 metric 1024"]),
            ]),
        Row(
            name: "a static route goes with its source", wants: [("20.0.0.0/26", .routers("30.0.0.9"), .bgp)],
            steps: [
                ("ip addr add 10.7.0.1/32 dev e0; ip route add 30.0.0.0/24 via 10.0.0.2 src 10.7.0.1; ip route add default via 10.0.1.7", [v4]),
                ("ip addr del 10.7.0.1/32 dev e0", ["20.0.0.0/26 via 10.0.1.7 dev e0 proto 84 metric 1024"]),
            ]),
        Row(
            name: "a pod's link", wants: pods,
            steps: [
                ("true", []), ("ip link add x0 type veth peer name x1", []), ("ip link set x0 up", [pod]), ("ip link set x0 down", []),
                ("ip link set x0 up", [pod]), ("ip link set x0 name y0", []), ("ip link set y0 name x0", [pod]), ("ip link del x0", []),
                ("ip link add x0 type veth peer name x1; ip link set x0 up", [pod]),
            ]),
        Row(
            name: "a pod that speaks BGP", wants: pods + [("20.0.5.0/26", .routers("20.0.0.7"), .bgp)],
            steps: [
                ("true", []),
                (
                    "ip link add x0 type veth peer name x1; ip link set x0 up",
                    [pod, "20.0.5.0/26 via 20.0.0.7 dev x0 proto 84 metric 1024"].sorted()
                ),
                ("ip link del x0", []),
            ]),
    ])
    func followsTheHost(_ row: Row) async throws {
        let network = try await TestNetwork()
        let programmer = try await network.programmer()
        for (prefix, target, owner) in row.wants { await programmer.want(prefix, target, owner: owner) }
        for (script, want) in row.steps {
            try await network.shell(script)
            await programmer.settled()
            let ours = try await network.ours()
            #expect(ours == want.sorted(), "after \(script)")
        }
        await programmer.stop()
    }

    @Test func tellsWhatCanBeReached() async throws {
        let network = try await TestNetwork()
        let journal = Journal()
        let programmer = try await network.programmer(.init(), journal)
        await programmer.want("20.0.0.0/26", .routers("10.0.0.2", "99.0.0.1"))
        await programmer.settled()
        #expect(journal.texts() == ["next hops 10.0.0.2 true 99.0.0.1 false"])
        try await network.shell("ip link set d0 down")
        await programmer.settled()
        try await network.shell("ip route add 99.0.0.0/8 via 10.0.1.9")
        await programmer.settled()
        #expect(Set(journal.texts()) == ["next hops 10.0.0.2 false", "next hops 99.0.0.1 true"])
        try await network.shell("ip route change 99.0.0.0/8 via 10.0.1.8")
        await programmer.settled()
        #expect(journal.texts() == [])
        #expect(await programmer.status().nextHops.count == 2)
        await programmer.stop()
    }

    @Test func tellsLinksAndAddresses() async throws {
        let network = try await TestNetwork()
        let journal = Journal()
        let programmer = try await network.programmer(.init(), journal)
        func views() async -> [NetworkView] {
            await programmer.settled()
            return journal.take().compactMap { event in if case .network(let view) = event { view } else { nil } }
        }
        var seen = await views()
        #expect(seen.count == 1)
        let first = try #require(seen.first?.interface(named: "d0"))
        #expect(first.isUp && first.hasCarrier && first.mtu == 1500 && first.mac != nil)
        #expect(first.addresses.map(\.description) == ["10.0.0.1/24", "fd00::1/64"] && first.details.allSatisfy { !$0.isUnsettled })
        #expect(seen[0].connected.contains { $0.network.description == "10.0.1.0/24" && $0.interface == "e0" })

        try await network.shell("ip route add 30.0.0.0/24 via 10.0.0.2")
        #expect(await views().isEmpty)
        try await network.shell("ip link set d0 mtu 1400; ip addr add 10.8.0.1/32 dev d0; ip link set d0 down")
        seen = await views()
        let last = try #require(seen.last?.interface(named: "d0"))
        #expect(last.mtu == 1400 && !last.isUp && last.addresses.map(\.description) == ["10.0.0.1/24", "10.8.0.1/32"])
        try await network.shell("ip link del d0")
        #expect(await views().last?.interface(named: "d0") == nil)
        await programmer.stop()
    }
}
