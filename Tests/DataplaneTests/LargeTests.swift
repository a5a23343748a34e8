import Addresses
import CLinux
import Dataplane
import Glibc
import Testing

@Suite(.enabled(if: isRoot, rootReason)) struct LargeTests {
    private static func routes(_ count: Int, _ target: DesiredRoute.Target) -> [RouteChange] {
        (0..<count).compactMap { number in
            IPPrefix(IPAddress(family: .v4, value: 0x1400_0000 + UInt128(number) << 6), length: 26)
                .map { RouteChange(.bgp, DesiredRoute($0, metric: 1024, target)) }
        }
    }

    @Test func installsAHundredThousandRoutes() async throws {
        let network = try await TestNetwork()
        let journal = Journal()
        var configuration = RouteProgrammerConfiguration()
        configuration.auditInterval = .milliseconds(300)
        let programmer = try await network.programmer(configuration, journal)
        let changes = Self.routes(100_000, .routers("10.0.0.2"))
        await programmer.apply(changes)
        #expect(try await network.shell("ip route show proto 84 | wc -l") == "100000\n")
        var status = await programmer.settled()
        #expect(status.count(.bgp, .v4) == .init(owner: .bgp, family: .v4, desired: 100_000, installed: 100_000, unclaimed: 0))
        #expect(journal.texts() == ["next hops 10.0.0.2 true"])

        // Somebody takes them all away, then their link.
        try await network.shell("ip route flush proto 84")
        status = await programmer.settled()
        #expect(try await network.shell("ip route show proto 84 | wc -l") == "100000\n")
        try await network.shell("ip link set d0 down; ip link set d0 up")
        await programmer.settled()
        #expect(try await network.shell("ip route show proto 84 | wc -l") == "100000\n")

        await programmer.apply(Self.routes(100_000, .routers("10.0.1.2")))
        #expect(try await network.shell("ip route show proto 84 via 10.0.1.2 | wc -l") == "100000\n")
        await programmer.apply(changes.map { RouteChange(owner: .bgp, prefix: $0.prefix, route: nil) })
        #expect(try await network.shell("ip route show proto 84 | wc -l") == "0\n")
        await programmer.stop()
    }

    /// A hundred thousand that were found: one call sweeps them all.
    @Test func sweepsAHundredThousandRoutes() async throws {
        let network = try await TestNetwork()
        let first = try await network.programmer()
        await first.apply(Self.routes(100_000, .blackhole))
        await first.stop()
        let second = try await network.programmer()
        #expect(await second.found().contains(FoundCount(owner: .bgp, family: .v4, count: 100_000)))
        await second.apply(Self.routes(1000, .blackhole))
        #expect(await second.sweep(.bgp, .v4) == 99_000)
        #expect(try await network.shell("ip route show proto 84 | wc -l") == "1000\n")
        #expect(await second.flush([.bgp]) == 1000)
        #expect(try await network.shell("ip route show proto 84 | wc -l") == "0\n")
        await second.stop()
    }

    /// Changes of others, more than the buffer takes: one reading of everything makes up for it.
    @Test func survivesLostEvents() async throws {
        let network = try await TestNetwork()
        let journal = Journal()
        var configuration = RouteProgrammerConfiguration()
        configuration.eventBuffer = 4096
        var ends: [Int32] = [-1, -1]
        try #require(clinux_pipe(&ends) == 0)
        let programmer = try await network.programmer(configuration, journal, gate: ends[0])
        await programmer.want("20.0.1.0/26", .blackhole)
        // With the news of its next hop the thread stands still.
        await programmer.want("20.0.0.0/26", .routers("30.0.0.9"))
        try await network.shell(
            """
            for i in $(seq 0 2000); do echo route add blackhole 50.$((i / 250)).$((i % 250)).0/24; done > /tmp/calico-flood-$$
            echo route del 20.0.1.0/26 >> /tmp/calico-flood-$$
            for i in $(seq 0 2000); do echo route del 50.$((i / 250)).$((i % 250)).0/24; done >> /tmp/calico-flood-$$
            echo route add 30.0.0.0/24 via 10.0.0.2 >> /tmp/calico-flood-$$
            ip -batch /tmp/calico-flood-$$; rm /tmp/calico-flood-$$
            """)
        close(ends[1])
        var status = await programmer.settled()
        let before = status.audits
        // The reading goes on between calls.
        while status.overruns > 0, status.audits < before + 1, status.count(.bgp, .v4).installed < 2 { status = await programmer.settled() }
        #expect(status.overruns > 0)
        #expect(journal.texts().contains("overrun"))
        let ours = try await network.ours()
        #expect(ours == ["20.0.0.0/26 via 10.0.0.2 dev d0 proto 84 metric 1024", "blackhole 20.0.1.0/26 proto 84 metric 1024"])
        await programmer.stop()
        close(ends[0])
    }

    /// Audits of a few routes at a time find nothing to do, with changes between their steps.
    @Test func auditsInSlices() async throws {
        let network = try await TestNetwork()
        let journal = Journal()
        var configuration = RouteProgrammerConfiguration()
        configuration.auditInterval = .milliseconds(1)
        configuration.auditSlice = 50
        let programmer = try await network.programmer(configuration, journal)
        var status = await programmer.status()
        var round = 0
        while status.audits < 20 || round < 20 {
            let target: DesiredRoute.Target = round % 3 == 0 ? .blackhole : .routers(round % 3 == 1 ? "10.0.0.2" : "10.0.1.2")
            let changes = Self.routes(3000, target)
            await programmer.apply(round % 4 == 3 ? changes.map { RouteChange(owner: .bgp, prefix: $0.prefix, route: nil) } : changes)
            status = await programmer.settled()
            round += 1
        }
        #expect(status.repaired == 0 && status.refused == 0 && status.pendingCount == 0)
        #expect(status.count(.bgp, .v4).installed == status.count(.bgp, .v4).desired)
        await programmer.stop()
    }
}
