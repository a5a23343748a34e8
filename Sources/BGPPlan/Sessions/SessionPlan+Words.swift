internal import Addresses

extension SessionPlan {
    /// As upstream names it in BIRD: Mesh_10_192_0_3, Node_1_2_3_4_port_50.
    public var name: String {
        let host = String(address.description.map { $0 == "." || $0 == ":" ? "_" : $0 })
        guard origin != .mesh, let port else { return "\(origin.rawValue)_\(host)" }
        return "\(origin.rawValue)_\(host)_port_\(port)"
    }

    /// Why there is such a session, for people.
    public var why: String {
        let resource = resource ?? ""
        if isReverse { return "BGPPeer \(resource) gives \(remoteNode.map { "node \($0)" } ?? "the peer") a session with this node" }
        switch origin {
        case .mesh: return "node-to-node mesh"
        case .global: return "BGPPeer \(resource) is for all nodes"
        case .node: return "BGPPeer \(resource) names or selects this node"
        case .localWorkload: return "BGPPeer \(resource) selects a workload on this node"
        }
    }

    /// Both ends are in one AS (iBGP).
    public var isInternal: Bool { localAS == remoteAS }
}
