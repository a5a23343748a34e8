import Addresses
import Dataplane
import Testing

/// Somebody else changes our routes, or has routes of their own where ours should be.
@Suite(.enabled(if: isRoot, rootReason)) struct VandalismTests {
    static let v4 = "20.0.0.0/26 via 10.0.0.2 dev d0 proto 84 metric 1024"
    static let v6 = "2001:db8::/122 via fd00::2 dev d0 proto 84 metric 1024"
    static let multi = "20.0.1.0/26 proto 84 metric 1024 nexthop via 10.0.0.2 dev d0 nexthop via 10.0.1.2 dev e0"
    static let multi6 = "2001:db8:1::/122 proto 84 metric 1024 nexthop via fd00::2 dev d0 nexthop via fd01::2 dev e0"
    static let pod = "20.0.0.77 dev d0 proto 83 scope link metric 1024"
    static let all = [multi6, v6, v4, pod, multi].sorted()

    private func start(_ network: TestNetwork, _ journal: Journal) async throws -> RouteProgrammer {
        let programmer = try await network.programmer(.init(), journal)
        await programmer.want("20.0.0.0/26", .routers("10.0.0.2"))
        await programmer.want("2001:db8::/122", .routers("fd00::2"))
        await programmer.want("20.0.1.0/26", .routers("10.0.0.2", "10.0.1.2"))
        await programmer.want("2001:db8:1::/122", .routers("fd00::2", "fd01::2"))
        await programmer.want("20.0.0.77/32", .interface("d0"), owner: .pods)
        await programmer.settled()
        _ = journal.take()
        return programmer
    }

    @Test(arguments: [
        ("ip route del 20.0.0.0/26", ["repaired bgp 20.0.0.0/26"]),
        ("ip route del 20.0.0.77", ["repaired pods 20.0.0.77/32"]),
        ("ip route del 20.0.1.0/26", ["repaired bgp 20.0.1.0/26"]),
        ("ip -6 route del 2001:db8::/122", ["repaired bgp 2001:db8::/122"]),
        ("ip -6 route del 2001:db8:1::/122", ["repaired bgp 2001:db8:1::/122"]),
        ("ip -6 route del 2001:db8:1::/122 via fd00::2", ["repaired bgp 2001:db8:1::/122"]),
        ("ip route replace 20.0.0.0/26 via 10.0.1.9 proto 84 metric 1024", ["repaired bgp 20.0.0.0/26"]),
        ("ip route replace blackhole 20.0.0.0/26 proto 84 metric 1024", ["repaired bgp 20.0.0.0/26"]),
        ("ip route replace 20.0.0.0/26 via 10.0.0.2 proto 83 metric 1024", ["repaired bgp 20.0.0.0/26"]),
        ("ip route replace 20.0.0.0/26 via 10.0.0.2 mtu 1300 proto 84 metric 1024", ["repaired bgp 20.0.0.0/26"]),
        ("ip -6 route replace 2001:db8::/122 via fd01::9 proto 84 metric 1024", ["repaired bgp 2001:db8::/122"]),
        ("ip -6 route replace blackhole 2001:db8::/122 proto 84 metric 1024", ["repaired bgp 2001:db8::/122"]),
        ("ip route append 20.0.0.0/26 via 10.0.1.9 proto 84 metric 1024", []),
        ("ip route prepend 20.0.0.0/26 via 10.0.1.9 proto 84 metric 1024", []),
        ("ip route append 20.0.0.0/26 via 10.0.1.9 mtu 1300 proto 84 metric 1024", []),
        ("ip route append blackhole 20.0.0.0/26 proto 84 metric 1024", []),
        ("ip -6 route append blackhole 2001:db8::/122 proto 84 metric 1024", []),
        ("ip -6 route append 2001:db8::/122 dev e0 proto 84 metric 1024", []),
        ("ip -6 route append 2001:db8::/122 via fd01::9 proto 84 metric 1024", ["repaired bgp 2001:db8::/122"]),
        ("ip route flush proto 84", ["repaired bgp 20.0.0.0/26", "repaired bgp 20.0.1.0/26"]),
        (
            "ip route flush proto 84; ip -6 route flush proto 84; ip route flush proto 83",
            [
                "repaired bgp 20.0.0.0/26", "repaired bgp 20.0.1.0/26", "repaired bgp 2001:db8:1::/122", "repaired bgp 2001:db8::/122",
                "repaired pods 20.0.0.77/32",
            ]
        ),
    ])
    func putsRight(_ vandalism: String, _ want: [String]) async throws {
        let network = try await TestNetwork("ip route add 40.0.0.0/8 via 10.0.1.2 metric 7")
        let journal = Journal()
        let programmer = try await start(network, journal)
        let before = try await network.foreign()
        try await network.shell(vandalism)
        await programmer.settled()
        let ours = try await network.ours()
        #expect(ours == Self.all)
        #expect(Set(journal.texts()).sorted() == want.sorted())
        #expect(try await network.foreign() == before)
        await programmer.stop()
    }

    @Test func leavesAForeignRouteInItsPlace() async throws {
        let network = try await TestNetwork(
            """
            ip route add 20.0.0.0/26 via 10.0.1.9 metric 1024 proto static; ip route add 20.0.9.0/26 via 10.0.1.9 metric 1024
            ip -6 route add 2001:db8::/122 via fd01::9 metric 1024
            """)
        let before = try await network.foreign()
        let journal = Journal()
        let programmer = try await start(network, journal)
        await programmer.want("20.0.9.0/26", .blackhole, metric: 512)
        await programmer.settled()
        #expect(try await network.foreign() == before)
        let status = await programmer.settled()
        #expect(
            status.pending.map(\.words) == [
                "route add 20.0.0.0/26 via 10.0.0.2 dev d0 proto 84 metric 1024: File exists (the place is taken by a route of protocol static "
                    + "via 10.0.1.9 dev e0 metric 1024)",
                "route add 2001:db8::/122 via fd00::2 dev d0 proto 84 metric 1024: File exists (the place is taken by a route of protocol boot "
                    + "via fd01::9 dev e0 metric 1024)",
            ])
        // It is ours when the other has gone.
        try await network.shell("ip route del 20.0.0.0/26 metric 1024; ip -6 route del 2001:db8::/122")
        await programmer.settled()
        let ours = try await network.ours()
        #expect(ours == (Self.all + ["blackhole 20.0.9.0/26 proto 84 metric 512"]).sorted())
        await programmer.stop()
    }

    /// The first route of a place is replaced, whatever its protocol: it was ours.
    @Test func doesNotTakeBackAPlaceThatSomebodyTook() async throws {
        let network = try await TestNetwork()
        let journal = Journal()
        let programmer = try await start(network, journal)
        try await network.shell("ip route replace 20.0.0.0/26 via 10.0.1.9 proto static metric 1024")
        await programmer.settled()
        let foreign = "20.0.0.0/26 via 10.0.1.9 dev e0 proto static metric 1024"
        #expect(try await network.foreign().contains(foreign))
        #expect(journal.texts().map { $0.prefix(25) } == ["refused bgp 20.0.0.0/26: "])
        // Nor by a change of what is wanted, nor by a withdrawal.
        await programmer.want("20.0.0.0/26", .routers("10.0.0.3"))
        #expect(try await network.foreign().contains(foreign))
        await programmer.drop("20.0.0.0/26")
        #expect(try await network.foreign().contains(foreign))
        await programmer.want("20.0.0.0/26", .routers("10.0.0.2"))
        try await network.shell("ip route replace 20.0.0.0/26 via 10.0.1.8 proto 84 metric 1024")
        await programmer.settled()
        let ours = try await network.ours()
        #expect(ours == Self.all)
        await programmer.stop()
    }

    @Test func changesARouteThatSharesItsPlace() async throws {
        let network = try await TestNetwork()
        let programmer = try await start(network, Journal())
        try await network.shell("ip route prepend 20.0.0.0/26 via 10.0.1.9 proto static metric 1024")
        await programmer.settled()
        await programmer.want("20.0.0.0/26", .routers("10.0.0.3"))
        await programmer.settled()
        #expect(try await network.foreign().contains("20.0.0.0/26 via 10.0.1.9 dev e0 proto static metric 1024"))
        await programmer.drop("20.0.0.0/26")
        #expect(try await network.foreign().contains("20.0.0.0/26 via 10.0.1.9 dev e0 proto static metric 1024"))
        #expect(try await network.ours().contains { $0.hasPrefix("20.0.0.0/26") } == false)
        await programmer.stop()
    }

    @Test func prefersPodsWhereBothOwnersWantOnePlace() async throws {
        let network = try await TestNetwork()
        let programmer = try await network.programmer()
        await programmer.want("20.0.0.77/32", .routers("10.0.0.2"))
        await programmer.want("20.0.0.77/32", .interface("d0"), owner: .pods)
        #expect(try await network.ours() == [Self.pod])
        #expect(await programmer.status().pending.map(\.owner) == [.bgp])
        await programmer.drop("20.0.0.77/32", owner: .pods)
        #expect(try await network.ours() == ["20.0.0.77 via 10.0.0.2 dev d0 proto 84 metric 1024"])
        #expect(await programmer.status().pendingCount == 0)
        await programmer.stop()
    }
}
