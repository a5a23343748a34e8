import Addresses
import BGPCore
import BGPPlan
import BGPWire
import TestSupport
import Testing

/// What nodes tell without BGPFilters (facts D4 to D7).
@Suite struct ExportTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let resources: [TestResource]
        var podCIDRs: [IPPrefix] = []
        let told: [RouteProbe]
        let kept: [RouteProbe]
        var testDescription: String { name }

        init(_ name: String, _ resources: [TestResource], pods: [IPPrefix] = [], told: [RouteProbe], kept: [RouteProbe]) {
            (self.name, self.resources, self.podCIDRs, self.told, self.kept) = (name, resources, pods, told, kept)
        }
    }

    static let services = R.configuration(
        #"""
        {"serviceClusterIPs": [{"cidr": "10.101.0.0/16"}], "serviceExternalIPs": [{"cidr": "80.15.0.0/24"}, {"cidr": "80.16.0.1"}, {}],
        "serviceLoadBalancerIPs": [{"cidr": "80.17.0.0/24"}]}
        """#
    )
    static let reflector = R.node("kube-master", "10.192.0.2/16", cluster: "10.0.0.1")
    static let excluded = R.node("kube-master", "10.192.0.2/16", nil, ["node.kubernetes.io/exclude-from-external-load-balancers": "true"])

    static let rows: [Row] = [
        Row(
            "nothing without pools", [], told: [],
            kept: [RouteProbe("10.65.0.0/26"), RouteProbe("0.0.0.0/0"), RouteProbe("10.65.0.1/32", local: true)]),
        Row(
            "what is in pools", [R.pool("a", "10.65.0.0/16"), R.pool("b", "fd00::/48")],
            told: [RouteProbe("10.65.1.0/26"), RouteProbe("10.65.1.1/32", local: true), RouteProbe("10.65.0.0/16"), RouteProbe("fd00:0:0:1::/122")],
            kept: [RouteProbe("10.0.0.0/8"), RouteProbe("10.66.0.0/16"), RouteProbe("fd01::/122")]),
        Row(
            "pools that are not told",
            [R.pool("a", "192.168.1.0/24"), R.pool("b", "192.168.2.0/24", #""disableBGPExport": true"#), R.pool("c", "192.168.3.0/24")],
            told: [RouteProbe("192.168.1.0/26"), RouteProbe("192.168.3.0/26")], kept: [RouteProbe("192.168.2.0/26"), RouteProbe("192.168.2.0/24")]),
        Row(
            "nor blocks in them", [R.pool("b", "192.168.2.0/24", #""disableBGPExport": true"#), R.block("192.168.2.0/26", "kube-master")], told: [],
            kept: [RouteProbe("192.168.2.0/26", local: true)]),
        Row(
            "own blocks outside of pools", [R.block("10.7.0.0/26", "kube-master")], told: [RouteProbe("10.7.0.0/26", local: true)],
            kept: [RouteProbe("10.7.0.64/26")]),
        Row(
            "addresses of low metric in them", [R.block("10.7.0.0/26", "kube-master")],
            told: [RouteProbe("10.7.0.1/32", local: true, preference: RoutePriority.localPreference(512))], kept: []),
        Row(
            "addresses borrowed by other nodes", [R.pool("a", "10.65.0.0/16"), R.block("10.65.0.0/26", "kube-master")],
            told: [RouteProbe("10.65.0.1/32"), RouteProbe("10.65.0.0/26", local: true)], kept: []),
        Row(
            "blocks of one address", [R.block("10.7.0.1/32", "kube-master")], told: [RouteProbe("10.7.0.1/32", local: true)],
            kept: [RouteProbe("10.7.0.2/32")]),
        Row("blocks of other nodes", [R.block("10.7.0.0/26", "kube-node-1")], told: [], kept: [RouteProbe("10.7.0.0/26")]),
        Row(
            "podCIDRs", [], pods: ["10.244.1.0/24", "fd00:1::/64"],
            told: [RouteProbe("10.244.1.0/24", local: true), RouteProbe("fd00:1::/64", local: true)],
            kept: [RouteProbe("10.244.2.0/24")]),
        Row(
            "service prefixes", [services],
            told: [
                RouteProbe("10.101.0.0/16", local: true), RouteProbe("10.101.0.101/32", local: true), RouteProbe("80.15.0.0/24", local: true),
                RouteProbe("80.17.0.0/24", local: true),
            ],
            kept: [RouteProbe("80.16.0.1/32"), RouteProbe("80.18.0.0/24")]),
        Row(
            "service prefixes of a reflector: single ones too", [reflector, services],
            told: [RouteProbe("80.16.0.1/32"), RouteProbe("80.15.0.9/32")], kept: []),
        Row(
            "not of a node behind no load balancer", [excluded, services], told: [], kept: [RouteProbe("10.101.0.0/16"), RouteProbe("80.15.0.0/24")]),
        Row(
            "tunnels are not told to internal peers", [R.pool("a", "10.65.0.0/16")],
            told: [RouteProbe("10.65.0.0/26", local: true, interface: "vxlan.calico", external: true)],
            kept: [
                RouteProbe("10.65.0.0/26", local: true, interface: "vxlan.calico"), RouteProbe("10.65.0.0/26", local: true, interface: "wg.cali"),
            ]),
        Row(
            "bpf interfaces to nobody", [R.pool("a", "10.65.0.0/16")], told: [],
            kept: [RouteProbe("10.65.0.0/26", local: true, interface: "bpfin.cali", external: true)]),
    ]

    @Test(arguments: rows)
    func tells(_ row: Row) throws {
        let base = row.resources.contains { $0.name == "kube-master" } ? [] : [R.node("kube-master", "10.192.0.2/16", "2001::103/64")]
        let peers = [R.peer("p", #"{"peerIP": "192.0.2.1"}"#), R.peer("q", #"{"peerIP": "2001:db8::1"}"#)]
        let plan = NodePlan(base + row.resources + peers) { $0.podCIDRs = row.podCIDRs }
        for (probes, isTold) in [(row.told, true), (row.kept, false)] {
            for probe in probes {
                let session = try #require(plan.sessions[probe.prefix.family == .v4 ? "192.0.2.1" : "2001:db8::1"])
                #expect(probe.passes(session.exportFilters) == isTold, "\(probe): \(session.exportFilters)")
            }
        }
    }

    @Test func peersShareTheirFilters() throws {
        let plan = NodePlan(TestCluster.nodes + [R.pool("a", "10.65.0.0/16"), R.peer("p", #"{"peerIP": "192.0.2.1", "asNumber": 65000}"#)])
        #expect(plan.sessions.count == 3)
        #expect(Set(plan.sessions.values.map(\.exportFilters)).count == 1)
    }

    @Test func blocksInsidePoolsAddNoRules() {
        let resources = TestCluster.nodes + [R.pool("a", "10.65.0.0/16")]
        let without = NodePlan(resources)
        let with = NodePlan(resources + [R.block("10.65.0.0/26", "kube-master"), R.block("10.65.0.64/26", "kube-master")])
        #expect(without.sessions == with.sessions)
        #expect(with.local.aggregates == ["10.65.0.0/26", "10.65.0.64/26"])
    }

    // MARK: Communities (facts D7)

    struct CommunityRow: Sendable, CustomTestStringConvertible {
        let name: String
        let resources: [TestResource]
        let prefix: IPPrefix
        let communities: [String]
        var testDescription: String { name }

        init(_ name: String, _ resources: [TestResource], _ prefix: IPPrefix, _ communities: [String]) {
            (self.name, self.resources, self.prefix, self.communities) = (name, resources, prefix, communities)
        }
    }

    static let pool = R.pool("a", "192.168.0.0/16")
    static let marks = R.configuration(
        #"""
        {"communities": [{"name": "big", "value": "100:555:107"}],
        "prefixAdvertisements": [{"cidr": "192.168.0.0/16", "communities": ["big", "5663:12", "100:6532", "5663:12"]}]}
        """#
    )
    static let nested = R.configuration(
        #"""
        {"prefixAdvertisements": [{"cidr": "192.168.1.0/24", "communities": ["1:24"]},
        {"cidr": "192.168.1.0/26", "communities": ["1:26"]}, {"cidr": "192.0.0.0/8", "communities": ["1:8"]}]}
        """#
    )
    static let ofNode = R.configuration(#"{"prefixAdvertisements": [{"cidr": "192.168.0.0/16", "communities": ["7:7"]}]}"#, node: "kube-master")
    static let ofNode6 = R.configuration(#"{"prefixAdvertisements": [{"cidr": "fd00::/16", "communities": ["7:7"]}]}"#, node: "kube-master")

    @Test(arguments: [
        CommunityRow("named and literal", [marks, pool], "192.168.3.0/26", ["100:555:107", "100:6532", "5663:12"]),
        CommunityRow("of the prefix itself", [marks, pool], "192.168.0.0/16", ["100:555:107", "100:6532", "5663:12"]),
        CommunityRow("of a prefix around the pool", [nested, pool], "192.168.3.0/26", ["1:8"]),
        CommunityRow("of two prefixes", [nested, pool], "192.168.1.64/26", ["1:24", "1:8"]),
        CommunityRow("of three", [nested, pool], "192.168.1.0/26", ["1:24", "1:26", "1:8"]),
        CommunityRow("inside of three", [nested, pool, R.block("192.168.1.0/28", "kube-master")], "192.168.1.0/28", ["1:24", "1:26", "1:8"]),
        CommunityRow("a node's own instead", [marks, ofNode, pool], "192.168.3.0/26", ["7:7"]),
        CommunityRow("a node's own of the other family", [marks, ofNode6, pool], "192.168.3.0/26", ["100:555:107", "100:6532", "5663:12"]),
        CommunityRow("none elsewhere", [nested, R.pool("b", "10.0.0.0/8")], "10.1.0.0/16", []),
    ])
    func communities(_ row: CommunityRow) throws {
        let session = try #require(NodePlan(TestCluster.nodes + row.resources).sessions["10.192.0.3"])
        let after = try #require(RouteProbe(row.prefix, local: true).through(session.exportFilters))
        #expect((after.communities.map(\.description) + after.largeCommunities.map(\.description)).sorted() == row.communities)
    }

    @Test func communitiesDoNotMakeRoutesTold() throws {
        let session = try #require(NodePlan(TestCluster.nodes + [Self.nested]).sessions["10.192.0.3"])
        #expect(!RouteProbe("192.168.1.0/26", local: true).passes(session.exportFilters))
    }

    /// Against the rule itself, one prefix after the other: every route inside something that is told gets the communities of all prefixes around it.
    @Test(arguments: 0..<200)
    func communitiesAreThoseOfAllPrefixesAround(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        func prefix() -> IPPrefix {
            let length = Int.random(in: 8...16, using: &random)
            let address = IPAddress(family: .v4, value: 0x0a00_0000 | UInt128(random.next() & 0x00ff_0000))
            return (IPPrefix(address, length: length) ?? .all(.v4)).network
        }
        let pools = (0..<4).map { _ in prefix() }
        let marked = (1...5).map { (prefix(), $0) }
        let entries = marked.map { #"{"cidr": "\#($0.0)", "communities": ["9:\#($0.1)"]}"# }.joined(separator: ", ")
        let resources =
            TestCluster.nodes + pools.enumerated().map { R.pool("pool-\($0.offset)", $0.element.description) }
            + [R.configuration(#"{"prefixAdvertisements": [\#(entries)]}"#)]
        let session = try #require(NodePlan(resources).sessions["10.192.0.3"])
        for _ in 0..<100 {
            let route = prefix()
            let after = RouteProbe(route, local: true).through(session.exportFilters)
            #expect((after != nil) == pools.contains { $0.contains(route) })
            let wanted = marked.filter { $0.0.contains(route) }.map { Community(9, UInt16($0.1)) }
            if let after { #expect(Set(after.communities) == Set(wanted), "\(route): \(session.exportFilters)") }
        }
    }
}
