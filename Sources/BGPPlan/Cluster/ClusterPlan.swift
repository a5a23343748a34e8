internal import Addresses
internal import BGPWire

/// The plans of all nodes of a cluster, and who peers with whom.
///
/// What only the nodes themselves know (local workloads, own podCIDRs, router ids) is not in it.
public struct ClusterPlan: Sendable {
    /// Two ends of a session, or one end of a session with somebody who is no node.
    public struct Peering: Hashable, Sendable {
        public var node: String
        public var session: SessionPlan
        /// The node at the other end; nil for a peer outside.
        public var remoteNode: String?
        /// The other end's plan for it; nil for a peer outside, and where the other end has none: the session will not come up.
        public var counterpart: SessionPlan?

        /// Somebody is missing at the other end, who should be there.
        public var isOneSided: Bool { remoteNode != nil && counterpart == nil }

        /// Why the session between two nodes will not come up, as far as their plans tell; nil when they fit.
        public var fault: String? {
            guard let remoteNode else { return nil }
            guard let counterpart else { return "\(remoteNode) has no session with \(node)" }
            if session.remoteAS != counterpart.localAS {
                return "\(node) expects AS \(session.remoteAS) of \(remoteNode), which has \(counterpart.localAS)"
            }
            if counterpart.remoteAS != session.localAS {
                return "\(remoteNode) expects AS \(counterpart.remoteAS) of \(node), which has \(session.localAS)"
            }
            if session.password != counterpart.password { return "\(node) and \(remoteNode) have different passwords for it" }
            if session.isPassive, counterpart.isPassive { return "\(node) and \(remoteNode) both wait for the other to connect" }
            return nil
        }
    }

    /// By name.
    public let plans: [String: NodePlan]
    /// Each session once: from the node whose name is first, or whose end is the only one. In the order of nodes, then addresses.
    public let peerings: [Peering]

    public init(_ view: ClusterView) {
        let index = ClusterIndex(view)
        var plans: [String: NodePlan] = [:]
        plans.reserveCapacity(index.nodes.count)
        for node in index.nodes { plans[node.name] = NodePlanner(index, NodeFacts(name: node.name)).plan() }
        var peerings: [Peering] = []
        for node in index.nodes {
            guard let own = plans[node.name] else { continue }
            for address in own.sessions.keys.sorted() {
                guard let session = own.sessions[address] else { continue }
                let counterpart = session.remoteNode.flatMap { other in
                    node.address(session.address.family).flatMap { plans[other]?.sessions[$0] }
                }
                if let other = session.remoteNode, counterpart != nil, other < node.name { continue }
                peerings.append(Peering(node: node.name, session: session, remoteNode: session.remoteNode, counterpart: counterpart))
            }
        }
        self.plans = plans
        self.peerings = peerings
    }
}
