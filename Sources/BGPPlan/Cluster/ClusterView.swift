internal import JSON
public import Model

/// The cluster's resources that decide how nodes speak BGP; changed one resource at a time.
public struct ClusterView: Sendable {
    /// By the nodes' names.
    public var nodes: [String: Node] = [:]
    public var peers: [String: BGPPeer] = [:]
    public var filters: [String: BGPFilter] = [:]
    /// By name: "default", "node.NAME".
    public var configurations: [String: BGPConfiguration] = [:]
    public var pools: [String: IPPool] = [:]
    public var affinities: [String: BlockAffinity] = [:]

    public init() {}

    /// What to watch.
    public static let kinds: [Kind] = [
        BGPConfigurationKind.kind, BGPFilterKind.kind, BGPPeerKind.kind, BlockAffinityKind.kind, IPPoolKind.kind, NodeKind.kind,
    ]

    /// Takes a new or changed resource in.
    ///
    /// - Returns: False when no plan can depend on it: it is of another kind, or nothing but what the datastore keeps about it (its version) is new.
    @discardableResult
    public mutating func put(_ resource: AnyResource) -> Bool {
        if let node = Node(resource) { return Self.replace(&nodes, node) }
        if let affinity = BlockAffinity(resource) { return Self.replace(&affinities, affinity) }
        if let peer = BGPPeer(resource) { return Self.replace(&peers, peer) }
        if let filter = BGPFilter(resource) { return Self.replace(&filters, filter) }
        if let configuration = BGPConfiguration(resource) { return Self.replace(&configurations, configuration) }
        if let pool = IPPool(resource) { return Self.replace(&pools, pool) }
        return false
    }

    /// Takes a deleted resource out.
    ///
    /// - Returns: False when it was not there.
    @discardableResult
    public mutating func remove(_ identity: ResourceIdentity) -> Bool {
        switch identity.kind {
        case NodeKind.kind: nodes.removeValue(forKey: identity.name) != nil
        case BlockAffinityKind.kind: affinities.removeValue(forKey: identity.name) != nil
        case BGPPeerKind.kind: peers.removeValue(forKey: identity.name) != nil
        case BGPFilterKind.kind: filters.removeValue(forKey: identity.name) != nil
        case BGPConfigurationKind.kind: configurations.removeValue(forKey: identity.name) != nil
        case IPPoolKind.kind: pools.removeValue(forKey: identity.name) != nil
        default: false
        }
    }

    private static func replace<K: ResourceKind>(_ resources: inout [String: Resource<K>], _ new: Resource<K>) -> Bool {
        guard let old = resources.updateValue(new, forKey: new.name) else { return true }
        return old.untyped.spec != new.untyped.spec || old.metadata.object["labels"] != new.metadata.object["labels"]
    }
}
