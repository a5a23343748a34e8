import Addresses
import Dataplane
import Testing

@Suite(.enabled(if: isRoot, rootReason)) struct RestartTests {
    private static let wants: [(String, DesiredRoute.Target, RouteOwner)] = [
        ("20.0.0.0/26", .routers("10.0.0.2"), .bgp), ("2001:db8::/122", .routers("fd00::2"), .bgp),
        ("20.0.1.0/26", .routers("10.0.0.2", "10.0.1.2"), .bgp),
        ("2001:db8:1::/122", .routers("fd00::2", "fd01::2"), .bgp), ("20.0.2.0/24", .blackhole, .bgp), ("2001:db8:2::/64", .blackhole, .bgp),
        ("20.0.0.77/32", .interface("d0"), .pods), ("2001:db8::77/128", .interface("d0"), .pods), ("20.0.3.0/26", .routers("fd00::2"), .bgp),
    ]

    @Test func keepsWhatIsThereAndWritesNothingAgain() async throws {
        let network = try await TestNetwork()
        let first = try await network.programmer()
        for (prefix, target, owner) in Self.wants { await first.want(prefix, target, owner: owner) }
        await first.stop()
        let before = try await network.ours()
        #expect(before.count == Self.wants.count)

        let second = try await network.programmer()
        #expect(
            await second.found() == [
                FoundCount(owner: .pods, family: .v4, count: 1), FoundCount(owner: .pods, family: .v6, count: 1),
                FoundCount(owner: .bgp, family: .v4, count: 4), FoundCount(owner: .bgp, family: .v6, count: 3),
            ])
        for (prefix, target, owner) in Self.wants { await second.want(prefix, target, owner: owner) }
        #expect(await second.status().requests == 0)
        for owner in RouteOwner.allCases {
            #expect(await second.sweep(owner, .v4) == 0)
            #expect(await second.sweep(owner, .v6) == 0)
        }
        #expect(try await network.ours() == before)
        await second.stop()
    }

    @Test func sweepsWhatNobodyAskedFor() async throws {
        let network = try await TestNetwork()
        let first = try await network.programmer()
        for (prefix, target, owner) in Self.wants { await first.want(prefix, target, owner: owner) }
        await first.stop()
        let second = try await network.programmer()
        await second.want("20.0.0.0/26", .routers("10.0.0.2"))
        // Asked for with another metric: the old one is swept.
        await second.want("20.0.1.0/26", .routers("10.0.0.2"), metric: 512)
        // Withdrawn though nobody asked: it goes at once.
        await second.drop("20.0.3.0/26")
        var status = await second.status()
        #expect(status.count(.bgp, .v4).installed == 4 && status.count(.bgp, .v4).unclaimed == 2)
        #expect(await second.sweep(.bgp, .v4) == 2)
        #expect(await second.sweep(.bgp, .v4) == 0)
        let ours = try await network.ours()
        #expect(
            ours.filter { $0.contains("proto 84") && !$0.contains(":") } == [
                "20.0.0.0/26 via 10.0.0.2 dev d0 proto 84 metric 1024", "20.0.1.0/26 via 10.0.0.2 dev d0 proto 84 metric 512",
            ])
        status = await second.status()
        #expect(status.count(.bgp, .v4).unclaimed == 0 && status.count(.bgp, .v6).unclaimed == 3 && status.count(.pods, .v4).unclaimed == 1)
        await second.stop()
    }

    /// The CNI plugin makes routes with the pods' protocol at any time.
    @Test func keepsPodsRoutesThatThePluginMade() async throws {
        let network = try await TestNetwork("ip link add x0 type veth peer name x1; ip link set x0 up; ip route add 20.0.0.76 dev x0 proto 83")
        let programmer = try await network.programmer()
        try await network.shell("ip route add 20.0.0.77 dev x0 proto 83; ip route add 20.0.0.78 dev x0 proto 83")
        await programmer.want("20.0.0.77/32", .interface("x0"), metric: 0, owner: .pods)
        #expect(await programmer.status().requests == 0)
        #expect(await programmer.sweep(.pods, .v4) == 1)
        #expect(try await network.ours() == ["20.0.0.77 dev x0 proto 83 scope link", "20.0.0.78 dev x0 proto 83 scope link"])
        // The address moves to another pod before the old one is withdrawn.
        try await network.shell(
            "ip link del x0; ip link add y0 type veth peer name y1; ip link set y0 up; ip route add 20.0.0.77 dev y0 proto 83")
        await programmer.drop("20.0.0.77/32", owner: .pods)
        #expect(try await network.ours() == ["20.0.0.77 dev y0 proto 83 scope link"])
        await programmer.want("20.0.0.77/32", .interface("y0"), metric: 0, owner: .pods)
        #expect(try await network.ours() == ["20.0.0.77 dev y0 proto 83 scope link"])
        await programmer.stop()
    }

    @Test func removesStrangersOnceSwept() async throws {
        let network = try await TestNetwork()
        let programmer = try await network.programmer()
        try await network.shell("ip route add blackhole 20.0.8.0/24 proto 84")
        await programmer.settled()
        #expect(try await network.ours().count == 1)
        #expect(await programmer.sweep(.bgp, .v4) == 1)
        try await network.shell("ip route add blackhole 20.0.9.0/24 proto 84; ip -6 route add blackhole 2001:db8::/64 proto 84")
        await programmer.settled()
        #expect(try await network.ours() == ["blackhole 2001:db8::/64 dev lo proto 84 metric 1024"])
        await programmer.stop()
    }

    @Test func flushesWhatIsThere() async throws {
        let network = try await TestNetwork()
        let before = try await network.foreign()
        let programmer = try await network.programmer()
        for (prefix, target, owner) in Self.wants { await programmer.want(prefix, target, owner: owner) }
        try await network.shell("ip route add blackhole 20.0.9.0/24 proto 84")
        #expect(await programmer.flush([.bgp]) == 8)
        #expect(try await network.ours().allSatisfy { $0.contains("proto 83") })
        #expect(await programmer.flush([.bgp, .pods]) == 2)
        #expect(try await network.ours() == [])
        let status = await programmer.status()
        #expect(status.counts.allSatisfy { $0.installed == 0 && $0.desired == 0 } && status.nextHops.isEmpty && status.pendingCount == 0)
        #expect(try await network.foreign() == before)
        await programmer.stop()
    }

    @Test func cleansUp() async throws {
        let network = try await TestNetwork()
        let before = try await network.foreign()
        let programmer = try await network.programmer()
        for (prefix, target, owner) in Self.wants { await programmer.want(prefix, target, owner: owner) }
        await programmer.stop()
        try await network.shell("ip route add 20.0.0.0/26 dev d0 proto 84 table 77")
        let want: Set = [
            "route 20.0.0.0/26 via 10.0.0.2 dev d0 proto 84 metric 1024", "route 20.0.0.0/26 dev d0 proto 84 metric 0 table 77",
            "route 20.0.1.0/26 nexthop via 10.0.0.2 dev d0 nexthop via 10.0.1.2 dev e0 proto 84 metric 1024",
            "route blackhole 20.0.2.0/24 proto 84 metric 1024", "route 20.0.0.77/32 dev d0 proto 83 metric 1024",
            "route blackhole 2001:db8:2::/64 proto 84 metric 1024",
        ]
        let listed = try await network.inside { try RouteCleanup.list() }
        #expect(listed.count == Self.wants.count + 1 && want.isSubset(of: listed))
        #expect(try await network.inside { try RouteCleanup.remove() } == listed)
        #expect(try await network.inside { try RouteCleanup.list() } == [])
        #expect(try await network.ours() == [])
        #expect(try await network.foreign() == before)
    }

    @Test func switchesForwardingOnAndBack() async throws {
        let network = try await TestNetwork()
        try await network.inside {
            let changes = try HostForwarding.switchOn([.v4, .v6])
            #expect(changes.map(\.name).allSatisfy { $0 == "net.ipv4.ip_forward" || $0 == "net.ipv6.conf.all.forwarding" })
            #expect(HostForwarding.isOn(.v4) && HostForwarding.isOn(.v6))
            #expect(try HostForwarding.switchOn([.v4, .v6]) == [])
            try HostForwarding.restore(changes)
            for change in changes { #expect(HostForwarding.isOn(change.name.hasPrefix("net.ipv4") ? .v4 : .v6) == (change.before == 1)) }
        }
    }
}
