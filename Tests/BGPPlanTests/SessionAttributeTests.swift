import Addresses
import BGPCore
import BGPPlan
import BGPWire
import Testing

/// What a session is like (facts D2.2 to D2.4).
@Suite struct SessionAttributeTests {
    static let three = TestCluster.nodes
    static let off = TestCluster.noMesh
    static let others = Array(three.dropFirst())
    static func outside(_ more: String, _ scope: String = "") -> TestResource {
        R.peer("p", #"{"peerIP": "192.0.2.1", "asNumber": 65000\#(scope)\#(more.isEmpty ? "" : ", " + more)}"#)
    }
    static func alone(_ more: String) -> [TestResource] { three + [off, outside(more)] }

    static let plain: [SessionRow] = [
        SessionRow("mesh: passive with the smaller text", three, "10.192.0.3") { $0.isPassive },
        SessionRow("mesh: not passive with the larger", three, as: "kube-node-2", "10.192.0.3") { !$0.isPassive },
        SessionRow("addresses are compared as text", [R.node("a", "10.0.0.9/24"), R.node("b", "10.0.0.10/24")], as: "b", "10.0.0.9") { $0.isPassive },
        SessionRow("addresses are compared as text", [R.node("a", "10.0.0.9/24"), R.node("b", "10.0.0.10/24")], as: "a", "10.0.0.10") {
            !$0.isPassive
        },
        SessionRow("mesh: as the default AS", three, "10.192.0.3") { $0.localAS == 64512 && $0.remoteAS == 64512 && $0.isInternal },
        SessionRow("mesh: source", three, "10.192.0.4") { $0.source == "10.192.0.2" },
        SessionRow("mesh: the rest", three, "10.192.0.4") {
            $0.port == nil && $0.maximumHops == nil && $0.gateway == nil && $0.password == nil && $0.restartTime == nil && $0.keepaliveTime == nil
                && $0.holdTime == 90 && !$0.isClient && !$0.isReflector && $0.nextHop == .auto && $0.allowedOwnAS == 0 && $0.importFilters.isEmpty
                && $0.exportFilters.count == 1 && $0.remoteNode == "kube-node-2" && $0.why == "node-to-node mesh" && $0.resource == nil
        },
        SessionRow("mesh: IPv6", TestCluster.dual, "2001::102") { $0.source == "2001::103" && !$0.isPassive },
        SessionRow("mesh: the other node's AS", three + [R.node("x", "10.192.0.9/16", as: 65009)], "10.192.0.9") {
            $0.remoteAS == 65009 && !$0.isInternal
        },
        SessionRow("mesh: the cluster's AS", three + [R.configuration(#"{"asNumber": "1.10"}"#)], "10.192.0.3") {
            $0.localAS == 65546 && $0.remoteAS == 65546
        },
        SessionRow("mesh: the cluster's port", three + [R.configuration(#"{"listenPort": 178}"#)], "10.192.0.3") {
            $0.port == 178 && $0.name == "Mesh_10_192_0_3"
        },
        SessionRow(
            "mesh: the other node's port",
            three + [R.configuration(#"{"listenPort": 178}"#), R.configuration(#"{"listenPort": 500}"#, node: "kube-node-1")], "10.192.0.3"
        ) { $0.port == 500 },
        SessionRow(
            "mesh: password and restart time",
            three + [R.configuration(#"{"nodeMeshPassword": {"secretKeyRef": {"name": "s", "key": "k"}}, "nodeMeshMaxRestartTime": "61500ms"}"#)],
            "10.192.0.3"
        ) { $0.password == SecretReference(name: "s", key: "k") && $0.restartTime == 62 },
        SessionRow("global: outside", alone(""), "192.0.2.1") {
            $0.remoteAS == 65000 && !$0.isInternal && !$0.isPassive && $0.source == "10.192.0.2" && $0.remoteNode == nil && $0.resource == "p"
                && $0.why == "BGPPeer p is for all nodes"
        },
        SessionRow("no AS number: that of the node", three + [off, R.peer("p", #"{"peerIP": "192.0.2.1"}"#)], "192.0.2.1") { $0.isInternal },
        SessionRow("local AS", alone(#""localASNumber": 65000"#), "192.0.2.1") { $0.localAS == 65000 && $0.isInternal },
        SessionRow("no source", alone(#""sourceAddress": "None""#), "192.0.2.1") { $0.source == nil },
        SessionRow("password", alone(#""password": {"secretKeyRef": {"name": "s", "key": "k"}}"#), "192.0.2.1") { $0.password?.key == "k" },
        SessionRow("a password without a name is none", alone(#""password": {"secretKeyRef": {"key": "k"}}"#), "192.0.2.1") { $0.password == nil },
        SessionRow("hops", alone(#""ttlSecurity": 2"#), "192.0.2.1") { $0.maximumHops == 2 },
        SessionRow("0 hops", alone(#""ttlSecurity": 0"#), "192.0.2.1") { $0.maximumHops == nil },
        SessionRow("gateway", alone(#""reachableBy": "10.192.0.1""#), "192.0.2.1") { $0.gateway == "10.192.0.1" },
        SessionRow("restart time", alone(#""maxRestartTime": "10s""#), "192.0.2.1") { $0.restartTime == 10 },
        SessionRow("keepalive time", alone(#""keepaliveTime": "5s""#), "192.0.2.1") { $0.keepaliveTime == 5 && $0.holdTime == 15 },
        SessionRow("shortest hold time", alone(#""keepaliveTime": "1s""#), "192.0.2.1") { $0.holdTime == 3 },
        SessionRow("longest hold time", alone(#""keepaliveTime": "60s""#), "192.0.2.1") { $0.holdTime == 90 },
        SessionRow("rounded up", alone(#""keepaliveTime": "1500ms""#), "192.0.2.1") { $0.keepaliveTime == 2 },
        SessionRow("next hop self", alone(#""nextHopMode": "Self""#), "192.0.2.1") { $0.nextHop == .own },
        SessionRow("next hop keep", alone(#""nextHopMode": "Keep""#), "192.0.2.1") { $0.nextHop == .keep },
        SessionRow("next hop auto", alone(#""nextHopMode": "Auto""#), "192.0.2.1") { $0.nextHop == .auto },
        SessionRow("keep, as it was", alone(#""keepOriginalNextHop": true"#), "192.0.2.1") { $0.nextHop == .keep },
        SessionRow("keep, as it was, is for external peers", alone(#""keepOriginalNextHop": true, "localASNumber": 65000"#), "192.0.2.1") {
            $0.nextHop == .auto
        },
        SessionRow("keep for internal peers too", alone(#""nextHopMode": "Keep", "localASNumber": 65000"#), "192.0.2.1") { $0.nextHop == .keep },
        SessionRow("own AS in paths", alone(#""numAllowedLocalASNumbers": 2"#), "192.0.2.1") { $0.allowedOwnAS == 2 },
        SessionRow("why, of a node's", three + [off, outside("", #", "node": "kube-master""#)], "192.0.2.1") {
            $0.origin == .node && $0.why == "BGPPeer p names or selects this node"
        },
    ]

    static let amongNodes: [SessionRow] = [
        SessionRow("global with a node: passive with the smaller text", three + [off, R.peer("p", #"{"peerSelector": "all()"}"#)], "10.192.0.3") {
            $0.origin == .global && $0.isPassive
        },
        SessionRow("not with the larger", three + [off, R.peer("p", #"{"peerSelector": "all()"}"#)], as: "kube-node-2", "10.192.0.3") {
            !$0.isPassive
        },
        SessionRow("global with a node's address: passive too", three + [off, R.peer("p", #"{"peerIP": "10.192.0.4"}"#)], "10.192.0.4") {
            $0.isPassive && $0.remoteNode == "kube-node-2"
        },
        SessionRow("global with one that is no node's: not", three + [off, R.peer("p", #"{"peerIP": "99.0.0.1"}"#)], "99.0.0.1") { !$0.isPassive },
        SessionRow("of a node: never passive", three + [off, R.peer("p", #"{"node": "kube-master", "peerSelector": "all()"}"#)], "10.192.0.3") {
            !$0.isPassive
        },
        SessionRow(
            "its counterpart",
            three + [off, R.peer("p", #"{"node": "kube-master", "peerSelector": "all()", "ttlSecurity": 1, "keepaliveTime": "5s"}"#)],
            as: "kube-node-1", "10.192.0.2"
        ) {
            !$0.isPassive && $0.isReverse && $0.origin == .node && $0.maximumHops == 1 && $0.keepaliveTime == 5 && $0.resource == "p"
                && $0.why == "BGPPeer p gives node kube-master a session with this node"
        },
        SessionRow(
            "selected: the node's AS and port",
            [R.node("kube-node-1", "10.192.0.3/16", as: 65003), TestCluster.master] + [
                off, R.configuration(#"{"listenPort": 500}"#, node: "kube-node-1"),
            ]
                + [R.peer("p", #"{"node": "kube-master", "peerSelector": "all()"}"#)], "10.192.0.3"
        ) { $0.remoteAS == 65003 && $0.port == 500 && $0.name == "Node_10_192_0_3_port_500" },
        SessionRow(
            "an address: the port of the node that has it",
            three + [
                off, R.configuration(#"{"listenPort": 500}"#, node: "kube-node-1"), R.peer("p", #"{"node": "kube-master", "peerIP": "10.192.0.3"}"#),
            ],
            "10.192.0.3"
        ) { $0.port == 500 },
        SessionRow(
            "the cluster's port",
            three + [
                R.configuration(#"{"nodeToNodeMeshEnabled": false, "listenPort": 178}"#),
                R.peer("p", #"{"node": "kube-master", "peerIP": "10.192.0.3"}"#),
            ],
            "10.192.0.3"
        ) { $0.port == 178 },
        SessionRow(
            "no port of a node in another AS",
            three + [
                R.configuration(#"{"nodeToNodeMeshEnabled": false, "listenPort": 178}"#),
                R.peer("p", #"{"node": "kube-master", "peerIP": "10.192.0.3", "asNumber": 65000}"#),
            ], "10.192.0.3"
        ) { $0.port == nil },
        SessionRow(
            "a port that is given stays",
            three + [
                R.configuration(#"{"nodeToNodeMeshEnabled": false, "listenPort": 178}"#),
                R.peer("p", #"{"node": "kube-master", "peerIP": "10.192.0.3:5"}"#),
            ],
            "10.192.0.3"
        ) { $0.port == 5 },
        SessionRow(
            "a counterpart hears the other's local AS",
            three + [off, R.peer("p", #"{"node": "kube-node-1", "peerIP": "10.192.0.2", "localASNumber": 65077}"#)], "10.192.0.3"
        ) { $0.remoteAS == 65077 && $0.localAS == 64512 },
        SessionRow(
            "no gateway of the other family", TestCluster.dual + [off, R.peer("p", #"{"peerSelector": "all()", "reachableBy": "10.192.0.1"}"#)],
            "2001::102", areRight: false
        ) { $0.gateway == nil },
    ]

    static let one = R.node("kube-master", "10.192.0.2/16", cluster: "10.0.0.1", ["rr": "y"])
    static let same = R.node("kube-node-1", "10.192.0.3/16", cluster: "10.0.0.1", ["rr": "y"])
    static let another = R.node("kube-node-1", "10.192.0.3/16", cluster: "10.0.0.2", ["rr": "y"])
    static let everybody = R.peer("p", #"{"peerSelector": "all()"}"#)
    static let last = three[2]

    static let reflection: [SessionRow] = [
        SessionRow("no cluster id: client", [one, last, everybody], "10.192.0.4") { $0.isClient && !$0.isReflector },
        SessionRow("and the client knows", [one, last, everybody], as: "kube-node-2", "10.192.0.2") { !$0.isClient && $0.isReflector },
        SessionRow("same cluster id: neither", [one, same, everybody], "10.192.0.3") { !$0.isClient && !$0.isReflector },
        SessionRow("another cluster id: both", [one, another, everybody], "10.192.0.3") { $0.isClient && $0.isReflector },
        SessionRow("counterparts too", [one, last, R.peer("p", #"{"nodeSelector": "!has(rr)", "peerSelector": "has(rr)"}"#)], "10.192.0.4") {
            $0.isClient && $0.isReverse
        },
        SessionRow("an external peer is none", [one, outside("")], "192.0.2.1") { !$0.isClient },
        SessionRow("an address is one, if internal", [one, R.peer("p", #"{"peerIP": "192.0.2.1", "asNumber": 64512}"#)], "192.0.2.1") { $0.isClient },
        SessionRow("internal by local AS", [one, outside(#""localASNumber": 65000"#)], "192.0.2.1") { $0.isClient },
        SessionRow("a node in another AS is none", [one, R.node("x", "10.192.0.9/16", as: 65009), everybody], "10.192.0.9") { !$0.isClient },
        SessionRow("and has no reflector", [one, R.node("x", "10.192.0.9/16", as: 65009), everybody], as: "x", "10.192.0.2") { !$0.isReflector },
        SessionRow("without reflectors: nothing", three + [off, everybody], "10.192.0.3") { !$0.isClient && !$0.isReflector },
    ]

    @Test(arguments: plain + amongNodes + reflection)
    func session(_ row: SessionRow) throws {
        let plan = NodePlan(row.resources, as: row.node, areRight: row.areRight)
        let address = try #require(IPAddress(row.address))
        let session = try #require(plan.sessions[address], "sessions: \(plan.names)")
        #expect(row.check(session), "\(session)")
    }
}
