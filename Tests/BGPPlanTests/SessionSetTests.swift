import Addresses
import BGPPlan
import BGPWire
import Testing

/// Which sessions there are (facts D2.1, D2.3, D2.4).
@Suite struct SessionSetTests {
    static let three = TestCluster.nodes
    static let off = TestCluster.noMesh
    static let reflector = R.node("kube-master", "10.192.0.2/16", cluster: "10.0.0.1", ["rr": "y"])
    static let others = Array(three.dropFirst())

    static let mesh: [NamesRow] = [
        NamesRow("mesh", three, ["Mesh_10_192_0_3", "Mesh_10_192_0_4"]),
        NamesRow("mesh", three, as: "kube-node-1", ["Mesh_10_192_0_2", "Mesh_10_192_0_4"]),
        NamesRow("mesh", three, as: "kube-node-2", ["Mesh_10_192_0_2", "Mesh_10_192_0_3"]),
        NamesRow(
            "mesh of both families", TestCluster.dual, ["Mesh_10_192_0_3", "Mesh_10_192_0_4", "Mesh_2001__102", "Mesh_2001__104"]),
        NamesRow(
            "a node without IPv6 has no IPv6 sessions", [TestCluster.master] + TestCluster.dual.dropFirst(), ["Mesh_10_192_0_3", "Mesh_10_192_0_4"]),
        NamesRow("a node without addresses is no peer", three + [R.node("bare")], ["Mesh_10_192_0_3", "Mesh_10_192_0_4"]),
        NamesRow("and has no sessions", three + [R.node("bare")], as: "bare", []),
        NamesRow("nor has one that does not exist", three, as: "elsewhere", []),
        NamesRow("mesh off", three + [off], []),
        NamesRow("mesh on by word", three + [R.configuration(#"{"nodeToNodeMeshEnabled": true}"#)], ["Mesh_10_192_0_3", "Mesh_10_192_0_4"]),
        NamesRow(
            "a node's own configuration does not turn it off", three + [R(kind: off.kind, name: "node.kube-master", spec: "{}")],
            ["Mesh_10_192_0_3", "Mesh_10_192_0_4"]),
        NamesRow("a reflector has no mesh", [reflector] + others, []),
        NamesRow("and is not in that of others", [reflector] + others, as: "kube-node-1", ["Mesh_10_192_0_4"]),
        NamesRow(
            "listen ports are not in the names of mesh sessions", three + [R.configuration(#"{"listenPort": 178}"#)],
            ["Mesh_10_192_0_3", "Mesh_10_192_0_4"]),
    ]

    static let explicit: [NamesRow] = [
        NamesRow("global peer", three + [off, R.peer("a", #"{"peerIP": "192.0.2.1", "asNumber": 65000}"#)], ["Global_192_0_2_1"]),
        NamesRow(
            "global peer with port", three + [off, R.peer("a", #"{"peerIP": "192.0.2.1:50", "asNumber": 65000}"#)], ["Global_192_0_2_1_port_50"]),
        NamesRow("global IPv6 peer on a node without IPv6", three + [off, R.peer("a", #"{"peerIP": "2001:db8::1", "asNumber": 65000}"#)], []),
        NamesRow(
            "IPv6 peer with port", TestCluster.dual + [off, R.peer("a", #"{"peerIP": "[ac13::57]:50", "asNumber": 65000}"#)],
            ["Global_ac13__57_port_50"]),
        NamesRow(
            "peer of a named node", three + [off, R.peer("a", #"{"node": "kube-master", "peerIP": "192.0.2.1", "asNumber": 65000}"#)],
            ["Node_192_0_2_1"]),
        NamesRow("not of others", three + [off, R.peer("a", #"{"node": "kube-node-1", "peerIP": "192.0.2.1", "asNumber": 65000}"#)], []),
        NamesRow(
            "peer of selected nodes",
            [reflector] + others + [R.peer("a", #"{"nodeSelector": "has(rr)", "peerIP": "192.0.2.1", "asNumber": 65000}"#)], ["Node_192_0_2_1"]),
        NamesRow(
            "not of others",
            [reflector] + others + [off, R.peer("a", #"{"nodeSelector": "has(rr)", "peerIP": "192.0.2.1", "asNumber": 65000}"#)],
            as: "kube-node-1", []),
        NamesRow(
            "selected peers", [reflector] + others + [R.peer("a", #"{"nodeSelector": "has(rr)", "peerSelector": "!has(rr)"}"#)],
            ["Node_10_192_0_3", "Node_10_192_0_4"]),
        NamesRow(
            "and the counterparts", [reflector] + others + [off, R.peer("a", #"{"nodeSelector": "has(rr)", "peerSelector": "!has(rr)"}"#)],
            as: "kube-node-2", ["Node_10_192_0_2"]),
        NamesRow(
            "unless there shall be none",
            [reflector] + others + [off, R.peer("a", #"{"nodeSelector": "has(rr)", "peerSelector": "!has(rr)", "reversePeering": "Manual"}"#)],
            as: "kube-node-2", []),
        NamesRow(
            "selected peers in both families", TestCluster.dual + [off, R.peer("a", #"{"node": "kube-master", "peerSelector": "all()"}"#)],
            ["Node_10_192_0_3", "Node_10_192_0_4", "Node_2001__102", "Node_2001__104"]),
        NamesRow(
            "all with all: global, not with oneself", three + [off, R.peer("a", #"{"peerSelector": "all()"}"#)],
            ["Global_10_192_0_3", "Global_10_192_0_4"]),
        NamesRow(
            "a node's address: counterpart", three + [off, R.peer("a", #"{"node": "kube-node-1", "peerIP": "10.192.0.2"}"#)],
            ["Node_10_192_0_3"]),
        NamesRow("of one family", TestCluster.dual + [off, R.peer("a", #"{"node": "kube-node-1", "peerIP": "2001::103"}"#)], ["Node_2001__102"]),
        NamesRow("not with another AS", three + [off, R.peer("a", #"{"node": "kube-node-1", "peerIP": "10.192.0.2", "asNumber": 65000}"#)], []),
        NamesRow(
            "absent AS is the cluster's",
            [R.node("kube-master", "10.192.0.2/16", as: 65001)] + others + [off, R.peer("a", #"{"node": "kube-node-1", "peerIP": "10.192.0.2"}"#)], []
        ),
        NamesRow(
            "the node's own AS",
            [R.node("kube-master", "10.192.0.2/16", as: 65001)] + others
                + [off, R.peer("a", #"{"node": "kube-node-1", "peerIP": "10.192.0.2", "asNumber": 65001}"#)], ["Node_10_192_0_3"]),
        NamesRow(
            "a port that the node does not listen on",
            three + [
                R.configuration(#"{"nodeToNodeMeshEnabled": false, "listenPort": 179}"#),
                R.peer("a", #"{"node": "kube-node-1", "peerIP": "10.192.0.2:500"}"#),
            ], []),
        NamesRow(
            "the port of the node, though the cluster has another",
            three + [
                R.configuration(#"{"nodeToNodeMeshEnabled": false, "listenPort": 178}"#),
                R.configuration(#"{"listenPort": 500}"#, node: "kube-master"),
                R.peer("a", #"{"node": "kube-node-1", "peerIP": "10.192.0.2:500"}"#),
            ], ["Node_10_192_0_3_port_178"]),
        NamesRow(
            "a port where nobody says what the node listens on", three + [off, R.peer("a", #"{"node": "kube-node-1", "peerIP": "10.192.0.2:500"}"#)],
            ["Node_10_192_0_3"]),
        NamesRow(
            "the peer's own address has no session", three + [off, R.peer("a", #"{"peerIP": "10.192.0.2"}"#)],
            ["Node_10_192_0_3", "Node_10_192_0_4"]),
        NamesRow(
            "explicit ones win over the mesh", three + [R.peer("a", #"{"node": "kube-master", "peerIP": "10.192.0.4"}"#)],
            ["Mesh_10_192_0_3", "Node_10_192_0_4"]),
        NamesRow(
            "global wins over node",
            three + [off, R.peer("a", #"{"node": "kube-master", "peerIP": "192.0.2.1"}"#), R.peer("b", #"{"peerIP": "192.0.2.1:50"}"#)],
            ["Global_192_0_2_1_port_50"]),
        NamesRow(
            "the first by name wins", three + [off, R.peer("b", #"{"peerIP": "192.0.2.1:50"}"#), R.peer("a", #"{"peerIP": "192.0.2.1:51"}"#)],
            ["Global_192_0_2_1_port_51"]),
    ]

    @Test(arguments: mesh + explicit)
    func names(_ row: NamesRow) { #expect(NodePlan(row.resources, as: row.node).names == row.names.sorted()) }

    struct RemarkRow: Sendable, CustomTestStringConvertible {
        let name: String
        let resources: [TestResource]
        var areRight = true
        let words: [String]
        var testDescription: String { name }
    }

    static let remarkRows: [RemarkRow] = [
        RemarkRow(name: "nothing to tell", resources: three, words: []),
        RemarkRow(
            name: "mesh session replaced", resources: three + [R.peer("a", #"{"node": "kube-master", "peerIP": "10.192.0.4"}"#)],
            words: [
                "BGPConfiguration(default): the mesh has no session of its own with 10.192.0.4: BGPPeer a has one, and there is one for each address"
            ]),
        RemarkRow(
            name: "node loses to global",
            resources: three + [off, R.peer("a", #"{"node": "kube-master", "peerIP": "192.0.2.1"}"#), R.peer("b", #"{"peerIP": "192.0.2.1"}"#)],
            words: ["BGPPeer(a): it has no session with 192.0.2.1: BGPPeer b has one, and there is one for each address"]),
        RemarkRow(
            name: "a counterpart that loses is no news",
            resources: three + [off, R.peer("a", #"{"peerSelector": "all()"}"#), R.peer("b", #"{"node": "kube-node-1", "peerIP": "10.192.0.2"}"#)],
            words: []),
        RemarkRow(
            name: "missing filter", resources: three + [off, R.peer("a", #"{"peerIP": "192.0.2.1", "filters": ["x"]}"#)],
            words: ["BGPPeer(a): filter x does not exist; its rules are left out"]),
        RemarkRow(
            name: "missing filter of another node",
            resources: three + [off, R.peer("a", #"{"node": "kube-node-1", "peerIP": "192.0.2.1", "filters": ["x"]}"#)],
            words: []),
        RemarkRow(
            name: "no address of the family", resources: three + [off, R.peer("a", #"{"peerIP": "2001:db8::1"}"#)],
            words: ["BGPPeer(a): no session with 2001:db8::1: node kube-master has no address of that family"]),
        RemarkRow(
            name: "not for selectors",
            resources: [TestCluster.master] + TestCluster.dual.dropFirst() + [off, R.peer("a", #"{"peerSelector": "all()"}"#)],
            words: []),
        RemarkRow(
            name: "own address of a named node", resources: three + [off, R.peer("a", #"{"node": "kube-master", "peerIP": "10.192.0.2"}"#)],
            words: ["BGPPeer(a): 10.192.0.2 is the node's own address; there is no session"]),
        RemarkRow(name: "own address of a peer for all", resources: three + [off, R.peer("a", #"{"peerIP": "10.192.0.2"}"#)], words: []),
        RemarkRow(
            name: "reachableBy of the other family",
            resources: three + [off, R.peer("a", #"{"peerIP": "192.0.2.1", "reachableBy": "2001:db8::1"}"#)],
            areRight: false,
            words: ["BGPPeer(a): reachableBy 2001:db8::1 is of another family than peerIP 192.0.2.1; the resource has no effect"]),
        RemarkRow(
            name: "no peer at all", resources: three + [off, R.peer("a", #"{"peerIP": "nonsense"}"#)], areRight: false,
            words: ["BGPPeer(a): it has no peerIP that is an address, no peerSelector and no localWorkloadSelector; the resource has no effect"]),
        RemarkRow(
            name: "workloads without an AS number", resources: three + [off, R.peer("a", #"{"localWorkloadSelector": "all()"}"#)], areRight: false,
            words: ["BGPPeer(a): localWorkloadSelector needs an asNumber; the resource has no effect"]),
        RemarkRow(
            name: "one address, two nodes", resources: three + [off, R.node("twin", "10.192.0.4/16")],
            words: ["Node(kube-node-2): 10.192.0.4 is the address of several nodes: kube-node-2, twin"]),
        RemarkRow(
            name: "no IPv4 for a router id", resources: [R.node("kube-master", nil, "2001::103/64")],
            words: ["Node(kube-master): has no IPv4 address to be the BGP router id; give it a router id, or hash"]),
        RemarkRow(
            name: "no such node", resources: Array(others), words: ["Node(kube-master): there is no such resource; the node has no BGP sessions"]),
        RemarkRow(
            name: "unknown community",
            resources: three + [off, R.configuration(#"{"prefixAdvertisements": [{"cidr": "10.0.0.0/8", "communities": ["x"]}]}"#)], areRight: false,
            words: ["BGPConfiguration(default): x, for 10.0.0.0/8, is no community and no name of one; it is left out"]),
    ]

    @Test(arguments: remarkRows)
    func words(_ row: RemarkRow) {
        let plan = NodePlan(row.resources, areRight: row.areRight)
        #expect(plan.words.filter { !$0.hasPrefix("BGPConfiguration(default): the mesh") || row.words.contains($0) } == row.words)
    }

    @Test func badSelectorHasNoEffect() {
        let plan = NodePlan(Self.three + [Self.off, R.peer("a", #"{"peerSelector": "has("}"#)], areRight: false)
        #expect(plan.sessions.isEmpty)
        #expect(plan.words.count == 1 && plan.words[0].hasPrefix("BGPPeer(a): peerSelector is no selector: "))
    }

    @Test func manyLostSessionsAreOneRemark() {
        let nodes = (1...6).map { R.node("node-\($0)", "10.0.0.\($0)/24") }
        let plan = NodePlan(nodes + [Self.off, R.peer("a", #"{"peerSelector": "all()"}"#), R.peer("b", #"{"peerSelector": "all()"}"#)], as: "node-1")
        #expect(
            plan.words == [
                "BGPPeer(b): it has no session with 10.0.0.2, 10.0.0.3, 10.0.0.4 and 2 more: BGPPeer a has one, and there is one for each address"
            ])
    }

    /// Local workloads (facts D9).
    @Test func workloads() {
        let peer = R.peer("w", #"{"nodeSelector": "all()", "localWorkloadSelector": "has(bgp)", "asNumber": 65010, "localASNumber": 65011}"#)
        let plan = NodePlan(TestCluster.nodes + [Self.off, peer]) { $0.workloadPeers = ["w": ["10.65.0.7", "fd00::7"], "other": ["10.65.0.8"]] }
        #expect(plan.names == ["Local_Workload_10_65_0_7"])
        #expect(plan.words == ["BGPPeer(w): no session with fd00::7: node kube-master has no address of that family"])
        let session = plan.sessions["10.65.0.7"]
        #expect(session?.isPassive == true && session?.source == nil && session?.password == nil)
        #expect(session?.remoteAS == 65010 && session?.localAS == 65011 && session?.origin == .localWorkload)
    }
}
