internal import Addresses
internal import BGPWire
internal import JSON
internal import Model
internal import Selectors

/// The steps of a ``ReflectorPlan``: what is different from the view, in the order in which it has to come.
struct ReflectorSteps {
    let all: [ReflectorPlan.Step]

    init(
        _ view: ClusterView, _ zones: ReflectorZones, _ chosen: [ReflectorZones.Zone], _ reflectors: [ReflectorPlan.Reflector], _ label: String
    ) {
        let names = reflectors.map(\.node).joined(separator: ", ")
        var (labels, ids): ([AnyResource], [AnyResource]) = ([], [])
        for reflector in reflectors {
            guard let node = view.nodes[reflector.node] else { continue }
            var labelled = node
            if node.metadata.labels?[label] == nil { labelled.metadata.labels = (node.metadata.labels ?? [:]).merging([label: "true"]) { $1 } }
            if labelled != node { labels.append(labelled.unversioned) }
            var identified = labelled
            var bgp = identified.spec.bgp ?? Object()
            bgp.routeReflectorClusterID = bgp.routeReflectorClusterID ?? .init(family: .v4, value: UInt128(reflector.clusterID.value))
            identified.spec.bgp = bgp
            if identified != labelled { ids.append(identified.unversioned) }
        }
        let peers = Self.peers(view, zones, chosen, label)
        var steps: [ReflectorPlan.Step] = []
        if !(labels + peers).isEmpty {
            steps.append(
                .init(
                    stage: .sessions, words: "Label the reflectors (\(names)), and give all nodes sessions with them, beside the mesh.",
                    check: "on every node the sessions with \(names) are Established", resources: labels + peers))
        }
        if !ids.isEmpty {
            steps.append(
                .init(
                    stage: .clusterIDs, words: "Give the reflectors (\(names)) cluster ids: they leave the mesh and reflect.",
                    check: "on every node the sessions with the reflectors of its zone are Established, and bring the routes of all nodes",
                    resources: ids))
        }
        if let configuration = Self.withoutMesh(view) {
            steps.append(
                .init(
                    stage: .meshOff, words: "Turn the mesh off: routes come from the reflectors alone.",
                    check: "every node still has the routes of all others, now from its reflectors", resources: [configuration]))
        }
        all = steps
    }

    private static func peers(
        _ view: ClusterView, _ zones: ReflectorZones, _ chosen: [ReflectorZones.Zone], _ label: String
    ) -> [AnyResource] {
        var wanted = [("reflectors", "has(\(label))", "has(\(label))")]
        var used: Set<String> = ["reflectors"]
        for (place, zone) in chosen.enumerated() {
            let isOnly = chosen.count == 1
            var name = isOnly ? "reflector-clients" : "reflector-clients-\(zone.name.map(resourceName) ?? "unzoned")"
            if !used.insert(name).inserted {
                name += "-\(place)"
                used.insert(name)
            }
            let here = zone.name.map { "\(zones.zoneLabel) == '\($0)'" } ?? "!has(\(zones.zoneLabel))"
            let suffix = isOnly ? "" : " && \(here)"
            wanted.append((name, "!has(\(label))\(suffix)", "has(\(label))\(suffix)"))
        }
        return wanted.compactMap { name, nodes, peers in peer(view, name, nodes, peers) }
    }

    /// nil when it is there as it should be. Sessions keep what the mesh's have: they need not be made anew.
    private static func peer(_ view: ClusterView, _ name: String, _ nodes: String, _ peers: String) -> AnyResource? {
        let old = view.peers[name]
        var peer = old ?? BGPPeer(name: name)
        peer.spec.nodeSelector = nodes
        peer.spec.peerSelector = peers
        if let mesh = view.configurations["default"]?.spec, mesh.nodeToNodeMeshEnabled ?? true {
            if let password = mesh.nodeMeshPassword { peer.spec.password = password }
            if let restart = mesh.nodeMeshMaxRestartTime { peer.spec.maxRestartTime = restart }
        }
        return peer == old ? nil : peer.unversioned
    }

    /// nil when the mesh is off. What belongs to the mesh alone must not stay without it.
    private static func withoutMesh(_ view: ClusterView) -> AnyResource? {
        var configuration = view.configurations["default"] ?? BGPConfiguration(name: "default")
        guard configuration.spec.nodeToNodeMeshEnabled ?? true else { return nil }
        configuration.spec.nodeToNodeMeshEnabled = false
        configuration.spec.nodeMeshPassword = nil
        configuration.spec.nodeMeshMaxRestartTime = nil
        return configuration.unversioned
    }

    /// A label value as a part of a resource's name.
    private static func resourceName(_ zone: String) -> String {
        let letters = zone.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        return String(letters).trimmingDashes
    }
}

extension String {
    fileprivate var trimmingDashes: String {
        let start = drop { $0 == "-" }
        return String(start.reversed().drop { $0 == "-" }.reversed())
    }
}

extension Resource {
    /// To be written whatever version is there now.
    fileprivate var unversioned: AnyResource {
        var resource = untyped
        resource.metadata.resourceVersion = nil
        return resource
    }
}
