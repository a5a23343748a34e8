internal import Addresses
internal import BGPWire
internal import Testing

@testable internal import BGPCore

@Suite struct ImportRulesTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        var session = TestSession()
        var allowedOwnAS = 0
        let attributes: PathAttributes
        let want: ImportRejection?

        init(
            _ name: String, in session: TestSession = TestSession(), allowed: Int = 0, _ want: ImportRejection?,
            _ change: (inout PathAttributes) -> Void
        ) {
            self.name = name
            self.session = session
            allowedOwnAS = allowed
            self.want = want
            attributes = PathAttributes(asPath: ASPath([64513, 64514]), nextHop: .of("10.0.0.2")).with(change)
        }

        var testDescription: String { name }
    }

    static let internalSession = TestSession(remoteAS: 64512)
    /// The speaker's AS is 64512, to this peer it is 65000.
    static let otherAS = TestSession(localAS: 65000)
    static let sixAndFour = TestSession(localAddress: "2001:db8::1", otherFamilyAddress: "10.0.0.1", linkLocalAddress: "fe80::1")

    @Test(arguments: [
        Row("nothing of this speaker", nil) { _ in },
        Row("an empty path", in: internalSession, nil) { $0.asPath = ASPath() },
        Row("own AS in the path", .ownAS(64512, count: 1, allowed: 0)) { $0.asPath = ASPath([64513, 64512]) },
        Row("own AS in front", .ownAS(64512, count: 1, allowed: 0)) { $0.asPath = ASPath([64512, 64513]) },
        Row("own AS from an internal peer", in: internalSession, .ownAS(64512, count: 1, allowed: 0)) { $0.asPath = ASPath([64513, 64512]) },
        Row("own AS in a set", .ownAS(64512, count: 1, allowed: 0)) {
            $0.asPath = ASPath(segments: [ASPath.Segment(.sequence, [64513]), ASPath.Segment(.set, [1, 64512])])
        },
        Row("own AS in a confederation segment", .ownAS(64512, count: 1, allowed: 0)) {
            $0.asPath = ASPath(segments: [ASPath.Segment(.confederationSequence, [64512]), ASPath.Segment(.sequence, [64513])])
        },
        Row("own AS as often as allowed", allowed: 1, nil) { $0.asPath = ASPath([64513, 64512]) },
        Row("own AS more often than allowed", allowed: 1, .ownAS(64512, count: 2, allowed: 1)) { $0.asPath = ASPath([64513, 64512, 64512]) },
        Row("own AS twice, two allowed", allowed: 2, nil) { $0.asPath = ASPath([64513, 64512, 64512]) },
        Row("own AS less often than allowed", allowed: 10, nil) { $0.asPath = ASPath([64513, 64512, 64512]) },
        Row("the session's AS in the path", in: otherAS, .ownAS(65000, count: 1, allowed: 0)) { $0.asPath = ASPath([64513, 65000]) },
        Row("the speaker's AS where the session has another", in: otherAS, .ownAS(64512, count: 1, allowed: 0)) {
            $0.asPath = ASPath([64513, 64512])
        },
        Row("either as often as allowed", in: otherAS, allowed: 1, nil) { $0.asPath = ASPath([64513, 65000, 64512]) },
        Row("the speaker's AS too often, the session's not", in: otherAS, allowed: 1, .ownAS(64512, count: 2, allowed: 1)) {
            $0.asPath = ASPath([64513, 65000, 64512, 64512])
        },
        Row("own AS of four octets", in: TestSession(localAS: 4_200_000_001), .ownAS(4_200_000_001, count: 1, allowed: 0)) {
            $0.asPath = ASPath([64513, 4_200_000_001])
        },
        Row("AS_TRANS is nobody's", nil) { $0.asPath = ASPath([64513, 23456]) },
        Row("another originator", in: internalSession, nil) { $0.originatorID = .of("10.0.0.9") },
        Row("own identifier as originator", in: internalSession, .ownOriginator(.of("10.0.0.1"))) { $0.originatorID = .of("10.0.0.1") },
        Row("own cluster identifier as originator", in: internalSession, nil) { $0.originatorID = .of("10.9.9.9") },
        Row("other clusters", in: internalSession, nil) { $0.clusterList = [.of("10.9.9.8"), .of("10.9.9.7")] },
        Row("own cluster alone", in: internalSession, .ownCluster(.of("10.9.9.9"))) { $0.clusterList = [.of("10.9.9.9")] },
        Row("own cluster among others", in: internalSession, .ownCluster(.of("10.9.9.9"))) {
            $0.clusterList = [.of("10.9.9.8"), .of("10.9.9.9"), .of("10.9.9.7")]
        },
        Row("own identifier as cluster, which is another", in: internalSession, nil) { $0.clusterList = [.of("10.0.0.1")] },
        Row("own address as next hop", .ownNextHop(.of("10.0.0.1"))) { $0.nextHop = .of("10.0.0.1") },
        Row("own address as next hop from an internal peer", in: internalSession, .ownNextHop(.of("10.0.0.1"))) { $0.nextHop = .of("10.0.0.1") },
        Row("no next hop", nil) { $0.nextHop = nil },
        Row("own IPv6 address as next hop", in: sixAndFour, .ownNextHop(.of("2001:db8::1"))) { $0.nextHop = .of("2001:db8::1") },
        Row("own address of the other family as next hop", in: sixAndFour, .ownNextHop(.of("10.0.0.1"))) { $0.nextHop = .of("10.0.0.1") },
        Row("own link-local address as next hop", in: sixAndFour, .ownNextHop(.of("fe80::1"))) { $0.nextHop = .of("fe80::1") },
        Row("own link-local address beside another's global one", in: sixAndFour, .ownNextHop(.of("fe80::1"))) {
            $0.nextHop = .of("2001:db8::2 fe80::1")
        },
        Row("another's addresses", in: sixAndFour, nil) { $0.nextHop = .of("2001:db8::2 fe80::2") },
        Row("the path comes first", in: internalSession, .ownAS(64512, count: 1, allowed: 0)) {
            $0.asPath = ASPath([64512])
            $0.originatorID = .of("10.0.0.1")
        },
    ])
    func loops(_ row: Row) {
        var routes = PeerRoutes(address: .of("10.0.0.2"))
        routes.importPolicy.allowedOwnAS = row.allowedOwnAS
        #expect(ImportRules(routes, row.session.facts, .test).rejection(of: row.attributes) == row.want)
    }

    @Test(
        arguments: [
            (ImportRejection.ownAS(64512, count: 2, allowed: 1), "own AS 64512 is in the path 2 times, 1 allowed"),
            (.ownOriginator(.of("10.0.0.1")), "own identifier 10.0.0.1 is the originator"),
            (.ownCluster(.of("10.9.9.9")), "own cluster 10.9.9.9 is in the cluster list"),
            (.ownNextHop(.of("10.0.0.1")), "own address 10.0.0.1 is the next hop"),
        ])
    func words(_ rejection: ImportRejection, _ want: String) { #expect(rejection.description == want) }

    struct FilterRow: Sendable, CustomTestStringConvertible {
        let isExternal: Bool
        let requiresFilter: Bool
        let rules: [FilterRule]
        let want: FilterVerdict
        var testDescription: String { "\(isExternal ? "external" : "internal"), required: \(requiresFilter), \(rules)" }
    }

    /// RFC 8212.
    @Test(arguments: [
        FilterRow(isExternal: true, requiresFilter: false, rules: [], want: .accept([])),
        FilterRow(isExternal: true, requiresFilter: true, rules: [], want: .reject),
        FilterRow(isExternal: false, requiresFilter: true, rules: [], want: .accept([])),
        FilterRow(isExternal: true, requiresFilter: true, rules: [FilterRule([], .accept([]))], want: .accept([])),
        FilterRow(isExternal: true, requiresFilter: true, rules: [FilterRule([.localPreference(1)], .accept([]))], want: .reject),
        FilterRow(isExternal: false, requiresFilter: true, rules: [FilterRule([.localPreference(1)], .reject)], want: .accept([])),
        FilterRow(isExternal: false, requiresFilter: false, rules: [FilterRule([], .reject)], want: .reject),
    ])
    func externalRoutesMayNeedAFilter(_ row: FilterRow) {
        var routes = PeerRoutes(address: .of("10.0.0.2"))
        routes.importPolicy.requiresFilter = row.requiresFilter
        routes.importPolicy.filters = [RouteFilter(name: "one", rules: row.rules)]
        routes.exportPolicy.requiresFilter = row.requiresFilter
        routes.exportPolicy.filters = routes.importPolicy.filters
        let facts = TestSession(remoteAS: row.isExternal ? 64513 : 64512).facts
        #expect(verdict(ImportRules(routes, facts, .test).filters, "10.1.0.0/16") == row.want)
        #expect(verdict(ExportRules(routes, facts, .test).filters, "10.1.0.0/16") == row.want)
    }
}
