import Addresses
import BGPCore
import BGPPlan
import BGPWire
import Testing

/// BGPFilters (facts D8), by what they decide about routes.
@Suite struct BGPFilterTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        /// JSON of one rule of importV4, without action where it is Reject.
        let rule: String
        let rejected: [RouteProbe]
        let passed: [RouteProbe]
        var testDescription: String { name }

        init(_ name: String, _ rule: String, rejects rejected: [RouteProbe], passes passed: [RouteProbe]) {
            (self.name, self.rule, self.rejected, self.passed) = (name, rule, rejected, passed)
        }
    }

    static let priority5: UInt32 = 2_147_483_642

    static let prefixes: [Row] = [
        Row("any route", "", rejects: [RouteProbe("10.0.0.0/8")], passes: []),
        Row(
            "equal", #""cidr": "10.1.0.0/16", "matchOperator": "Equal""#, rejects: [RouteProbe("10.1.0.0/16")],
            passes: [RouteProbe("10.1.0.0/17"), RouteProbe("10.0.0.0/8")]),
        Row(
            "not equal", #""cidr": "10.1.0.0/16", "matchOperator": "NotEqual""#, rejects: [RouteProbe("10.1.0.0/17")],
            passes: [RouteProbe("10.1.0.0/16")]),
        Row(
            "in", #""cidr": "10.1.0.0/16", "matchOperator": "In""#, rejects: [RouteProbe("10.1.0.0/16"), RouteProbe("10.1.2.3/32")],
            passes: [RouteProbe("10.0.0.0/8"), RouteProbe("10.2.0.0/16")]),
        Row("not in", #""cidr": "10.1.0.0/16", "matchOperator": "NotIn""#, rejects: [RouteProbe("10.2.0.0/16")], passes: [RouteProbe("10.1.2.3/32")]),
        Row("host part", #""cidr": "10.1.2.3/16", "matchOperator": "In""#, rejects: [RouteProbe("10.1.9.0/24")], passes: [RouteProbe("10.2.0.0/16")]),
        Row(
            "lengths", #""cidr": "10.1.0.0/16", "matchOperator": "In", "prefixLength": {"min": 24, "max": 28}"#,
            rejects: [RouteProbe("10.1.0.0/24"), RouteProbe("10.1.0.0/28")], passes: [RouteProbe("10.1.0.0/23"), RouteProbe("10.1.0.0/29")]),
        Row(
            "shortest length is the cidr's at least", #""cidr": "10.1.0.0/16", "matchOperator": "In", "prefixLength": {"min": 8}"#,
            rejects: [RouteProbe("10.1.0.0/16")], passes: [RouteProbe("10.0.0.0/8")]),
        Row(
            "longest length alone", #""cidr": "10.1.0.0/16", "matchOperator": "In", "prefixLength": {"max": 17}"#,
            rejects: [RouteProbe("10.1.0.0/17")], passes: [RouteProbe("10.1.0.0/18")]),
        Row(
            "lengths that nothing has: in", #""cidr": "10.1.0.0/16", "matchOperator": "In", "prefixLength": {"max": 8}"#, rejects: [],
            passes: [RouteProbe("10.1.0.0/16"), RouteProbe("10.0.0.0/8")]),
        Row(
            "lengths that nothing has: not in", #""cidr": "10.1.0.0/16", "matchOperator": "NotIn", "prefixLength": {"max": 8}"#,
            rejects: [RouteProbe("10.1.0.0/16"), RouteProbe("10.0.0.0/8")], passes: []),
        Row(
            "equal with lengths", #""cidr": "10.1.0.0/16", "matchOperator": "Equal", "prefixLength": {"min": 24}"#,
            rejects: [RouteProbe("10.1.0.0/24")],
            passes: [RouteProbe("10.1.0.0/16")]),
    ]

    static let others: [Row] = [
        Row("source", #""source": "RemotePeers""#, rejects: [RouteProbe("10.0.0.0/8")], passes: [RouteProbe("10.0.0.0/8", local: true)]),
        Row(
            "interface", #""interface": "eth*""#, rejects: [RouteProbe("10.0.0.0/8", local: true, interface: "eth0")],
            passes: [RouteProbe("10.0.0.0/8", local: true, interface: "veth0"), RouteProbe("10.0.0.0/8")]),
        Row(
            "community", #""communities": {"values": ["64512:7"]}"#, rejects: [RouteProbe("10.0.0.0/8", communities: [Community(64512, 7)])],
            passes: [RouteProbe("10.0.0.0/8"), RouteProbe("10.0.0.0/8", communities: [Community(64512, 8)])]),
        Row(
            "large community", #""communities": {"values": ["1:2:3"]}"#, rejects: [RouteProbe("10.0.0.0/8", large: [LargeCommunity(1, 2, 3)])],
            passes: [RouteProbe("10.0.0.0/8")]),
        Row(
            "path", #""asPathPrefix": [65001, 65002]"#, rejects: [RouteProbe("10.0.0.0/8", path: [65001, 65002, 7])],
            passes: [RouteProbe("10.0.0.0/8", path: [65001]), RouteProbe("10.0.0.0/8", path: [7, 65001, 65002])]),
        Row(
            "priority", #""priority": 5"#, rejects: [RouteProbe("10.0.0.0/8", preference: priority5)],
            passes: [RouteProbe("10.0.0.0/8"), RouteProbe("10.0.0.0/8", preference: 100)]),
        Row("external", #""peerType": "eBGP""#, rejects: [RouteProbe("10.0.0.0/8", external: true)], passes: [RouteProbe("10.0.0.0/8")]),
        Row("internal", #""peerType": "iBGP""#, rejects: [RouteProbe("10.0.0.0/8")], passes: [RouteProbe("10.0.0.0/8", external: true)]),
        Row(
            "all of them", #""cidr": "44.1.0.0/16", "matchOperator": "In", "source": "RemotePeers", "communities": {"values": ["1:1"]}"#,
            rejects: [RouteProbe("44.1.2.0/24", communities: [Community(1, 1)])],
            passes: [
                RouteProbe("44.1.2.0/24"), RouteProbe("44.2.0.0/24", communities: [Community(1, 1)]),
                RouteProbe("44.1.2.0/24", local: true, communities: [Community(1, 1)]),
            ]),
    ]

    @Test(arguments: prefixes + others)
    func decides(_ row: Row) throws {
        let rule = #"{"importV4": [{\#(row.rule)\#(row.rule.isEmpty ? "" : ", ")"action": "Reject"}]}"#
        let filters = try Self.session(rule).importFilters
        for probe in row.rejected { #expect(!probe.passes(filters), "\(probe)") }
        for probe in row.passed { #expect(probe.passes(filters), "\(probe)") }
    }

    struct Change: Sendable, CustomTestStringConvertible {
        let name: String
        let operations: String
        let check: @Sendable (PathAttributes) -> Bool
        var testDescription: String { name }
    }

    @Test(arguments: [
        Change(name: "community", operations: #"{"addCommunity": {"value": "64512:7"}}"#) {
            $0.communities == [Community(1, 1), Community(64512, 7)]
        },
        Change(name: "large community", operations: #"{"addCommunity": {"value": "1:2:3"}}"#) { $0.largeCommunities == [LargeCommunity(1, 2, 3)] },
        Change(name: "path in the order given", operations: #"{"prependASPath": {"prefix": [65001, 65002]}}"#) {
            $0.asPath == ASPath([65001, 65002, 7])
        },
        Change(name: "priority", operations: #"{"setPriority": {"value": 5}}"#) { $0.localPreference == priority5 },
        Change(name: "all, in order", operations: #"{"prependASPath": {"prefix": ["1.1"]}}, {"prependASPath": {"prefix": [9]}}"#) {
            $0.asPath == ASPath([9, 65537, 7])
        },
    ])
    func changes(_ row: Change) throws {
        let session = try Self.session(#"{"importV4": [{"action": "Accept", "operations": [\#(row.operations)]}]}"#)
        let after = try #require(RouteProbe("10.0.0.0/8", path: [7], communities: [Community(1, 1)]).through(session.importFilters))
        #expect(row.check(after), "\(after)")
    }

    @Test func userRulesDecideBeforeCalicos() throws {
        let session = try Self.session(
            #"""
            {"exportV4": [{"action": "Accept", "cidr": "77.0.0.0/8", "matchOperator": "In"},
            {"action": "Reject", "cidr": "10.65.1.0/24", "matchOperator": "In"}]}
            """#
        )
        #expect(session.exportFilters.map(\.name) == ["f", "calico"])
        #expect(RouteProbe("77.1.0.0/16").passes(session.exportFilters))
        #expect(!RouteProbe("10.65.1.0/26").passes(session.exportFilters))
        #expect(RouteProbe("10.65.2.0/26").passes(session.exportFilters))
        #expect(!RouteProbe("78.0.0.0/8").passes(session.exportFilters))
        #expect(session.importFilters.isEmpty)
    }

    @Test func filtersAreAskedInTheirOrderEachInItsFamily() throws {
        let filters = [
            R.filter("a", #"{"importV4": [{"action": "Accept", "cidr": "10.0.0.0/8", "matchOperator": "In"}]}"#),
            R.filter("b", #"{"importV4": [{"action": "Reject"}], "importV6": [{"action": "Reject"}]}"#),
        ]
        let peers = [
            R.peer("p", #"{"peerIP": "192.0.2.1", "asNumber": 1, "filters": ["a", "b"]}"#),
            R.peer("q", #"{"peerIP": "192.0.2.2", "asNumber": 1, "filters": ["b", "a"]}"#),
            R.peer("r", #"{"peerIP": "2001:db8::1", "asNumber": 1, "filters": ["a", "b"]}"#),
        ]
        let plan = NodePlan(TestCluster.dual + filters + peers)
        #expect(plan.sessions["192.0.2.1"]?.importFilters.map(\.name) == ["a", "b"])
        #expect(plan.sessions["192.0.2.2"]?.importFilters.map(\.name) == ["b", "a"])
        #expect(plan.sessions["2001:db8::1"]?.importFilters.map(\.name) == ["b"])
        #expect(RouteProbe("10.0.0.0/8").passes(try #require(plan.sessions["192.0.2.1"]).importFilters))
        #expect(!RouteProbe("10.0.0.0/8").passes(try #require(plan.sessions["192.0.2.2"]).importFilters))
        #expect(!RouteProbe("2001:db8:1::/48").passes(try #require(plan.sessions["2001:db8::1"]).importFilters))
    }

    /// What the datastore holds though it should not: such a rule decides nothing, whatever else it says.
    @Test(arguments: [
        #"{"action": "Perhaps"}"#, #"{}"#, #"{"action": "Reject", "cidr": "10.0.0.0"}"#, #"{"action": "Reject", "cidr": "10.0.0.0/8"}"#,
        #"{"action": "Reject", "matchOperator": "In"}"#, #"{"action": "Reject", "cidr": "2001:db8::/32", "matchOperator": "In"}"#,
        #"{"action": "Reject", "cidr": "10.0.0.0/8", "matchOperator": "Around"}"#, #"{"action": "Reject", "source": "Me"}"#,
        #"{"action": "Reject", "communities": {"values": ["none"]}}"#, #"{"action": "Reject", "communities": {}}"#,
        #"{"action": "Reject", "asPathPrefix": ["x"]}"#, #"{"action": "Reject", "priority": 0}"#, #"{"action": "Reject", "priority": 2147483647}"#,
        #"{"action": "Reject", "priority": -1}"#, #"{"action": "Reject", "peerType": "both"}"#, #"{"action": "Accept", "operations": [{}]}"#,
        #"{"action": "Accept", "operations": [{"setPriority": {"value": 0}}]}"#,
    ])
    func unreadableRules(_ rule: String) throws {
        let plan = NodePlan(
            TestCluster.nodes + [
                R.filter("f", #"{"importV4": [\#(rule), {"action": "Accept"}]}"#), R.peer("p", #"{"peerIP": "192.0.2.1", "filters": ["f"]}"#),
            ], areRight: false)
        let session = try #require(plan.sessions["192.0.2.1"])
        #expect(session.importFilters.map(\.rules) == [[FilterRule([], .accept([]))]])
        #expect(plan.words.count == 1 && plan.words[0].hasPrefix("BGPFilter(f): rule 1 of importV4 cannot be read ("), "\(plan.words)")
    }

    static func session(_ filter: String) throws -> SessionPlan {
        let plan = NodePlan(
            TestCluster.nodes + [
                R.filter("f", filter), R.peer("p", #"{"peerIP": "192.0.2.1", "asNumber": 65000, "filters": ["f"]}"#), R.pool("one", "10.65.0.0/16"),
            ])
        #expect(plan.remarks.isEmpty)
        return try #require(plan.sessions["192.0.2.1"])
    }
}
