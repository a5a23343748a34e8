import Addresses
import BGPPlan
import BGPWire
import TestSupport
import Testing

/// Random clusters: plans are the same each time, and nodes agree on who peers with whom.
@Suite struct SymmetryTests {
    /// Nodes, reflectors, labels, ports, AS numbers and BGPPeers at random; whatever names a node by address means it.
    static func cluster(_ seed: UInt64) -> [TestResource] {
        var random = SeededGenerator(seed: seed)
        func one(in count: Int) -> Bool { Int.random(in: 0..<count, using: &random) == 0 }
        func some<T>(_ values: [T]) -> T { values[Int.random(in: 0..<values.count, using: &random)] }
        let count = Int.random(in: 2...9, using: &random)
        var resources: [TestResource] = []
        var numbers: [Int?] = []
        for number in 1...count {
            let labels = ["rack": "r\(number % 3)"].merging(one(in: 3) ? ["rr": "y"] : [:]) { $1 }
            numbers.append(one(in: 4) ? some([65001, 65002]) : nil)
            resources.append(
                R.node(
                    "node-\(number)", one(in: 8) ? nil : "10.0.0.\(number * 7)/24", one(in: 2) ? nil : "2001:db8::\(number)/64",
                    as: numbers[number - 1],
                    cluster: one(in: 5) ? some(["10.9.9.1", "10.9.9.2"]) : nil, labels))
            if one(in: 5) { resources.append(R.configuration(#"{"listenPort": \#(some([500, 501]))}"#, node: "node-\(number)")) }
        }
        let settings = (one(in: 3) ? [#""nodeToNodeMeshEnabled": false"#] : []) + (one(in: 3) ? [#""listenPort": 178"#] : [])
        resources.append(R.configuration("{" + settings.joined(separator: ", ") + "}"))
        for number in 0..<Int.random(in: 0...4, using: &random) {
            let scope = some([
                "", #""node": "node-\#(Int.random(in: 1...count, using: &random))""#, #""nodeSelector": "has(rr)""#,
                #""nodeSelector": "rack == 'r1'""#,
            ])
            let target: String
            if one(in: 2) {
                target = some([
                    #""peerSelector": "has(rr)""#, #""peerSelector": "!has(rr)""#, #""peerSelector": "rack == 'r2'""#, #""peerSelector": "all()""#,
                ])
            } else {
                let place = Int.random(in: 1...count, using: &random)
                let address = one(in: 2) ? "10.0.0.\(place * 7)" : "2001:db8::\(place)"
                target = #""peerIP": "\#(address)", "asNumber": \#(numbers[place - 1] ?? 64512)"#
            }
            resources.append(R.peer("peer-\(number)", "{" + [scope, target].filter { !$0.isEmpty }.joined(separator: ", ") + "}"))
        }
        return resources
    }

    @Test(arguments: 0..<400)
    func bothOrNeither(_ seed: UInt64) {
        let resources = Self.cluster(seed)
        let plan = ClusterPlan(ClusterView(resources))
        for (name, own) in plan.plans {
            for session in own.sessions.values {
                guard let other = session.remoteNode, let theirs = plan.plans[other] else {
                    if session.remoteNode != nil { Issue.record("no plan of \(session)") }
                    continue
                }
                let mine = own.addresses.first { $0.family == session.address.family }
                guard let counterpart = mine.flatMap({ theirs.sessions[$0] }) else {
                    Issue.record("\(name) has a session with \(other), which has none back: \(session.why)")
                    continue
                }
                #expect(counterpart.remoteAS == session.localAS && counterpart.localAS == session.remoteAS)
                #expect(!(session.isPassive && counterpart.isPassive), "nobody connects")
                #expect(counterpart.isReflector == session.isClient || session.resource != nil, "\(name) and \(other)")
            }
        }
        #expect(plan.peerings.allSatisfy { $0.fault == nil })
    }

    /// Sessions that will not come up, and why.
    @Test(arguments: [
        (#"{"node": "kube-node-1", "peerIP": "10.192.0.2", "reversePeering": "Manual"}"#, off, "kube-master has no session with kube-node-1"),
        (
            #"{"node": "kube-node-1", "peerIP": "10.192.0.4", "asNumber": 65123}"#, on,
            "kube-node-1 expects AS 65123 of kube-node-2, which has 64512"
        ),
        (
            #"{"node": "kube-node-2", "peerIP": "10.192.0.3", "asNumber": 65123}"#, on,
            "kube-node-2 expects AS 65123 of kube-node-1, which has 64512"
        ),
        (
            #"{"node": "kube-node-1", "peerIP": "10.192.0.4", "reversePeering": "Manual", "password": {"secretKeyRef": {"name": "s", "key": "k"}}}"#,
            on, "kube-node-1 and kube-node-2 have different passwords for it"
        ),
        (#"{"node": "kube-node-1", "peerIP": "10.192.0.4", "asNumber": 64512}"#, on, nil), (#"{"peerSelector": "all()"}"#, off, nil),
        (#"{"peerIP": "192.0.2.1", "asNumber": 65000}"#, off, nil),
    ])
    func faults(_ spec: String, _ mesh: TestResource, _ want: String?) {
        let plan = ClusterPlan(ClusterView(TestCluster.nodes + [mesh, R.peer("p", spec)]))
        #expect(!plan.peerings.isEmpty)
        #expect(plan.peerings.compactMap(\.fault) == [want].compactMap { $0 })
    }

    static let off = TestCluster.noMesh
    static let on = R.configuration("{}")

    @Test(arguments: 0..<100)
    func sameEachTime(_ seed: UInt64) {
        let resources = Self.cluster(seed)
        let (view, shuffled) = (ClusterView(resources), ClusterView(resources.reversed()))
        let all = ClusterPlan(view).plans
        for (name, plan) in all {
            #expect(NodePlan(view, NodeFacts(name: name)) == plan)
            #expect(NodePlan(shuffled, NodeFacts(name: name)) == plan)
            #expect(NodePlan(view, NodeFacts(name: name)).difference(from: plan).isEmpty)
        }
    }

    /// Where one end alone has a session: the other end is not known to be a node that is meant, or is told to have none.
    @Test(arguments: [
        ("reversePeering Manual", #"{"node": "kube-node-1", "peerIP": "10.192.0.2", "reversePeering": "Manual"}"#),
        ("another AS number than the node has", #"{"node": "kube-node-1", "peerIP": "10.192.0.2", "asNumber": 65000}"#),
        ("another port than the node listens on", #"{"node": "kube-node-1", "peerIP": "10.192.0.2:600"}"#),
    ])
    func exceptions(_ name: String, _ spec: String) throws {
        let view = ClusterView(
            TestCluster.nodes + [R.configuration(#"{"nodeToNodeMeshEnabled": false, "listenPort": 179}"#), R.peer("p", spec)])
        let plan = ClusterPlan(view)
        #expect(plan.peerings.map(\.node) == ["kube-node-1"])
        #expect(plan.peerings[0].remoteNode == "kube-master" && plan.peerings[0].isOneSided)
    }

    /// The AS number that a BGPPeer leaves out is the local node's for its own session, and the cluster's for finding the node that is meant.
    @Test func noAsNumberAndNodesInAnotherAS() {
        let nodes = [R.node("a", "10.0.0.1/24", as: 65001), R.node("b", "10.0.0.2/24", as: 65001)]
        let plan = ClusterPlan(ClusterView(nodes + [TestCluster.noMesh, R.peer("p", #"{"node": "a", "peerIP": "10.0.0.2"}"#)]))
        #expect(plan.peerings.count == 1 && plan.peerings[0].isOneSided)
    }

    @Test func eachPeeringOnce() {
        let plan = ClusterPlan(ClusterView(TestCluster.dual + [R.peer("p", #"{"peerIP": "192.0.2.1", "asNumber": 65000}"#)]))
        let between = plan.peerings.filter { $0.remoteNode != nil }
        #expect(between.count == 6 && between.allSatisfy { $0.counterpart != nil && $0.node < $0.remoteNode ?? "" })
        #expect(plan.peerings.filter { $0.remoteNode == nil }.map(\.node) == ["kube-master", "kube-node-1", "kube-node-2"])
    }

    @Test func meshSizes() {
        let nodes = (1...101).map { R.node("node-\($0)", "10.0.0.\($0)/16", $0 <= 10 ? "2001:db8::\($0)/64" : nil) }
        let large = MeshSize(ClusterView(nodes))
        #expect(large.nodes == 101 && large.sessions == 5050 + 45 && large.sessionsPerNode == 109)
        #expect(large.warning?.contains("101 nodes: 5095 sessions in all, 109 on each node") == true)
        let small = MeshSize(ClusterView(Array(nodes.dropFirst())))
        #expect(small.nodes == 100 && small.warning == nil)
        let off = MeshSize(ClusterView(nodes + [TestCluster.noMesh]))
        #expect(off.nodes == 0 && off.sessions == 0 && off.sessionsPerNode == 0 && off.warning == nil)
        #expect(MeshSize(ClusterView(TestCluster.nodes + [R.node("rr", "10.192.0.9/16", cluster: "10.0.0.1")])).nodes == 3)
    }
}
