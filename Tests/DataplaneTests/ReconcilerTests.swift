import Addresses
import CNetlink
import Netlink
import Testing

@testable import Dataplane

/// The core without a kernel: requests that are refused, and audits that find what no event told.
@Suite struct ReconcilerTests {
    /// A core with one link, 10.0.0.1/24 on interface 3, and what it asked for.
    private struct Bench: ~Copyable {
        var core = Reconciler(families: [.v4, .v6], table: 254)
        var batch = RouteBatch(limit: 64)

        init() throws {
            core.noteLink(NetworkInterface(index: 3, name: "eth0", isUp: true, hasCarrier: true, mtu: 1500, mac: nil))
            try hear("10.0.0.0/24", .link(3), owner: 2, metric: 0)
        }

        /// A message of the kernel.
        mutating func hear(
            _ prefix: String, _ way: RouteRequests.Way, owner: UInt8 = 84, metric: UInt32 = 1024, isGone: Bool = false, audit: Bool = false
        ) throws {
            let prefix = try #require(IPPrefix(prefix))
            var message = RouteRequests()
            if isGone {
                message.remove(prefix, metric: metric, way, routeProtocol: owner, table: 254)
            } else {
                message.add(prefix, metric: metric, way, routeProtocol: owner, table: 254, .exclusive)
            }
            NetlinkPort.forEach(message.octets) { if audit { core.see($0) } else { core.note($0) } }
        }

        mutating func want(_ prefix: String, _ target: DesiredRoute.Target, metric: UInt32 = 1024) throws {
            core.apply(RouteChange(.bgp, DesiredRoute(try #require(IPPrefix(prefix)), metric: metric, target)), &batch)
        }

        /// What is asked for now: "+" create, "=" replace, "-" remove, each answered by `code`, 0 being yes.
        mutating func asked(_ code: (Int) -> Int32 = { _ in 0 }) -> [String] {
            var all: [String] = []
            repeat {
                core.step(&batch)
                all += batch.operations.map { operation in
                    let sign = operation.verb == .create ? "+" : operation.verb == .replace ? "=" : "-"
                    return "\(sign)\(operation.key.prefix.prefix) \(operation.key.metric)"
                }
                let refused = batch.operations.indices.compactMap { place -> (position: Int, error: KernelError)? in
                    let code = code(place)
                    return code == 0 ? nil : (place, KernelError(code: code, operation: ""))
                }
                core.finish(&batch, refusals: refused)
            } while core.hasWork
            return all
        }
    }

    private let router = RouteRequests.Way.hops([RouteHop(gateway: IPAddress("10.0.0.2"), interface: 3)])

    @Test func mendsWhatNoEventTold() throws {
        var bench = try Bench()
        for number in 0..<4 { try bench.want("20.0.\(number).0/24", .routers("10.0.0.2")) }
        #expect(bench.asked().count == 4)
        bench.core.beginAudit()
        try bench.hear("10.0.0.0/24", .link(3), owner: 2, metric: 0, audit: true)
        try bench.hear("20.0.0.0/24", router, audit: true)
        // Another way; gone; twice there; one that nobody knows.
        try bench.hear("20.0.1.0/24", .blackhole, audit: true)
        try bench.hear("20.0.3.0/24", router, audit: true)
        try bench.hear("20.0.3.0/24", .blackhole, audit: true)
        try bench.hear("20.0.9.0/24", .blackhole, audit: true)
        bench.core.endAudit(isWhole: true)
        let asked = bench.asked()
        #expect(asked.sorted() == ["+20.0.2.0/24 1024", "-20.0.3.0/24 1024", "=20.0.1.0/24 1024"])
        #expect(bench.core.status().repaired == 2)
        #expect(bench.core.status().count(.bgp, .v4) == .init(owner: .bgp, family: .v4, desired: 4, installed: 5, unclaimed: 1))
        // Once swept, what nobody knows goes.
        #expect(bench.core.sweep(.bgp, .v4) == 1)
        #expect(bench.asked() == ["-20.0.9.0/24 1024"])
    }

    @Test func mindsChangesWhileAnAuditReads() throws {
        var bench = try Bench()
        for number in 0..<4 { try bench.want("20.0.\(number).0/24", .routers("10.0.0.2")) }
        _ = bench.asked()
        bench.core.beginAudit()
        try bench.want("20.0.0.0/24", .blackhole)
        bench.core.apply(RouteChange(owner: .bgp, prefix: try #require(IPPrefix("20.0.1.0/24")), route: nil), &bench.batch)
        try bench.want("20.0.7.0/24", .blackhole)
        #expect(bench.asked().count == 3)
        try bench.hear("40.0.0.0/8", .link(3), owner: 4)
        try bench.hear("10.0.0.0/24", .link(3), owner: 2, metric: 0, isGone: true)
        // The dump is older than all that.
        try bench.hear("10.0.0.0/24", .link(3), owner: 2, metric: 0, audit: true)
        for number in 0..<4 { try bench.hear("20.0.\(number).0/24", router, audit: true) }
        bench.core.endAudit(isWhole: true)
        #expect(bench.core.status().nextHops.count == 1)
        // No way to the router is left: those that went by it go.
        #expect(bench.asked().sorted() == ["-20.0.2.0/24 1024", "-20.0.3.0/24 1024"])
        #expect(bench.core.status().repaired == 0)
        #expect(bench.core.status().count(.bgp, .v4).unclaimed == 0)
    }

    @Test func takesNothingForGoneWhenTheReadingWasInterrupted() throws {
        var bench = try Bench()
        try bench.want("20.0.0.0/24", .routers("10.0.0.2"))
        _ = bench.asked()
        bench.core.beginAudit()
        bench.core.endAudit(isWhole: false)
        #expect(bench.asked() == [])
    }

    /// EEXIST: first the events that wait are read, then it is a refusal and an audit is wanted.
    @Test func looksForTheHolderOfAPlaceFirst() throws {
        var bench = try Bench()
        try bench.want("20.0.0.0/24", .blackhole)
        #expect(bench.asked { _ in 17 } == ["+20.0.0.0/24 1024", "+20.0.0.0/24 1024"])
        #expect(bench.core.wantsAudit)
        #expect(bench.core.status().pending.map(\.words) == ["route add blackhole 20.0.0.0/24 proto 84 metric 1024: File exists"])
        try bench.hear("20.0.0.0/24", .link(3), owner: 4)
        #expect(bench.asked() == [])
        try bench.hear("20.0.0.0/24", .link(3), owner: 4, isGone: true)
        #expect(bench.asked() == ["+20.0.0.0/24 1024"])
        #expect(bench.core.status().pending.isEmpty)
    }

    /// A replacement must not follow a creation that was not answered: it would hit whoever has the place.
    @Test func doesNotReplaceWhatMayNotBeOurs() throws {
        var bench = try Bench()
        try bench.want("20.0.0.0/24", .blackhole)
        try bench.want("20.0.0.0/24", .routers("10.0.0.2"))
        #expect(bench.batch.operations.count == 1 && bench.batch.isFull)
        // The first is answered by "exists": no replacement follows.
        bench.core.finish(&bench.batch, refusals: [(0, KernelError(code: 17, operation: ""))])
        #expect(bench.asked { _ in 17 }.allSatisfy { $0.hasPrefix("+") })
        #expect(bench.core.status().pendingCount == 1)
    }

    @Test func forgetsNothingOfARefusedRemoval() throws {
        var bench = try Bench()
        try bench.want("20.0.0.0/24", .blackhole)
        _ = bench.asked()
        bench.core.apply(RouteChange(owner: .bgp, prefix: try #require(IPPrefix("20.0.0.0/24")), route: nil), &bench.batch)
        #expect(bench.asked { _ in 1 } == ["-20.0.0.0/24 1024"])
        #expect(bench.core.status().count(.bgp, .v4).unclaimed == 1 && bench.core.wantsAudit)
    }

    /// A place of another table, a cache entry, a route of a service type: none of ours.
    @Test func doesNotHeedOtherTables() throws {
        var bench = try Bench()
        try bench.want("20.0.0.0/24", .blackhole)
        _ = bench.asked()
        var message = RouteRequests()
        let prefix = try #require(IPPrefix("20.0.0.0/24"))
        message.remove(prefix, metric: 1024, .blackhole, routeProtocol: 84, table: 255)
        message.add(prefix, metric: 1024, .link(3), routeProtocol: 84, table: 1000, .replace)
        NetlinkPort.forEach(message.octets) { bench.core.note($0) }
        #expect(bench.asked() == [])
    }

    /// Tables and references are empty when nothing is wanted any more.
    @Test func keepsNothingOfWhatIsGone() throws {
        var bench = try Bench()
        for round in 0..<50 {
            for number in 0..<20 { try bench.want("20.0.\(number).0/24", .routers("10.0.0.\(2 + (number + round) % 9)", "10.0.0.99")) }
            _ = bench.asked { $0 % 7 == 3 ? 101 : 0 }
        }
        for number in 0..<20 {
            bench.core.apply(RouteChange(owner: .bgp, prefix: try #require(IPPrefix("20.0.\(number).0/24")), route: nil), &bench.batch)
        }
        _ = bench.asked()
        #expect(bench.core.wants.isEmpty && bench.core.installed.entries.isEmpty && bench.core.nextHops.isEmpty)
        #expect(bench.core.installed.hopSets.numbersInUse.isEmpty && bench.core.refusals.isEmpty && bench.core.causes.isEmpty)
    }
}
