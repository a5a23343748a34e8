internal import Addresses

/// How large the node-to-node mesh of a cluster is.
public struct MeshSize: Hashable, Sendable {
    /// Nodes up to which a mesh does well.
    public static let comfortable = 100

    /// Nodes that take part; 0 when the mesh is off.
    public let nodes: Int
    /// In the whole cluster, those of both families counted.
    public let sessions: Int
    /// Of the node that has most.
    public let sessionsPerNode: Int

    public init(_ view: ClusterView) {
        let index = ClusterIndex(view)
        let members = index.settings.isMesh ? index.nodes.filter { $0.clusterID == nil && !$0.addresses.isEmpty } : []
        nodes = members.count
        let counts = IPAddress.Family.allCases.map { family in members.count { $0.address(family) != nil } }
        sessions = counts.reduce(0) { $0 + $1 * ($1 - 1) / 2 }
        let perNode = members.map { member in
            zip(IPAddress.Family.allCases, counts).reduce(0) { $0 + (member.address($1.0) != nil ? $1.1 - 1 : 0) }
        }
        sessionsPerNode = perNode.max() ?? 0
    }

    /// What to tell people about a mesh of more than ``comfortable`` nodes.
    public var warning: String? {
        guard nodes > Self.comfortable else { return nil }
        return "the node-to-node mesh has \(nodes) nodes: \(sessions) sessions in all, \(sessionsPerNode) on each node; "
            + "more than \(Self.comfortable) nodes do better with route reflectors"
    }
}
