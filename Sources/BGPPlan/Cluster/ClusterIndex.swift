internal import Addresses
internal import BGPWire
internal import Model

/// A ``ClusterView`` read once, for the plans of any of its nodes.
struct ClusterIndex: Sendable {
    let settings: ClusterSettings
    /// By name: of BGPConfigurations named node.NAME.
    let nodeSettings: [String: NodeSettings]
    /// In the order of their names.
    let nodes: [NodeEntry]
    let placeByName: [String: Int]
    /// Ascending places.
    let placesByAddress: [IPAddress: [Int]]
    /// In the order of their names.
    let peers: [PeerEntry]
    let filters: [String: FilterEntry]
    /// The longest prefixes first.
    let pools: [PoolEntry]
    /// By node: confirmed blocks.
    let blocks: [String: [IPPrefix]]
    /// About resources that concern all nodes.
    let remarks: [PlanRemark]

    init(_ view: ClusterView) {
        let settings = ClusterSettings(view.configurations["default"])
        var nodeSettings: [String: NodeSettings] = [:]
        for (name, configuration) in view.configurations where name.hasPrefix("node.") {
            nodeSettings[String(name.dropFirst(5))] = NodeSettings(configuration)
        }
        let nodes = view.nodes.values.sorted { $0.name < $1.name }.map {
            NodeEntry($0, listenPort: nodeSettings[$0.name]?.listenPort ?? settings.listenPort)
        }
        var places: [String: Int] = [:]
        var byAddress: [IPAddress: [Int]] = [:]
        for (place, node) in nodes.enumerated() {
            places[node.name] = place
            for address in node.addresses { byAddress[address, default: []].append(place) }
        }
        var remarks = settings.remarks
        var peers: [PeerEntry] = []
        for peer in view.peers.values.sorted(by: { $0.name < $1.name }) {
            do throws(PeerFault) {
                peers.append(try PeerEntry(peer, nodes))
            } catch {
                remarks.append(PlanRemark(subject: "BGPPeer(\(peer.name))", words: "\(error.words); the resource has no effect"))
            }
        }
        for (address, places) in byAddress.sorted(by: { $0.key < $1.key }) where places.count > 1 {
            let names = places.map { nodes[$0].name }.joined(separator: ", ")
            remarks.append(PlanRemark(subject: "Node(\(nodes[places[0]].name))", words: "\(address) is the address of several nodes: \(names)"))
        }
        self.settings = settings
        self.nodeSettings = nodeSettings
        self.nodes = nodes
        placeByName = places
        placesByAddress = byAddress
        self.peers = peers
        self.remarks = remarks
        filters = view.filters.mapValues { FilterEntry($0) }
        pools = view.pools.values.compactMap { PoolEntry($0) }.sorted { IPPrefix.isMoreSpecific($0.prefix, $1.prefix) }
        blocks = Self.blocks(view)
    }

    private static func blocks(_ view: ClusterView) -> [String: [IPPrefix]] {
        var blocks: [String: [IPPrefix]] = [:]
        for affinity in view.affinities.values {
            let spec = affinity.spec
            guard let node = spec.node, let cidr = spec.cidr, spec.type != .virtual, spec.deleted != true else { continue }
            guard spec.state == nil || spec.state == .confirmed else { continue }
            blocks[node, default: []].append(cidr.network)
        }
        return blocks
    }

    /// AS number of a node.
    func asNumber(_ node: NodeEntry) -> BGPWire.ASNumber { node.ownAS ?? settings.asNumber }
}
