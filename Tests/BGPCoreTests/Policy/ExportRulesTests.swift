internal import Addresses
internal import BGPWire
internal import Testing

@testable internal import BGPCore

@Suite struct ExportRulesTests {
    private func rules(
        _ role: PeerRole, longLived: [AddressFamily] = [], _ change: (inout PeerRoutes, inout TestSession) -> Void = { _, _ in }
    ) -> ExportRules {
        var routes = PeerRoutes(address: .of("10.0.0.2"))
        routes.isClient = role == .client
        var session = TestSession(remoteAS: role == .external ? 64513 : 64512, longLived: longLived)
        change(&routes, &session)
        return ExportRules(routes, session.facts, .test)
    }

    // Who may have what

    struct Allowed: Sendable, CustomTestStringConvertible {
        let source: PeerRole?
        let target: PeerRole
        let communities: [Community]
        var longLived: [AddressFamily] = []
        let want: Bool

        init(_ source: PeerRole?, _ target: PeerRole, with communities: [Community] = [], longLived: [AddressFamily] = [], _ want: Bool) {
            self.source = source
            self.target = target
            self.communities = communities
            self.longLived = longLived
            self.want = want
        }

        var testDescription: String { "from \(source.map { "\($0)" } ?? "here") to \(target) with \(communities), long-lived \(longLived)" }
    }

    @Test(arguments: [
        Allowed(nil, .external, true), Allowed(nil, .internal, true), Allowed(nil, .client, true),
        Allowed(.external, .external, true), Allowed(.external, .internal, true), Allowed(.external, .client, true),
        Allowed(.internal, .external, true), Allowed(.internal, .internal, false), Allowed(.internal, .client, true),
        Allowed(.client, .external, true), Allowed(.client, .internal, true), Allowed(.client, .client, true),
        Allowed(.external, .external, with: [.noAdvertise], false), Allowed(.external, .internal, with: [.noAdvertise], false),
        Allowed(.client, .client, with: [Community(1, 1), .noAdvertise], false),
        Allowed(.external, .external, with: [.noExport], false), Allowed(.internal, .external, with: [.noExport], false),
        Allowed(.external, .internal, with: [.noExport], true), Allowed(.client, .client, with: [.noExport], true),
        Allowed(.external, .external, with: [.noExportSubconfederation], false), Allowed(.external, .client, with: [.noExportSubconfederation], true),
        Allowed(.internal, .internal, with: [.noExport], false),
        Allowed(nil, .external, with: [.noExport], true), Allowed(nil, .external, with: [.noAdvertise], true),
        Allowed(nil, .internal, with: [.noAdvertise], true),
        Allowed(.external, .external, with: [.noPeer, .gracefulShutdown, .blackhole], true), Allowed(.external, .external, with: [.noLLGR], true),
        Allowed(.external, .external, with: [.llgrStale], false), Allowed(.external, .internal, with: [.llgrStale], false),
        Allowed(.external, .external, with: [.llgrStale], longLived: [.ipv4Unicast], true),
        Allowed(.external, .internal, with: [.llgrStale], longLived: [.ipv4Unicast, .ipv6Unicast], true),
        Allowed(.external, .external, with: [.llgrStale], longLived: [.ipv6Unicast], false),
        Allowed(.internal, .internal, with: [.llgrStale], longLived: [.ipv4Unicast], false),
        Allowed(.external, .external, with: [.llgrStale, .noExport], longLived: [.ipv4Unicast], false),
    ])
    func allows(_ row: Allowed) {
        let marks = AttributeMarks(PathAttributes().with { $0.communities = row.communities })
        #expect(rules(row.target, longLived: row.longLived).allows(row.source, marks, .ipv4Unicast) == row.want)
    }

    // Who is told the same

    enum Difference: Sendable { case none, filters, all }

    struct Key: Sendable, CustomTestStringConvertible {
        let name: String
        let role: PeerRole
        let change: @Sendable (inout PeerRoutes, inout TestSession) -> Void
        let want: Difference

        init(_ name: String, _ role: PeerRole, _ want: Difference, _ change: @escaping @Sendable (inout PeerRoutes, inout TestSession) -> Void) {
            self.name = name
            self.role = role
            self.want = want
            self.change = change
        }

        var testDescription: String { "\(role): \(name)" }
    }

    @Test(arguments: [
        Key("the peer's address", .external, .none) { routes, _ in routes.address = .of("10.0.0.3") },
        Key("the peer's AS", .external, .none) { _, session in session.remoteAS = 64514 },
        Key("import policy", .external, .none) { routes, _ in routes.importPolicy.allowedOwnAS = 3 },
        Key("a limit", .external, .none) { routes, _ in routes.maximumPrefixes = MaximumPrefixes(10, .warn) },
        Key("being called a client", .external, .none) { routes, _ in routes.isClient = true },
        Key("being a client", .internal, .all) { routes, _ in routes.isClient = true },
        Key("another local AS", .external, .all) { _, session in session.localAS = 65000 },
        Key("another local address", .external, .all) { _, session in session.localAddress = "10.0.0.9" },
        Key("an address of the other family", .external, .all) { _, session in session.otherFamilyAddress = "2001:db8::1" },
        Key("a link-local address far away", .external, .none) { _, session in session.linkLocalAddress = "fe80::1" },
        Key("a shared network", .external, .all) { _, session in session.sharedNetworks = ["10.0.0.0/24"] },
        Key("a shared network to an internal peer", .internal, .none) { _, session in session.sharedNetworks = ["10.0.0.0/24"] },
        Key("a link-local address on a shared network", .internal, .all) { _, session in
            session.linkLocalAddress = "fe80::1"
            session.sharedNetworks = ["10.0.0.0/24"]
        },
        Key("the way of the next hop", .internal, .all) { routes, _ in routes.exportPolicy.nextHop = .own },
        Key("private numbers", .external, .all) { routes, _ in routes.exportPolicy.privateAS = .removeAll },
        Key("private numbers to an internal peer", .internal, .none) { routes, _ in routes.exportPolicy.privateAS = .removeAll },
        Key("communities", .client, .all) { routes, _ in routes.exportPolicy.sendsCommunities = false },
        Key("long messages", .external, .all) { _, session in session.maximumIsExtended = true },
        Key("extended next hops", .external, .all) { _, session in session.isExtended = true },
        Key("long-lived graceful restart", .external, .all) { _, session in session.longLived = [.ipv4Unicast] },
        Key("filters", .external, .filters) { routes, _ in
            routes.exportPolicy.filters = [RouteFilter(name: "one", rules: [FilterRule([], .reject)])]
        },
        Key("a filter without rules", .external, .none) { routes, _ in routes.exportPolicy.filters = [RouteFilter(name: "one", rules: [])] },
        Key("requiring a filter", .external, .filters) { routes, _ in routes.exportPolicy.requiresFilter = true },
        Key("requiring a filter of an internal peer", .internal, .none) { routes, _ in routes.exportPolicy.requiresFilter = true },
    ])
    func peersShareWhatTheyAreTold(_ row: Key) {
        let (one, other) = (rules(row.role), rules(row.role, row.change))
        #expect((one == other) == (row.want == .none))
        #expect(one.rewritesLike(other) == (row.want != .all))
        if row.want == .none { #expect(one.hashValue == other.hashValue) }
    }

    @Test func sharedNetworksCountInAutoModeOnly() {
        for mode in [ExportPolicy.NextHopMode.own, .keep] {
            let one = rules(.external) { routes, _ in routes.exportPolicy.nextHop = mode }
            let other = rules(.external) { routes, session in
                routes.exportPolicy.nextHop = mode
                session.sharedNetworks = ["10.0.0.0/24"]
            }
            #expect(one == other)
        }
    }
}
