import Addresses
import CNetlink
import Dataplane
import Netlink
import Testing

@Suite(.enabled(if: isRoot, rootReason)) struct MetricTests {
    /// At no time is neither of the two routes there.
    @Test(arguments: ["20.0.0.0/26", "2001:db8::/122"])
    func changesTheMetricWithoutAGap(_ prefix: String) async throws {
        let network = try await TestNetwork()
        let programmer = try await network.programmer()
        let target: DesiredRoute.Target = prefix.contains(":") ? .routers("fd00::2") : .routers("10.0.0.2")
        await programmer.want(prefix, target, metric: 1024)
        let groups = [Int32(RTNLGRP_IPV4_ROUTE.rawValue), Int32(RTNLGRP_IPV6_ROUTE.rawValue)]
        let metrics: [UInt32] = [512, 1024, 7, 512]
        let listener = try await network.inside { Listener(try NetlinkPort(groups: groups)) }
        for metric in metrics { await programmer.want(prefix, target, metric: metric) }
        var there: Set<UInt32> = [1024]
        var steps = 0
        let told = try listener.routes()
        for (type, route) in told {
            if type == Int(RTM_NEWROUTE) { there.insert(route.metric) } else { there.remove(route.metric) }
            #expect(!there.isEmpty)
            steps += 1
        }
        #expect(steps == 2 * metrics.count && there == [512], "\(told.map { "\($0.0) \($0.1.prefix) \($0.1.metric)" })")
        let ours = try await network.ours()
        #expect(ours.count == 1 && ours.allSatisfy { $0.hasSuffix("metric 512") })
        await programmer.stop()
    }

    /// The new place is taken: the old route stays.
    @Test func keepsTheOldRouteWhenTheNewOneIsRefused() async throws {
        let network = try await TestNetwork("ip route add 20.0.0.0/26 via 10.0.1.9 metric 512")
        let programmer = try await network.programmer()
        await programmer.want("20.0.0.0/26", .routers("10.0.0.2"))
        await programmer.want("20.0.0.0/26", .routers("10.0.0.2"), metric: 512)
        #expect(try await network.ours() == ["20.0.0.0/26 via 10.0.0.2 dev d0 proto 84 metric 1024"])
        #expect(await programmer.status().pendingCount == 1)
        try await network.shell("ip route del 20.0.0.0/26 metric 512")
        await programmer.settled()
        #expect(try await network.ours() == ["20.0.0.0/26 via 10.0.0.2 dev d0 proto 84 metric 512"])
        await programmer.stop()
    }

    @Test func takesSeveralChangesOfOnePrefixAtOnce() async throws {
        let network = try await TestNetwork()
        let programmer = try await network.programmer()
        let prefix = try #require(IPPrefix("20.0.0.0/26"))
        func change(_ metric: UInt32?, _ target: DesiredRoute.Target = .blackhole) -> RouteChange {
            RouteChange(owner: .bgp, prefix: prefix, route: metric.map { DesiredRoute(prefix, metric: $0, target) })
        }
        await programmer.apply([change(1024), change(512), change(1024), change(nil), change(7, .routers("10.0.0.2")), change(9), change(7)])
        #expect(try await network.ours() == ["blackhole 20.0.0.0/26 proto 84 metric 7"])
        await programmer.apply([change(1024), change(512), change(nil)])
        #expect(try await network.ours() == [])
        #expect(await programmer.status().counts.allSatisfy { $0.installed == 0 && $0.desired == 0 })
        await programmer.stop()
    }

    /// 0 is 1024 in IPv6, and least of all in IPv4.
    @Test func knowsTheMetricZero() async throws {
        let network = try await TestNetwork()
        let programmer = try await network.programmer()
        await programmer.want("20.0.0.0/26", .blackhole, metric: 0)
        await programmer.want("2001:db8::/122", .blackhole, metric: 0)
        #expect(try await network.ours() == ["blackhole 20.0.0.0/26 proto 84", "blackhole 2001:db8::/122 dev lo proto 84 metric 1024"])
        await programmer.drop("20.0.0.0/26")
        await programmer.drop("2001:db8::/122")
        #expect(try await network.ours() == [])
        await programmer.stop()
    }
}

/// A port that is read at the end, by one thread at a time.
final class Listener: @unchecked Sendable {
    private let port: NetlinkPort

    init(_ port: consuming NetlinkPort) { self.port = port }

    func routes() throws -> [(Int, RouteMessage)] {
        var routes: [(Int, RouteMessage)] = []
        while try port.receive(waiting: false, { reply in RouteMessage(reply.payload).map { routes.append((reply.type, $0)) } }) == .some {}
        return routes
    }
}
