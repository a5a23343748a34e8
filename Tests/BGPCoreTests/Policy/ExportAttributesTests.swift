internal import Addresses
internal import BGPWire
internal import Testing

@testable internal import BGPCore

/// Everything but next hops, of which ``NextHopRulesTests`` has the table.
@Suite struct ExportAttributesTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let source: PeerRole?
        let target: PeerRole
        let policy: ExportPolicy
        let localAS: ASNumber
        let operations: [FilterOperation]
        let before: PathAttributes
        let after: PathAttributes

        init(
            _ name: String, _ source: PeerRole?, _ target: PeerRole, localAS: ASNumber = 64512, set operations: [FilterOperation] = [],
            policy: (inout ExportPolicy) -> Void = { _ in }, _ before: (inout PathAttributes) -> Void, _ after: (inout PathAttributes) -> Void
        ) {
            self.name = name
            self.source = source
            self.target = target
            self.localAS = localAS
            self.operations = operations
            var changed = ExportPolicy()
            changed.nextHop = .keep
            policy(&changed)
            self.policy = changed
            let attributes = PathAttributes(nextHop: .of("10.0.0.7"))
            self.before = attributes.with(before)
            self.after = attributes.with(after)
        }

        var testDescription: String { "\(name), from \(source.map { "\($0)" } ?? "here") to \(target)" }
    }

    static let one = Community(64512, 1)
    static let target = ExtendedCommunity.routeTarget(.twoOctetAS(64512, number: 7))
    /// RFC 7153: of the non-transitive types.
    static let inner = ExtendedCommunity(0x4004_0000_0000_0001)
    static let large = LargeCommunity(64512, 1, 2)
    static let confederation = ASPath(segments: [
        ASPath.Segment(.confederationSequence, [65001, 65002]), ASPath.Segment(.confederationSet, [65003]), ASPath.Segment(.sequence, [7, 8]),
    ])
    static let member = ASPath(segments: [ASPath.Segment(.confederationSequence, [65001, 65002])])
    static let reflected: @Sendable (inout PathAttributes) -> Void = {
        $0.localPreference = 100
        $0.originatorID = .of("10.0.0.7")
        $0.clusterList = [.of("10.9.9.9")]
    }

    static let paths = [
        Row("own AS in front of an empty path", nil, .external, { _ in }, { $0.asPath = ASPath([64512]) }),
        Row("own AS in front", .external, .external, { $0.asPath = ASPath([7, 8]) }, { $0.asPath = ASPath([64512, 7, 8]) }),
        Row("own AS in front", .internal, .external, { $0.asPath = ASPath([7]) }, { $0.asPath = ASPath([64512, 7]) }),
        Row("own AS in front", .client, .external, { _ in }, { $0.asPath = ASPath([64512]) }),
        Row("the session's AS in front", .external, .external, localAS: 65000, { $0.asPath = ASPath([7]) }, { $0.asPath = ASPath([65000, 7]) }),
        Row(
            "own AS behind nothing a filter put there", .external, .external, set: [.prependASPath([64512, 64512])], { $0.asPath = ASPath([7]) },
            { $0.asPath = ASPath([64512, 64512, 64512, 7]) }),
        Row(
            "own AS in front of a set", .external, .external, { $0.asPath = ASPath(segments: [ASPath.Segment(.set, [7, 8])]) },
            { $0.asPath = ASPath(segments: [ASPath.Segment(.sequence, [64512]), ASPath.Segment(.set, [7, 8])]) }),
        Row("confederation segments go", .internal, .external, { $0.asPath = confederation }, { $0.asPath = ASPath([64512, 7, 8]) }),
        Row("all of the path may be one", .internal, .external, { $0.asPath = member }, { $0.asPath = ASPath([64512]) }),
        Row(
            "the path stays", .external, .internal, { $0.asPath = ASPath([7, 8]) },
            {
                $0.asPath = ASPath([7, 8])
                $0.localPreference = 100
            }),
        Row(
            "confederation segments stay", .external, .internal, { $0.asPath = confederation },
            {
                $0.asPath = confederation
                $0.localPreference = 100
            }),
        Row(
            "what a filter puts there stays", nil, .internal, set: [.prependASPath([64512])], { _ in },
            {
                $0.asPath = ASPath([64512])
                $0.localPreference = 100
            }),
        Row(
            "private numbers stay", .external, .external, { $0.asPath = ASPath([64513, 7]) }, { $0.asPath = ASPath([64512, 64513, 7]) }),
        Row(
            "private numbers alone go", .external, .external, policy: { $0.privateAS = .removeWhenAlone },
            { $0.asPath = ASPath([64513, 4_200_000_000]) }, { $0.asPath = ASPath([64512]) }),
        Row(
            "private numbers among others stay", .external, .external, policy: { $0.privateAS = .removeWhenAlone },
            { $0.asPath = ASPath([64513, 7]) }, { $0.asPath = ASPath([64512, 64513, 7]) }),
        Row(
            "confederation segments do not count for that", .internal, .external, policy: { $0.privateAS = .removeWhenAlone },
            { $0.asPath = ASPath(segments: [ASPath.Segment(.confederationSequence, [7]), ASPath.Segment(.sequence, [64513])]) },
            { $0.asPath = ASPath([64512]) }),
        Row(
            "all private numbers go", .external, .external, policy: { $0.privateAS = .removeAll },
            { $0.asPath = ASPath([64513, 7, 64514, 8]) }, { $0.asPath = ASPath([64512, 7, 8]) }),
        Row(
            "those of filters too", .external, .external, set: [.prependASPath([64515])], policy: { $0.privateAS = .removeAll },
            { $0.asPath = ASPath([7]) }, { $0.asPath = ASPath([64512, 7]) }),
        Row(
            "own number for private ones", .external, .external, policy: { $0.privateAS = .replaceWithOwn },
            { $0.asPath = ASPath([64513, 7, 65534]) }, { $0.asPath = ASPath([64512, 64512, 7, 64512]) }),
        Row(
            "the session's for private ones", .external, .external, localAS: 9, policy: { $0.privateAS = .replaceWithOwn },
            { $0.asPath = ASPath([64513, 7]) }, { $0.asPath = ASPath([9, 9, 7]) }),
        Row(
            "private numbers stay inside", .external, .internal, policy: { $0.privateAS = .removeAll }, { $0.asPath = ASPath([64513, 7]) },
            {
                $0.asPath = ASPath([64513, 7])
                $0.localPreference = 100
            }),
    ]

    static let values = [
        Row("no local preference", .internal, .external, { $0.localPreference = 7 }, { $0.asPath = ASPath([64512]) }),
        Row("no local preference of a filter", nil, .external, set: [.setLocalPreference(7)], { _ in }, { $0.asPath = ASPath([64512]) }),
        Row("local preference 100 without one", .external, .internal, { _ in }, { $0.localPreference = 100 }),
        Row("local preference 100 without one", nil, .client, { _ in }, { $0.localPreference = 100 }),
        Row("local preference as it is", .external, .internal, { $0.localPreference = 7 }, { $0.localPreference = 7 }),
        Row(
            "local preference of a filter", .external, .client, set: [.setLocalPreference(9)], { $0.localPreference = 7 }, { $0.localPreference = 9 }),
        Row("no MED of another AS", .external, .external, { $0.multiExitDiscriminator = 7 }, { $0.asPath = ASPath([64512]) }),
        Row("no MED of an internal peer", .internal, .external, { $0.multiExitDiscriminator = 7 }, { $0.asPath = ASPath([64512]) }),
        Row(
            "own MED", nil, .external, { $0.multiExitDiscriminator = 7 },
            {
                $0.multiExitDiscriminator = 7
                $0.asPath = ASPath([64512])
            }),
        Row(
            "MED of a filter", .external, .external, set: [.setMultiExitDiscriminator(9)], { $0.multiExitDiscriminator = 7 },
            {
                $0.multiExitDiscriminator = 9
                $0.asPath = ASPath([64512])
            }),
        Row(
            "no MED when a filter removes it", nil, .external, set: [.setMultiExitDiscriminator(nil)], { $0.multiExitDiscriminator = 7 },
            { $0.asPath = ASPath([64512]) }),
        Row(
            "MED as it is", .external, .internal, { $0.multiExitDiscriminator = 7 },
            {
                $0.multiExitDiscriminator = 7
                $0.localPreference = 100
            }),
        Row(
            "origin and aggregator stay", .external, .external,
            {
                $0.origin = .incomplete
                $0.atomicAggregate = true
                $0.aggregator = Aggregator(asNumber: 7, identifier: .of("10.0.0.8"))
            },
            {
                $0.origin = .incomplete
                $0.atomicAggregate = true
                $0.aggregator = Aggregator(asNumber: 7, identifier: .of("10.0.0.8"))
                $0.asPath = ASPath([64512])
            }),
        Row(
            "unknown attributes stay", .external, .external, { $0.unknown = [UnknownAttribute(code: AttributeCode(rawValue: 99), value: [1])] },
            {
                $0.unknown = [UnknownAttribute(code: AttributeCode(rawValue: 99), value: [1])]
                $0.asPath = ASPath([64512])
            }),
    ]

    static let reflection = [
        Row("reflected", .client, .client, { _ in }, reflected),
        Row("reflected", .client, .internal, { _ in }, reflected),
        Row("reflected", .internal, .client, { _ in }, reflected),
        Row("not reflected", .external, .internal, { _ in }, { $0.localPreference = 100 }),
        Row("not reflected", nil, .client, { _ in }, { $0.localPreference = 100 }),
        Row(
            "reflected again", .client, .internal,
            {
                $0.originatorID = .of("10.0.0.8")
                $0.clusterList = [.of("10.9.9.8")]
            },
            {
                $0.localPreference = 100
                $0.originatorID = .of("10.0.0.8")
                $0.clusterList = [.of("10.9.9.9"), .of("10.9.9.8")]
            }),
        Row(
            "leaves the AS", .client, .external,
            {
                $0.originatorID = .of("10.0.0.8")
                $0.clusterList = [.of("10.9.9.8")]
            }, { $0.asPath = ASPath([64512]) }),
        Row(
            "reflected with its values", .client, .client,
            {
                $0.localPreference = 7
                $0.multiExitDiscriminator = 8
                $0.asPath = ASPath([9])
                $0.communities = [.noExport]
            },
            {
                reflected(&$0)
                $0.localPreference = 7
                $0.multiExitDiscriminator = 8
                $0.asPath = ASPath([9])
                $0.communities = [.noExport]
            }),
    ]

    static let communities = [
        Row(
            "communities go along", .external, .external,
            {
                $0.communities = [one]
                $0.extendedCommunities = [target]
                $0.largeCommunities = [large]
            },
            {
                $0.communities = [one]
                $0.extendedCommunities = [target]
                $0.largeCommunities = [large]
                $0.asPath = ASPath([64512])
            }),
        Row(
            "no communities of any kind", .external, .external, policy: { $0.sendsCommunities = false },
            {
                $0.communities = [one]
                $0.extendedCommunities = [target]
                $0.largeCommunities = [large]
                $0.partial = [.communities, .extendedCommunities, .largeCommunities]
            }, { $0.asPath = ASPath([64512]) }),
        Row(
            "no communities of filters", .external, .internal, set: [.addCommunity(one), .addLargeCommunity(large)],
            policy: { $0.sendsCommunities = false }, { _ in }, { $0.localPreference = 100 }),
        Row(
            "LLGR_STALE all the same", .external, .internal, policy: { $0.sendsCommunities = false },
            {
                $0.communities = [one, .llgrStale]
                $0.partial = [.communities, .aggregator]
            },
            {
                $0.communities = [.llgrStale]
                $0.partial = [.communities, .aggregator]
                $0.localPreference = 100
            }),
        Row(
            "communities of filters", .external, .internal, set: [.addCommunity(one), .addExtendedCommunity(target)],
            { $0.communities = [.blackhole] },
            {
                $0.communities = [.blackhole, one]
                $0.extendedCommunities = [target]
                $0.localPreference = 100
            }),
        Row(
            "extended communities of the AS stay inside", .external, .external, { $0.extendedCommunities = [inner, target] },
            {
                $0.extendedCommunities = [target]
                $0.asPath = ASPath([64512])
            }),
        Row(
            "extended communities of the AS go along inside", .external, .internal, { $0.extendedCommunities = [inner, target] },
            {
                $0.extendedCommunities = [inner, target]
                $0.localPreference = 100
            }),
    ]

    @Test(arguments: [paths, values, reflection, communities].flatMap { $0 })
    func become(_ row: Row) {
        var routes = PeerRoutes(address: .of("10.0.0.2"))
        routes.isClient = row.target == .client
        routes.exportPolicy = row.policy
        let session = TestSession(remoteAS: row.target == .external ? 64599 : row.localAS, localAS: row.localAS)
        let rules = ExportRules(routes, session.facts, .test)
        let source = row.source.map { RouteSource.peer($0) } ?? .local
        #expect(rules.outgoing(row.before, source: source, operations: row.operations, family: .ipv4Unicast) == row.after)
    }
}
