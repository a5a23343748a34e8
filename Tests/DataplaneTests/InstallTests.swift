import Addresses
import Dataplane
import Testing

@Suite(.enabled(if: isRoot, rootReason)) struct InstallTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let prefix: String, target: DesiredRoute.Target, owner: RouteOwner, want: String
        var setup = ""
        var testDescription: String { "\(prefix) \(target)" }
        init(_ prefix: String, _ target: DesiredRoute.Target, _ want: String, owner: RouteOwner = .bgp, setup: String = "") {
            (self.prefix, self.target, self.owner, self.want, self.setup) = (prefix, target, owner, want, setup)
        }
    }

    @Test(arguments: [
        Row("20.0.0.0/26", .routers("10.0.0.2"), "20.0.0.0/26 via 10.0.0.2 dev d0 proto 84 metric 1024"),
        Row("20.0.0.0/26", .via(IPAddress(family: .v4, value: 0x0a00_0102)), "20.0.0.0/26 via 10.0.1.2 dev e0 proto 84 metric 1024"),
        Row("2001:db8::/122", .routers("fd00::2"), "2001:db8::/122 via fd00::2 dev d0 proto 84 metric 1024"),
        Row("20.0.0.0/26", .blackhole, "blackhole 20.0.0.0/26 proto 84 metric 1024"),
        Row("2001:db8::/122", .blackhole, "blackhole 2001:db8::/122 dev lo proto 84 metric 1024"),
        Row("0.0.0.0/0", .routers("10.0.0.2"), "default via 10.0.0.2 dev d0 proto 84 metric 1024"),
        Row("::/0", .routers("fd00::2"), "default via fd00::2 dev d0 proto 84 metric 1024"),
        Row("20.0.0.7/32", .interface("d0"), "20.0.0.7 dev d0 proto 83 scope link metric 1024", owner: .pods),
        Row("2001:db8::7/128", .interface("d0"), "2001:db8::7 dev d0 proto 83 metric 1024", owner: .pods),
        Row(
            "20.0.0.0/26", .routers("10.0.1.2", "10.0.0.2"),
            "20.0.0.0/26 proto 84 metric 1024 nexthop via 10.0.0.2 dev d0 nexthop via 10.0.1.2 dev e0"),
        Row(
            "2001:db8::/122", .routers("fd01::2", "fd00::2"),
            "2001:db8::/122 proto 84 metric 1024 nexthop via fd00::2 dev d0 nexthop via fd01::2 dev e0"),
        Row("20.0.0.0/26", .routers("10.0.0.2", "99.0.0.1"), "20.0.0.0/26 via 10.0.0.2 dev d0 proto 84 metric 1024"),
        Row("20.0.0.0/26", .routers("fd00::2"), "20.0.0.0/26 via inet6 fd00::2 dev d0 proto 84 metric 1024"),
        Row(
            "20.0.0.0/26", .routers("30.0.0.9"), "20.0.0.0/26 via 10.0.1.7 dev e0 proto 84 metric 1024",
            setup: "ip route add 30.0.0.0/24 via 10.0.1.7"),
        Row("20.0.0.0/26", .routers("30.0.0.9"), "20.0.0.0/26 via 10.0.1.7 dev e0 proto 84 metric 1024", setup: "ip route add default via 10.0.1.7"),
        Row(
            "2001:db8::/122", .routers("fd99::9"), "2001:db8::/122 via fd01::7 dev e0 proto 84 metric 1024",
            setup: "ip route add fd99::/64 via fd01::7"),
        Row(
            "20.0.0.0/26", .routers("30.0.0.9"), "20.0.0.0/26 via 10.0.0.5 dev d0 proto 84 metric 1024",
            setup: "ip route add default via 10.0.1.7; ip route add 30.0.0.0/24 via 10.0.0.5 metric 5; ip route add 30.0.0.0/24 via 10.0.1.5 metric 6"
        ),
        Row(
            "20.0.0.0/26", .routers("30.0.0.9"),
            "20.0.0.0/26 proto 84 metric 1024 nexthop via 10.0.0.5 dev d0 nexthop via 10.0.1.5 dev e0",
            setup: "ip route add 30.0.0.0/24 nexthop via 10.0.0.5 nexthop via 10.0.1.5"),
    ])
    func installsChangesAndWithdraws(_ row: Row) async throws {
        let network = try await TestNetwork(row.setup)
        let before = try await network.foreign()
        let programmer = try await network.programmer()
        await programmer.want(row.prefix, row.target, owner: row.owner)
        var ours = try await network.ours()
        #expect(ours == [row.want])
        var status = await programmer.status()
        #expect(status.pendingCount == 0 && status.requests == 1)

        // The same again asks nothing of the kernel.
        await programmer.want(row.prefix, row.target, owner: row.owner)
        #expect(await programmer.status().requests == 1)

        // In place, to a blackhole and back.
        await programmer.want(row.prefix, .blackhole, owner: row.owner)
        ours = try await network.ours()
        #expect(ours.count == 1 && ours.allSatisfy { $0.hasPrefix("blackhole") })
        await programmer.want(row.prefix, row.target, owner: row.owner)
        #expect(try await network.ours() == [row.want])

        await programmer.drop(row.prefix, owner: row.owner)
        #expect(try await network.ours() == [])
        status = await programmer.status()
        #expect(status.count(row.owner, .v4).installed == 0 && status.count(row.owner, .v6).installed == 0 && status.nextHops.isEmpty)
        #expect(try await network.foreign() == before)
        await programmer.stop()
    }

    @Test(arguments: [
        ("20.0.0.0/26", DesiredRoute.Target.routers("99.0.0.1"), "no interface or route of the host leads to 99.0.0.1"),
        ("20.0.0.0/26", .routers("10.0.0.1"), "no interface or route of the host leads to 10.0.0.1"),
        ("2001:db8::/122", .routers("fe80::1"), "no interface or route of the host leads to fe80::1"),
        ("20.0.0.0/26", .routers("30.0.0.9"), "no interface or route of the host leads to 30.0.0.9"),
        ("20.0.0.0/26", .nextHops([]), "it has no next hop"),
        ("20.0.0.7/32", .interface("cali1"), "there is no interface cali1"),
        ("20.0.0.7/32", .interface("x0"), "interface x0 is down"),
    ])
    func tellsWhyARouteIsNotThere(_ prefix: String, _ target: DesiredRoute.Target, _ words: String) async throws {
        let network = try await TestNetwork("ip link add x0 type veth peer name x1; ip route add unreachable 30.0.0.0/24")
        let programmer = try await network.programmer()
        await programmer.want(prefix, target)
        let status = await programmer.status()
        #expect(status.pending.map(\.words) == [words] && status.pendingCount == 1)
        #expect(try await network.ours() == [])
        await programmer.stop()
    }

    @Test func tellsTheKernelsRefusal() async throws {
        let network = try await TestNetwork()
        let journal = Journal()
        let programmer = try await network.programmer(.init(), journal)
        // IPv6 by way of IPv4 there is not.
        await programmer.want("2001:db8::/122", .routers("10.0.0.2"))
        await programmer.settled()
        let texts = journal.texts()
        #expect(
            texts.count == 2
                && texts.contains { $0.hasPrefix("refused bgp 2001:db8::/122: route add 2001:db8::/122 via 10.0.0.2 dev d0 proto 84 metric 1024: ") })
        let status = await programmer.status()
        #expect(status.pendingCount == 1 && status.refused == 1)
        await programmer.drop("2001:db8::/122")
        #expect(await programmer.status().pendingCount == 0)
        await programmer.stop()
    }

    @Test func worksInAnotherTable() async throws {
        let network = try await TestNetwork()
        var configuration = RouteProgrammerConfiguration()
        configuration.table = 1000
        let programmer = try await network.programmer(configuration)
        await programmer.want("20.0.0.0/26", .blackhole)
        #expect(try await network.routes(table: "1000") == ["blackhole 20.0.0.0/26 proto 84 metric 1024"])
        #expect(try await network.ours() == [])
        await programmer.drop("20.0.0.0/26")
        #expect(try await network.routes(table: "1000") == [])
        await programmer.stop()
    }

    @Test func doesNothingAfterStop() async throws {
        let network = try await TestNetwork()
        let programmer = try await network.programmer()
        await programmer.want("20.0.0.0/26", .blackhole)
        await programmer.stop()
        await programmer.want("20.0.0.0/26", .routers("10.0.0.2"))
        #expect(await programmer.status() == RouteStatus())
        #expect(await programmer.sweep(.bgp, .v4) == 0)
        await programmer.stop()
        #expect(try await network.ours() == ["blackhole 20.0.0.0/26 proto 84 metric 1024"])
    }
}
