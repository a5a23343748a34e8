internal import Addresses
internal import BGPCore
internal import BGPWire
internal import Model
internal import Selectors

/// Computes the plan of one node from the cluster's resources.
struct NodePlanner {
    private let index: ClusterIndex
    private let facts: NodeFacts
    private let node: NodeEntry?

    init(_ index: ClusterIndex, _ facts: NodeFacts) {
        self.index = index
        self.facts = facts
        node = index.placeByName[facts.name].map { index.nodes[$0] }
    }

    func plan() -> NodePlan {
        let settings = index.settings
        let own = index.nodeSettings[facts.name]
        var remarks = index.remarks + (own?.remarks ?? [])
        if node == nil {
            remarks.append(PlanRemark(subject: "Node(\(facts.name))", words: "there is no such resource; the node has no BGP sessions"))
        }
        let routes = OwnRoutes(index, facts, node)
        let identifier = routerID
        if identifier == nil, let node, !node.addresses.isEmpty {
            let words = "has no IPv4 address to be the BGP router id; give it a router id, or hash"
            remarks.append(PlanRemark(subject: "Node(\(facts.name))", words: words))
        }
        if node?.clusterID != nil, !index.pools.contains(where: \.isExported) {
            let words = "there is none: this reflector passes no pod networks of other nodes on; make pools that cover them"
            remarks.append(PlanRemark(subject: "IPPool", words: words))
        }
        var sessions = SessionPlanner(index, facts, node, routes)
        sessions.plan()
        return NodePlan(
            asNumber: node.map { index.asNumber($0) } ?? settings.asNumber, routerID: identifier, clusterID: node?.clusterID,
            addresses: node?.addresses ?? [], listenPort: own?.listenPort ?? settings.listenPort ?? 179,
            bindsNodeAddress: settings.bindsNodeAddress, logSeverity: (own?.logSeverity ?? settings.logSeverity).rawValue,
            ignoredInterfaces: settings.ignoredInterfaces, sessions: sessions.sessions, local: routes.local, kernel: routes.kernel,
            remarks: remarks + sessions.remarks)
    }

    private var routerID: BGPIdentifier? {
        switch facts.routerID {
        case .nodeAddress: node?.network4.flatMap { BGPIdentifier($0.address) }
        case .hash: BGPIdentifier(hashOf: facts.name)
        case .given(let identifier): identifier
        }
    }
}

extension BGPIdentifier {
    /// As upstream makes one of a node's name: the first four octets of its SHA-256, 32 less in the first where it would be above 223 (multicast
    /// and beyond).
    init(hashOf name: String) {
        var octets = SHA2.sha256(Array(name.utf8)).prefix(4).map { UInt32($0) }
        if octets[0] > 223 { octets[0] -= 32 }
        self.init(octets.reduce(0) { $0 << 8 | $1 })
    }
}
