internal import Addresses
internal import BGPWire
internal import Model
internal import Selectors

/// The nodes of a cluster by zone, and which of them become reflectors.
struct ReflectorZones {
    struct Zone {
        /// nil: nodes without the label.
        let name: String?
        let nodes: [NodeEntry]
        var reflectors: [NodeEntry] = []
    }

    let zoneLabel: String
    private let label: String
    private let index: ClusterIndex
    /// In the order of their names, the one without a name first; only nodes that take part in BGP.
    let zones: [Zone]

    init(_ view: ClusterView, _ zoneLabel: String, _ label: String) throws(ReflectorPlanError) {
        let index = ClusterIndex(view)
        let nodes = index.nodes.filter { !$0.addresses.isEmpty }
        guard !nodes.isEmpty else {
            throw ReflectorPlanError("none of the \(index.nodes.count) nodes has a BGP address: there is nobody to be a reflector")
        }
        self.index = index
        self.zoneLabel = zoneLabel
        self.label = label
        let grouped = Dictionary(grouping: nodes) { $0.labels[zoneLabel] }
        zones = grouped.sorted { ($0.key == nil ? 0 : 1, $0.key ?? "") < ($1.key == nil ? 0 : 1, $1.key ?? "") }.map {
            Zone(name: $0.key, nodes: $0.value)
        }
    }

    /// Whether a node is a reflector, or on the way to be one.
    private func isReflector(_ node: NodeEntry) -> Bool { node.clusterID != nil || node.labels[label] != nil }

    func choice(_ count: Int) -> [Zone] {
        zones.map { zone in
            var zone = zone
            let present = zone.nodes.filter(isReflector)
            let others = zone.nodes.filter { !isReflector($0) }.prefix(max(0, count - present.count))
            zone.reflectors = (present + others).sorted { $0.name < $1.name }
            return zone
        }
    }

    func choice(named names: [String]) throws(ReflectorPlanError) -> [Zone] {
        for name in names where !zones.contains(where: { $0.nodes.contains { $0.name == name } }) {
            let isThere = index.placeByName[name] != nil
            throw ReflectorPlanError(isThere ? "node \(name) has no BGP address: it cannot be a reflector" : "there is no node \(name)")
        }
        let chosen = zones.map { zone in
            var zone = zone
            zone.reflectors = zone.nodes.filter { names.contains($0.name) || isReflector($0) }
            return zone
        }
        if let without = chosen.first(where: { $0.reflectors.isEmpty }) {
            let place = without.name.map { "zone \($0)" } ?? "the zone of nodes without label \(zoneLabel)"
            throw ReflectorPlanError("none of the reflectors is in \(place), which has \(without.nodes.count) nodes; name one there")
        }
        return chosen
    }

    /// One for each zone: that of a reflector which is there, else the first of 244.0.0.1 and following that is free.
    static func clusterIDs(_ zones: [Zone]) -> [BGPIdentifier] {
        var taken = Set(zones.flatMap(\.reflectors).compactMap(\.clusterID))
        var next: UInt32 = 0xf400_0001
        return zones.map { zone in
            if let present = zone.reflectors.compactMap(\.clusterID).first { return present }
            while taken.contains(BGPIdentifier(next)) { next += 1 }
            taken.insert(BGPIdentifier(next))
            return BGPIdentifier(next)
        }
    }

    /// Which zones have reflectors with which id, of those that nodes have already.
    private func zonesByClusterID(_ chosen: [Zone]) -> [(id: BGPIdentifier, zones: [String?])] {
        var zones: [BGPIdentifier: [String?]] = [:]
        for zone in chosen {
            for id in Set(zone.reflectors.compactMap(\.clusterID)) { zones[id, default: []].append(zone.name) }
        }
        return zones.sorted { $0.key.value < $1.key.value }.map { ($0.key, $0.value) }
    }

    func warnings(_ chosen: [Zone]) -> [String] {
        var warnings: [String] = []
        for zone in chosen where zone.reflectors.count == 1 && zone.nodes.count > 1 {
            let place = zone.name.map { "zone \($0)" } ?? "the cluster"
            warnings.append("\(zone.reflectors[0].name) is the only reflector of \(place): \(zone.nodes.count - 1) nodes lose their routes with it")
        }
        for (id, places) in zonesByClusterID(chosen) where places.count > 1 {
            let names = places.map { $0 ?? "without a label" }.joined(separator: ", ")
            warnings.append("zones \(names) have reflectors of one cluster, \(id): these take no routes of each other's zone; give each zone its own")
        }
        let numbers = Dictionary(grouping: zones.flatMap(\.nodes)) { index.asNumber($0) }
        if numbers.count > 1 {
            let list = numbers.keys.sorted().map { "\(numbers[$0]?.count ?? 0) in AS \($0)" }.joined(separator: ", ")
            warnings.append("nodes are in different autonomous systems (\(list)); reflectors serve those of their own only")
        }
        return warnings
    }
}
