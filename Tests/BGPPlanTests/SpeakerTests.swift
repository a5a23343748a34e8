import Addresses
import BGPPlan
import BGPWire
import Testing

/// What the speaker as a whole is like (facts D1, D3, D11b).
@Suite struct PlannedSpeakerTests {
    @Test(arguments: [("kube-master", "25.79.212.8"), ("kube-node-1", "34.92.252.97"), ("kube-node-2", "142.112.61.133")])
    func hashedRouterID(_ name: String, _ identifier: String) {
        #expect(NodePlan(TestCluster.nodes, as: name) { $0.routerID = .hash }.routerID == BGPIdentifier(identifier))
    }

    /// Whatever the name, no octet above 223 comes first.
    @Test func hashedRouterIDsAreUnicast() {
        for number in 0..<500 {
            let identifier = NodePlan([], as: "node-\(number)") { $0.routerID = .hash }.routerID
            #expect((identifier?.value ?? .max) >> 24 <= 223)
        }
    }

    @Test func routerID() {
        #expect(NodePlan(TestCluster.nodes).routerID == BGPIdentifier("10.192.0.2"))
        #expect(NodePlan(TestCluster.nodes) { $0.routerID = .given(BGPIdentifier(7)) }.routerID == BGPIdentifier(7))
        #expect(NodePlan([R.node("kube-master", nil, "2001::103/64")]).routerID == nil)
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let resources: [TestResource]
        let check: @Sendable (NodePlan) -> Bool
        var testDescription: String { name }

        init(_ name: String, _ resources: [TestResource], _ check: @escaping @Sendable (NodePlan) -> Bool) {
            (self.name, self.resources, self.check) = (name, resources, check)
        }
    }

    static let three = TestCluster.nodes
    static func own(_ spec: String) -> TestResource { R.configuration(spec, node: "kube-master") }

    @Test(arguments: [
        Row("defaults", three) {
            $0.asNumber == 64512 && $0.listenPort == 179 && !$0.bindsNodeAddress && $0.logSeverity == "Info" && $0.ignoredInterfaces.isEmpty
                && $0.clusterID == nil && $0.addresses == ["10.192.0.2"]
        },
        Row("two addresses", TestCluster.dual) { $0.addresses == ["10.192.0.2", "2001::103"] },
        Row("the cluster's AS", three + [R.configuration(#"{"asNumber": 65001}"#)]) { $0.asNumber == 65001 },
        Row("the node's AS", [R.node("kube-master", "10.192.0.2/16", as: 65002), R.configuration(#"{"asNumber": 65001}"#)]) { $0.asNumber == 65002 },
        Row("cluster id", [R.node("kube-master", "10.192.0.2/16", cluster: "10.0.0.1")]) { $0.clusterID == BGPIdentifier("10.0.0.1") },
        Row("the cluster's port", three + [R.configuration(#"{"listenPort": 178}"#)]) { $0.listenPort == 178 },
        Row("the node's port", three + [R.configuration(#"{"listenPort": 178}"#), own(#"{"listenPort": 500}"#)]) { $0.listenPort == 500 },
        Row("bound", three + [R.configuration(#"{"bindMode": "NodeIP"}"#)]) { $0.bindsNodeAddress },
        Row("severity", three + [R.configuration(#"{"logSeverityScreen": "debug"}"#)]) { $0.logSeverity == "Debug" },
        Row("the node's severity", three + [R.configuration(#"{"logSeverityScreen": "Debug"}"#), own(#"{"logSeverityScreen": "Fatal"}"#)]) {
            $0.logSeverity == "Fatal"
        },
        Row("interfaces", three + [R.configuration(#"{"ignoredInterfaces": ["eth1", "docker*"]}"#)]) { $0.ignoredInterfaces == ["eth1", "docker*"] },
        Row("a node's configuration has no say in the rest", three + [own(#"{"bindMode": "NodeIP", "ipv4NormalRoutePriority": 7}"#)]) {
            !$0.bindsNodeAddress && $0.local.priority4 == 1024
        },
        Row("nothing at all", []) { $0.asNumber == 64512 && $0.sessions.isEmpty && $0.addresses.isEmpty && $0.routerID == nil },
    ])
    func plan(_ row: Row) { #expect(row.check(NodePlan(row.resources))) }

    /// What the datastore holds though it should not: as if it were not there.
    @Test(arguments: [
        #"{"asNumber": 0}"#, #"{"listenPort": 0}"#, #"{"listenPort": 70000}"#, #"{"listenPort": -1}"#, #"{"ipv4NormalRoutePriority": 0}"#,
        #"{"ipv4NormalRoutePriority": 2147483647}"#, #"{"ipv4NormalRoutePriority": -1}"#, #"{"ipv6NormalRoutePriority": 4294967296}"#,
        #"{"nodeMeshMaxRestartTime": "-5"}"#, #"{"serviceClusterIPs": [{"cidr": "x"}]}"#,
    ])
    func unreadableSettings(_ spec: String) {
        let plain = NodePlan(Self.three)
        #expect(NodePlan(Self.three + [R.configuration(spec)], areRight: false) == plain)
        #expect(NodePlan(Self.three + [R.configuration(spec, node: "kube-master")], areRight: false) == plain)
    }

    /// explicit_peering/route_reflector of upstream's test data.
    @Test func routeReflector() throws {
        let resources = [
            R.configuration(#"{"asNumber": 64532, "nodeToNodeMeshEnabled": false}"#),
            R.node("kube-master", "10.192.0.2/16", "2001::103/64", cluster: "10.0.0.1", ["routeReflector": "true"]),
            R.node("kube-node-1", "10.192.0.3/16", "2001::102/64"), R.node("kube-node-2", "10.192.0.4/16", "2001::104/64"),
            R.peer("a", #"{"nodeSelector": "has(routeReflector)", "peerIP": "172.19.4.87", "asNumber": 64533}"#),
            R.peer("b", #"{"nodeSelector": "has(routeReflector)", "peerSelector": "!has(routeReflector)"}"#),
            R.peer("c", #"{"nodeSelector": "has(routeReflector)", "peerIP": "[ac13::57]:50", "asNumber": 64533}"#),
        ]
        let plan = NodePlan(resources)
        #expect(
            plan.names == [
                "Node_10_192_0_3", "Node_10_192_0_4", "Node_172_19_4_87", "Node_2001__102", "Node_2001__104", "Node_ac13__57_port_50",
            ])
        for session in plan.sessions.values {
            let isNode = session.remoteNode != nil
            #expect(session.isClient == isNode && session.isInternal == isNode && session.remoteAS == (isNode ? 64532 : 64533))
        }
        #expect(plan.sessions["ac13::57"]?.port == 50)
        #expect(plan.clusterID == BGPIdentifier("10.0.0.1") && plan.asNumber == 64532)
        #expect(NodePlan(resources, as: "kube-node-1").names == ["Node_10_192_0_2", "Node_2001__103"])
    }
}
