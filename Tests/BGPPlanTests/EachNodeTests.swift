import Addresses
import BGPPlan
import Model
import Testing

/// One set of resources, seen from each of the three nodes.
@Suite struct EachNodeTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let resources: [TestResource]
        /// Sessions of kube-master, kube-node-1 and kube-node-2; "<" behind those that wait for the peer to connect.
        let sessions: [[String]]
        var testDescription: String { name }

        init(_ name: String, _ resources: [TestResource], _ master: [String], _ first: [String], _ second: [String]) {
            (self.name, self.resources, self.sessions) = (name, resources, [master, first, second])
        }
    }

    static let three = TestCluster.nodes
    static let off = TestCluster.noMesh
    static let reflector = R.node("kube-master", "10.192.0.2/16", cluster: "10.0.0.1", ["rr": "y"])
    static let reflected = [reflector, three[1], three[2]]
    static let toReflectors = R.peer("rr", #"{"nodeSelector": "!has(rr)", "peerSelector": "has(rr)"}"#)
    static let ports = R.configuration(#"{"listenPort": 500}"#, node: "kube-node-1")

    static let rows: [Row] = [
        Row(
            "mesh", three, ["Mesh_10_192_0_3<", "Mesh_10_192_0_4<"], ["Mesh_10_192_0_2", "Mesh_10_192_0_4<"], ["Mesh_10_192_0_2", "Mesh_10_192_0_3"]
        ),
        Row(
            "mesh of both families: addresses are texts", TestCluster.dual,
            ["Mesh_10_192_0_3<", "Mesh_10_192_0_4<", "Mesh_2001__102", "Mesh_2001__104<"],
            ["Mesh_10_192_0_2", "Mesh_10_192_0_4<", "Mesh_2001__103<", "Mesh_2001__104<"],
            ["Mesh_10_192_0_2", "Mesh_10_192_0_3", "Mesh_2001__102", "Mesh_2001__103"]),
        Row("no mesh", three + [off], [], [], []),
        Row("a reflector without BGPPeers stands alone", reflected, [], ["Mesh_10_192_0_4<"], ["Mesh_10_192_0_3"]),
        Row(
            "reflector beside the mesh of the others", reflected + [toReflectors], ["Node_10_192_0_3", "Node_10_192_0_4"],
            ["Mesh_10_192_0_4<", "Node_10_192_0_2"], ["Mesh_10_192_0_3", "Node_10_192_0_2"]),
        Row(
            "reflector alone", reflected + [toReflectors, off], ["Node_10_192_0_3", "Node_10_192_0_4"], ["Node_10_192_0_2"], ["Node_10_192_0_2"]),
        Row(
            "the same from the other end",
            reflected + [off, R.peer("rr", #"{"nodeSelector": "has(rr)", "peerSelector": "!has(rr)"}"#)], ["Node_10_192_0_3", "Node_10_192_0_4"],
            ["Node_10_192_0_2"], ["Node_10_192_0_2"]),
        Row(
            "the same without counterparts",
            reflected + [off, R.peer("rr", #"{"nodeSelector": "has(rr)", "peerSelector": "!has(rr)", "reversePeering": "Manual"}"#)],
            ["Node_10_192_0_3", "Node_10_192_0_4"], [], []),
        Row(
            "a reflector by its address", reflected + [off, R.peer("rr", #"{"peerIP": "10.192.0.2", "asNumber": 64512}"#)],
            ["Node_10_192_0_3", "Node_10_192_0_4"], ["Global_10_192_0_2"], ["Global_10_192_0_2"]),
        Row(
            "everybody with everybody", three + [off, R.peer("all", #"{"peerSelector": "all()"}"#)], ["Global_10_192_0_3<", "Global_10_192_0_4<"],
            ["Global_10_192_0_2", "Global_10_192_0_4<"], ["Global_10_192_0_2", "Global_10_192_0_3"]),
        Row(
            "a router for all", three + [off, R.peer("tor", #"{"peerIP": "192.0.2.1", "asNumber": 65000}"#)], ["Global_192_0_2_1"],
            ["Global_192_0_2_1"], ["Global_192_0_2_1"]),
        Row(
            "a router for one", three + [off, R.peer("tor", #"{"node": "kube-node-2", "peerIP": "192.0.2.1", "asNumber": 65000}"#)], [], [],
            ["Node_192_0_2_1"]),
        Row(
            "a node that listens elsewhere", three + [off, ports, R.peer("all", #"{"nodeSelector": "all()", "peerSelector": "all()"}"#)],
            ["Node_10_192_0_3_port_500", "Node_10_192_0_4"], ["Node_10_192_0_2", "Node_10_192_0_4"], ["Node_10_192_0_2", "Node_10_192_0_3_port_500"]
        ),
        Row(
            "one with one, beside the mesh", three + [R.peer("one", #"{"node": "kube-node-1", "peerIP": "10.192.0.4"}"#)],
            ["Mesh_10_192_0_3<", "Mesh_10_192_0_4<"], ["Mesh_10_192_0_2", "Node_10_192_0_4"], ["Mesh_10_192_0_2", "Node_10_192_0_3"]),
    ]

    @Test(arguments: rows)
    func sessions(_ row: Row) {
        let view = ClusterView(row.resources)
        for (node, want) in zip(["kube-master", "kube-node-1", "kube-node-2"], row.sessions) {
            let plan = NodePlan(view, NodeFacts(name: node))
            #expect(plan.sessions.values.map { $0.name + ($0.isPassive ? "<" : "") }.sorted() == want.sorted(), "\(node)")
        }
    }

    @Test func meshOf300Nodes() {
        let view = ClusterView((1...300).map { R.node("node-\($0)", "10.0.\($0 / 200).\($0 % 200 + 1)/16") })
        let size = MeshSize(view)
        #expect(size.nodes == 300 && size.sessions == 44_850 && size.sessionsPerNode == 299 && size.warning != nil)
        let plans = ["node-1", "node-150", "node-300"].map { NodePlan(view, NodeFacts(name: $0)) }
        for plan in plans { #expect(plan.sessions.count == 299 && plan.sessions.values.allSatisfy { $0.origin == .mesh } && plan.remarks.isEmpty) }
        for (plan, other) in zip(plans, plans.dropFirst()) {
            let there = plan.sessions[other.addresses[0]]
            let back = other.sessions[plan.addresses[0]]
            #expect(there != nil && back != nil && there?.isPassive != back?.isPassive)
        }
        var changed = view
        changed.put(R.node("node-200", "10.0.9.9/16").resource())
        let difference = NodePlan(changed, NodeFacts(name: "node-1")).difference(from: plans[0])
        #expect(difference.added.map(\.address) == ["10.0.9.9"] && difference.removed.map(\.address) == ["10.0.1.1"])
        #expect(difference.changed.isEmpty && difference.relabeled.isEmpty)
    }
}
