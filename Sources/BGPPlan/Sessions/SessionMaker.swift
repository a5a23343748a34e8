internal import Addresses
internal import BGPCore
internal import BGPWire
internal import Model

/// Makes the sessions of one node, of BGPPeers and of the mesh.
struct SessionMaker {
    private(set) var remarks: [PlanRemark] = []
    private let index: ClusterIndex
    private let facts: NodeFacts
    private let node: NodeEntry
    private let asNumber: BGPWire.ASNumber
    private let defaultExport4: [RouteFilter]
    private let defaultExport6: [RouteFilter]
    private var chains: [FilterChoice: Chains] = [:]
    private var checked: Set<String> = []

    private struct FilterChoice: Hashable {
        let names: [String]
        let family: IPAddress.Family
    }

    private struct Chains {
        let imports: [RouteFilter]
        let exports: [RouteFilter]
    }

    init(_ index: ClusterIndex, _ facts: NodeFacts, _ node: NodeEntry, _ routes: OwnRoutes) {
        self.index = index
        self.facts = facts
        self.node = node
        asNumber = index.asNumber(node)
        defaultExport4 = [routes.exportFilter(.v4)]
        defaultExport6 = [routes.exportFilter(.v6)]
    }

    /// Tells about the filters that a resource names: those that do not exist, and rules that cannot be read.
    mutating func checkFilters(of peer: PeerEntry) {
        guard checked.insert("peer \(peer.name)").inserted else { return }
        for name in peer.filters {
            guard let filter = index.filters[name] else {
                remarks.append(PlanRemark(subject: peer.subject, words: "filter \(name) does not exist; its rules are left out"))
                continue
            }
            if checked.insert("filter \(name)").inserted { remarks += filter.remarks }
        }
    }

    // MARK: Sessions

    /// With another node that a selector selects, or that is in the scope of a resource that means this one; nil when this one has no address of
    /// the family.
    mutating func session(_ peer: PeerEntry, with other: NodeEntry, at address: IPAddress, isReverse: Bool) -> SessionPlan? {
        guard let own = node.address(address.family), own != address else { return nil }
        let otherAS = index.asNumber(other)
        // A BGPPeer's localASNumber is that of its own end: the counterpart hears it.
        let localAS = isReverse ? asNumber : peer.localAS ?? asNumber
        var session = basis(address, localAS: localAS, remoteAS: isReverse ? peer.localAS ?? otherAS : otherAS)
        session.origin = peer.scope == .all && !isReverse ? .global : .node
        session.isReverse = isReverse
        session.port = other.listenPort
        session.remoteNode = other.name
        complete(&session, peer, own)
        reflect(&session, other, knowsCluster: true)
        return session
    }

    /// With the address that a resource gives; nil when the node has no address of the family.
    mutating func session(_ peer: PeerEntry, at address: IPAddress, port: UInt16?) -> SessionPlan? {
        guard let own = node.address(address.family) else { return nil }
        let localAS = peer.localAS ?? asNumber
        var session = basis(address, localAS: localAS, remoteAS: peer.asNumber ?? localAS)
        session.origin = peer.scope == .all ? .global : .node
        let holders = (index.placesByAddress[address] ?? []).map { index.nodes[$0] }
        let wantedAS = peer.asNumber ?? index.settings.asNumber
        session.port = port ?? holders.first { index.asNumber($0) == wantedAS }?.listenPort
        session.remoteNode = holders.first?.name
        complete(&session, peer, own)
        reflect(&session, holders.first, knowsCluster: false)
        return session
    }

    /// With a workload on the node, which connects; nil when the node has no address of the family.
    mutating func workloadSession(_ peer: PeerEntry, at address: IPAddress) -> SessionPlan? {
        guard node.address(address.family) != nil else { return nil }
        let localAS = peer.localAS ?? asNumber
        var session = basis(address, localAS: localAS, remoteAS: peer.asNumber ?? localAS)
        session.origin = .localWorkload
        session.resource = peer.name
        session.isPassive = true
        session.nextHop = peer.nextHop(isInternal: session.isInternal)
        session.allowedOwnAS = peer.allowedOwnAS
        let filters = chains(peer.filters, address.family)
        (session.importFilters, session.exportFilters) = (filters.imports, filters.exports)
        reflect(&session, nil, knowsCluster: false)
        return session
    }

    /// Of the mesh; nil when this node has no address of the family.
    mutating func meshSession(with other: NodeEntry, at address: IPAddress) -> SessionPlan? {
        guard let own = node.address(address.family), own != address else { return nil }
        var session = basis(address, localAS: asNumber, remoteAS: index.asNumber(other))
        session.port = other.listenPort
        session.remoteNode = other.name
        session.source = own
        session.isPassive = isBefore(other.text(address.family))
        session.password = index.settings.meshPassword
        session.restartTime = index.settings.meshRestartTime
        return session
    }

    // MARK: Parts

    private mutating func basis(_ address: IPAddress, localAS: BGPWire.ASNumber, remoteAS: BGPWire.ASNumber) -> SessionPlan {
        SessionPlan(
            origin: .mesh, resource: nil, isReverse: false, remoteNode: nil, address: address, port: nil, localAS: localAS, remoteAS: remoteAS,
            source: nil, isPassive: false, maximumHops: nil, gateway: nil, password: nil, restartTime: nil, keepaliveTime: nil,
            holdTime: facts.holdTime, isClient: false, isReflector: false, nextHop: .auto, allowedOwnAS: 0, importFilters: [],
            exportFilters: address.family == .v4 ? defaultExport4 : defaultExport6)
    }

    private mutating func complete(_ session: inout SessionPlan, _ peer: PeerEntry, _ own: IPAddress) {
        session.resource = peer.name
        session.source = peer.usesNodeAddress ? own : nil
        session.isPassive = session.origin == .global && session.remoteNode != nil && isBefore(session.address.description)
        session.maximumHops = peer.maximumHops
        session.gateway = peer.gateway.flatMap { $0.family == own.family ? $0 : nil }
        session.password = peer.password
        session.restartTime = peer.restartTime
        if let keepalive = peer.keepaliveTime {
            session.keepaliveTime = keepalive
            session.holdTime = UInt16(clamping: min(max(3, 3 * UInt32(keepalive)), UInt32(facts.holdTime)))
        }
        session.nextHop = peer.nextHop(isInternal: session.isInternal)
        session.allowedOwnAS = peer.allowedOwnAS
        let filters = chains(peer.filters, session.address.family)
        (session.importFilters, session.exportFilters) = (filters.imports, filters.exports)
    }

    /// Who reflects to whom, if both are in one AS.
    ///
    /// - Parameter knowsCluster: The peer's cluster id counts: two reflectors of one cluster are no clients of each other. A peer that is known by
    ///   its address alone is a client.
    private func reflect(_ session: inout SessionPlan, _ other: NodeEntry?, knowsCluster: Bool) {
        guard session.isInternal else { return }
        let theirs = other?.clusterID
        if let own = node.clusterID { session.isClient = !knowsCluster || theirs != own }
        if let theirs { session.isReflector = node.clusterID != theirs }
    }

    /// Whether this node's address of a family is before the peer's as text, which is what upstream compares.
    private func isBefore(_ text: String?) -> Bool {
        guard let text, let own = node.text(text.utf8.contains(UInt8(ascii: ":")) ? .v6 : .v4) else { return false }
        return own < text
    }

    private mutating func chains(_ names: [String], _ family: IPAddress.Family) -> Chains {
        let choice = FilterChoice(names: names, family: family)
        if let known = chains[choice] { return known }
        let filters = names.compactMap { index.filters[$0] }
        let new = Chains(
            imports: filters.compactMap { $0.importFilter(family) },
            exports: filters.compactMap { $0.exportFilter(family) } + (family == .v4 ? defaultExport4 : defaultExport6))
        chains[choice] = new
        return new
    }
}
