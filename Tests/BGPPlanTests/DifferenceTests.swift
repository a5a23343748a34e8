import Addresses
import BGPPlan
import BGPWire
import Model
import Testing

/// Which change of a resource touches which sessions, and no others.
@Suite struct DifferenceTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let before: [TestResource]
        /// Put after those; one of the same kind and name replaces.
        let change: [TestResource]
        var removed: [TestResource] = []
        let want: Outcome
        var testDescription: String { name }

        init(_ name: String, _ before: [TestResource], put change: [TestResource] = [], remove removed: [TestResource] = [], _ want: Outcome) {
            (self.name, self.before, self.change, self.removed, self.want) = (name, before, change, removed, want)
        }
    }

    /// What becomes of it: addresses' last parts of sessions, and flags.
    struct Outcome: Hashable, Sendable {
        var added: [IPAddress] = []
        var changed: [IPAddress: SessionChange] = [:]
        var removed: [IPAddress] = []
        var relabeled: [IPAddress] = []
        var flags: Set<String> = []

        init(
            added: [IPAddress] = [], changed: [IPAddress: SessionChange] = [:], removed: [IPAddress] = [], relabeled: [IPAddress] = [],
            _ flags: Set<String> = []
        ) {
            (self.added, self.changed, self.removed, self.relabeled, self.flags) = (added, changed, removed, relabeled, flags)
        }

        init(_ difference: PlanDifference) {
            added = difference.added.map(\.address)
            changed = difference.changes
            removed = difference.removed.map(\.address)
            relabeled = difference.relabeled.map(\.address)
            let all = [
                ("speaker", difference.speakerChanged), ("cluster", difference.clusterIDChanged), ("listeners", difference.listenersChanged),
                ("local", difference.localChanged), ("kernel", difference.kernelChanged), ("settings", difference.settingsChanged),
            ]
            flags = Set(all.filter(\.1).map(\.0))
        }
    }

    static let three = TestCluster.nodes
    static let off = TestCluster.noMesh
    static let pool = R.pool("a", "10.65.0.0/16")
    static func peer(_ more: String = "", _ name: String = "p") -> TestResource {
        R.peer(name, #"{"peerIP": "192.0.2.1", "asNumber": 65000\#(more.isEmpty ? "" : ", " + more)}"#)
    }
    static let base = three + [pool, peer()]
    static let f = R.filter("f", #"{"importV4": [{"action": "Reject"}]}"#)
    static let filtered = base + [f, R.peer("q", #"{"peerIP": "192.0.2.2", "filters": ["f"]}"#)]
    static let reflector = R.node("kube-node-1", "10.192.0.3/16", cluster: "10.0.0.1")
    static let all = R.peer("all", #"{"peerSelector": "all()"}"#)

    static let nodes: [Row] = [
        Row("nothing", base, .init()),
        Row("another node", base, put: [R.node("x", "10.192.0.9/16")], .init(added: ["10.192.0.9"])),
        Row("another node without address", base, put: [R.node("x")], .init()),
        Row("a node goes", base, remove: [three[2]], .init(removed: ["10.192.0.4"])),
        Row("a node's address", base, put: [R.node("kube-node-2", "10.192.0.5/16")], .init(added: ["10.192.0.5"], removed: ["10.192.0.4"])),
        Row("a node's subnet", base, put: [R.node("kube-node-2", "10.192.0.4/24")], .init()),
        Row("a node's label that nothing selects", base, put: [R.node("kube-node-2", "10.192.0.4/16", nil, ["a": "b"])], .init()),
        Row("a node's AS number", base, put: [R.node("kube-node-2", "10.192.0.4/16", as: 65004)], .init(changed: ["10.192.0.4": .connection])),
        Row("a node's IPv6 address, of no use to this one", base, put: [R.node("kube-node-2", "10.192.0.4/16", "2001::104/64")], .init()),
        Row(
            "a node of another name has the address", base, put: [R.node("new", "10.192.0.4/16")], remove: [three[2]],
            .init(relabeled: ["10.192.0.4"])),
        Row("a reflector leaves the mesh", base, put: [reflector], .init(removed: ["10.192.0.3"])),
        Row("a reflector that has an explicit session", base + [all], put: [reflector], .init(relabeled: ["10.192.0.3"])),
        Row(
            "this node becomes a reflector", base, put: [R.node("kube-master", "10.192.0.2/16", cluster: "10.0.0.1")],
            .init(removed: ["10.192.0.3", "10.192.0.4"], ["cluster"])),
        Row(
            "with explicit sessions: all the others are clients", three + [off, all, pool],
            put: [R.node("kube-master", "10.192.0.2/16", cluster: "10.0.0.1")],
            .init(changed: ["10.192.0.3": .policy, "10.192.0.4": .policy], ["cluster"])),
        Row(
            "this node's AS number", base, put: [R.node("kube-master", "10.192.0.2/16", as: 65002)],
            .init(changed: ["10.192.0.3": .connection, "10.192.0.4": .connection, "192.0.2.1": .connection], ["speaker"])),
        Row(
            "this node's address", base, put: [R.node("kube-master", "10.192.0.7/16")],
            .init(
                changed: ["10.192.0.3": [.connection, .dialing], "10.192.0.4": [.connection, .dialing], "192.0.2.1": .connection],
                ["speaker", "listeners"])),
        Row("this node's IPv6 address", base, put: [R.node("kube-master", "10.192.0.2/16", "2001::103/64")], .init(["listeners"])),
        Row("this node's subnet", base, put: [R.node("kube-master", "10.192.0.2/24")], .init(["kernel"])),
    ]

    static let peers: [Row] = [
        Row("a peer", base, put: [R.peer("q", #"{"peerIP": "192.0.2.2"}"#)], .init(added: ["192.0.2.2"])),
        Row("a peer goes", base, remove: [peer()], .init(removed: ["192.0.2.1"])),
        Row("a peer of another node", base, put: [R.peer("q", #"{"node": "kube-node-1", "peerIP": "192.0.2.2"}"#)], .init()),
        Row("its AS number", base, put: [R.peer("p", #"{"peerIP": "192.0.2.1", "asNumber": 65001}"#)], .init(changed: ["192.0.2.1": .connection])),
        Row("its port", base, put: [R.peer("p", #"{"peerIP": "192.0.2.1:50", "asNumber": 65000}"#)], .init(changed: ["192.0.2.1": .connection])),
        Row(
            "its password", base, put: [peer(#""password": {"secretKeyRef": {"name": "s", "key": "k"}}"#)], .init(changed: ["192.0.2.1": .connection])
        ),
        Row("its hops", base, put: [peer(#""ttlSecurity": 1"#)], .init(changed: ["192.0.2.1": .connection])),
        Row("its gateway", base, put: [peer(#""reachableBy": "10.192.0.1""#)], .init(changed: ["192.0.2.1": .connection])),
        Row("its source", base, put: [peer(#""sourceAddress": "None""#)], .init(changed: ["192.0.2.1": .connection])),
        Row("its keepalive time", base, put: [peer(#""keepaliveTime": "10s""#)], .init(changed: ["192.0.2.1": .timers])),
        Row("its restart time", base, put: [peer(#""maxRestartTime": "10s""#)], .init(changed: ["192.0.2.1": .timers])),
        Row("its next hop", base, put: [peer(#""nextHopMode": "Self""#)], .init(changed: ["192.0.2.1": .policy])),
        Row("what it means anyhow", base, put: [peer(#""nextHopMode": "Auto", "sourceAddress": "UseNodeIP", "reversePeering": "Auto""#)], .init()),
        Row("its own-AS allowance", base, put: [peer(#""numAllowedLocalASNumbers": 1"#)], .init(changed: ["192.0.2.1": .policy])),
        Row("its filters", base + [f], put: [peer(#""filters": ["f"]"#)], .init(changed: ["192.0.2.1": .policy])),
        Row("a filter that does not exist", base, put: [peer(#""filters": ["f"]"#)], .init()),
        Row("another resource says the same", base, put: [peer("", "other")], remove: [peer()], .init(relabeled: ["192.0.2.1"])),
        Row("for this node instead of all", base, put: [peer(#""node": "kube-master""#)], .init(relabeled: ["192.0.2.1"])),
        Row("an explicit session instead of the mesh's", base, put: [R.peer("q", #"{"peerIP": "10.192.0.4"}"#)], .init(relabeled: ["10.192.0.4"])),
        Row(
            "the same for this node: who connects is told otherwise", base, put: [R.peer("q", #"{"node": "kube-master", "peerIP": "10.192.0.4"}"#)],
            .init(changed: ["10.192.0.4": [.dialing, .labels]])),
    ]

    static let others: [Row] = [
        Row("rules of a filter", filtered, put: [R.filter("f", #"{"importV4": [{"action": "Accept"}]}"#)], .init(changed: ["192.0.2.2": .policy])),
        Row(
            "rules of the other family", filtered, put: [R.filter("f", #"{"importV4": [{"action": "Reject"}], "importV6": [{"action": "Accept"}]}"#)],
            .init()),
        Row("a filter goes", filtered, remove: [f], .init(changed: ["192.0.2.2": .policy])),
        Row("a filter that nobody has", filtered, put: [R.filter("g", #"{"importV4": [{"action": "Accept"}]}"#)], .init()),
        Row("mesh off", base, put: [off], .init(removed: ["10.192.0.3", "10.192.0.4"])),
        Row(
            "the cluster's AS number", base, put: [R.configuration(#"{"asNumber": 65009}"#)],
            .init(changed: ["10.192.0.3": .connection, "10.192.0.4": .connection, "192.0.2.1": .connection], ["speaker"])),
        Row(
            "the cluster's port", base, put: [R.configuration(#"{"listenPort": 178}"#)],
            .init(changed: ["10.192.0.3": .connection, "10.192.0.4": .connection], ["listeners"])),
        Row(
            "another node's port", base, put: [R.configuration(#"{"listenPort": 500}"#, node: "kube-node-1")],
            .init(changed: ["10.192.0.3": .connection])),
        Row("this node's port", base, put: [R.configuration(#"{"listenPort": 500}"#, node: "kube-master")], .init(["listeners"])),
        Row(
            "mesh password", base, put: [R.configuration(#"{"nodeMeshPassword": {"secretKeyRef": {"name": "s", "key": "k"}}}"#)],
            .init(changed: ["10.192.0.3": .connection, "10.192.0.4": .connection])),
        Row(
            "mesh restart time", base, put: [R.configuration(#"{"nodeMeshMaxRestartTime": "60s"}"#)],
            .init(changed: ["10.192.0.3": .timers, "10.192.0.4": .timers])),
        Row("binding", base, put: [R.configuration(#"{"bindMode": "NodeIP"}"#)], .init(["listeners"])),
        Row("severity", base, put: [R.configuration(#"{"logSeverityScreen": "Debug"}"#)], .init(["settings"])),
        Row("normal metric", base, put: [R.configuration(#"{"ipv4NormalRoutePriority": 500}"#)], .init(["local", "kernel"])),
        Row("who programs routes", base, put: [R.configuration(#"{"programClusterRoutes": "Disabled"}"#)], .init(["kernel"])),
        Row(
            "communities", base, put: [R.configuration(#"{"prefixAdvertisements": [{"cidr": "10.65.0.0/16", "communities": ["1:1"]}]}"#)],
            .init(changed: ["10.192.0.3": .policy, "10.192.0.4": .policy, "192.0.2.1": .policy])),
        Row(
            "communities of IPv6", base, put: [R.configuration(#"{"prefixAdvertisements": [{"cidr": "fd00::/16", "communities": ["1:1"]}]}"#)],
            .init()),
        Row(
            "services", base, put: [R.configuration(#"{"serviceClusterIPs": [{"cidr": "10.96.0.0/12"}]}"#)],
            .init(changed: ["10.192.0.3": .policy, "10.192.0.4": .policy, "192.0.2.1": .policy], ["local", "kernel"])),
        Row(
            "a pool", base, put: [R.pool("b", "10.77.0.0/16")],
            .init(changed: ["10.192.0.3": .policy, "10.192.0.4": .policy, "192.0.2.1": .policy], ["kernel"])),
        Row("a pool of IPv6", base, put: [R.pool("b", "fd00::/48")], .init(["kernel"])),
        Row("a pool's NAT", base, put: [R.pool("a", "10.65.0.0/16", #""natOutgoing": true"#)], .init()),
        Row("a pool's encapsulation", base, put: [R.pool("a", "10.65.0.0/16", #""vxlanMode": "Always""#)], .init(["kernel"])),
        Row("a block in a pool", base, put: [R.block("10.65.0.0/26", "kube-master")], .init(["local"])),
        Row("a block of another node", base, put: [R.block("10.65.0.0/26", "kube-node-1")], .init()),
        Row("a pending block", base, put: [R.block("10.65.0.0/26", "kube-master", #""state": "pending""#)], .init()),
    ]

    @Test(arguments: nodes + peers + others)
    func touches(_ row: Row) {
        var view = ClusterView(row.before)
        let facts = NodeFacts(name: "kube-master")
        let before = NodePlan(view, facts)
        for resource in row.change { view.put(resource.resource()) }
        for resource in row.removed {
            let wasThere = view.remove(resource.resource().identity)
            #expect(wasThere)
        }
        let after = NodePlan(view, facts)
        let difference = after.difference(from: before)
        #expect(Outcome(difference) == row.want)
        #expect(difference.isEmpty == (row.want == Outcome()))
        #expect(difference.changed.map(\.address) == row.want.changed.keys.sorted())
        // There and back again.
        let back = before.difference(from: after)
        #expect(back.added.map(\.address) == difference.removed.map(\.address) && back.changes == difference.changes)
    }

    @Test func fromNothing() {
        let plan = NodePlan(Self.base)
        let difference = plan.difference(from: nil)
        #expect(difference.added.map(\.address) == ["10.192.0.3", "10.192.0.4", "192.0.2.1"])
        #expect(Outcome(difference).flags == ["speaker", "listeners", "local", "kernel", "settings"])
        #expect(plan.difference(from: plan).isEmpty)
    }

    @Test func viewTellsWhatIsOfNoConcern() {
        var view = ClusterView(Self.base)
        var node = Self.three[0].resource()
        var answers = [view.put(node)]
        node.metadata.resourceVersion = "77"
        answers.append(view.put(node))
        node.metadata.labels = ["a": "b"]
        answers.append(view.put(node))
        answers.append(view.put(TestResource(kind: ProfileKind.kind, name: "x", spec: "{}").resource(isRight: false)))
        answers.append(view.remove(Self.pool.resource().identity))
        answers.append(view.remove(Self.pool.resource().identity))
        #expect(answers == [false, false, true, false, true, false])
        #expect(Set(ClusterView.kinds.map(\.plural)) == ["nodes", "bgppeers", "bgpfilters", "bgpconfigurations", "ippools", "blockaffinities"])
    }
}
