internal import Addresses
internal import BGPCore
internal import BGPWire
internal import Model

/// Computes the sessions of one node.
///
/// Candidates come in the order of their rank, and the first for an address wins: BGPPeers for all nodes, those for some, the counterparts of
/// other nodes' sessions, the mesh; within each in the order of names.
struct SessionPlanner {
    private(set) var sessions: [IPAddress: SessionPlan] = [:]
    private(set) var remarks: [PlanRemark] = []
    private let index: ClusterIndex
    private let facts: NodeFacts
    private let node: NodeEntry?
    private let maker: SessionMaker?
    private var lost = LostSessions()

    init(_ index: ClusterIndex, _ facts: NodeFacts, _ node: NodeEntry?, _ routes: OwnRoutes) {
        self.index = index
        self.facts = facts
        self.node = node
        maker = node.map { SessionMaker(index, facts, $0, routes) }
    }

    mutating func plan() {
        guard let node, let place = index.placeByName[node.name], var maker else { return }
        for pass in [true, false] {
            for peer in index.peers where (peer.scope == .all) == pass && peer.isInScope[place] { add(peer, node, &maker) }
        }
        for peer in index.peers where peer.isReversed { addReverse(peer, node, place, &maker) }
        if index.settings.isMesh, node.clusterID == nil { addMesh(node, &maker) }
        remarks = maker.remarks + remarks + lost.remarks
    }

    private mutating func add(_ peer: PeerEntry, _ node: NodeEntry, _ maker: inout SessionMaker) {
        maker.checkFilters(of: peer)
        switch peer.target {
        case .nodes(let places):
            for place in places where index.nodes[place].name != node.name {
                for address in index.nodes[place].addresses {
                    keep(maker.session(peer, with: index.nodes[place], at: address, isReverse: false))
                }
            }
        case .address(let address, let port):
            if node.addresses.contains(address) {
                if case .node = peer.scope { remark(peer, "\(address) is the node's own address; there is no session") }
            } else if let session = maker.session(peer, at: address, port: port) {
                keep(session)
            } else {
                remark(peer, "no session with \(address): node \(node.name) has no address of that family")
            }
        case .workloads:
            for address in facts.workloadPeers[peer.name] ?? [] where !node.addresses.contains(address) {
                if let session = maker.workloadSession(peer, at: address) {
                    keep(session)
                } else {
                    remark(peer, "no session with \(address): node \(node.name) has no address of that family")
                }
            }
        }
    }

    /// The node is what the resource calls a peer: those in its scope have sessions with it, and it with them.
    private mutating func addReverse(_ peer: PeerEntry, _ node: NodeEntry, _ place: Int, _ maker: inout SessionMaker) {
        let families: [IPAddress.Family]
        switch peer.target {
        case .workloads: return
        case .nodes(let places):
            guard places.contains(sorted: place) else { return }
            families = [.v4, .v6]
        case .address(let address, let port):
            guard isMeant(node, by: peer, address, port) else { return }
            families = [address.family]
        }
        var isFirst = true
        for (other, isInScope) in zip(index.nodes, peer.isInScope) where isInScope && other.name != node.name {
            for family in families {
                guard let address = other.address(family), sessions[address] == nil else { continue }
                if isFirst { maker.checkFilters(of: peer) }
                isFirst = false
                keep(maker.session(peer, with: other, at: address, isReverse: true))
            }
        }
    }

    /// Whether a node is who the resource means by an address: its AS number must be the peer's, and so must the port that it listens on, where
    /// the resource has a port and a configuration tells what the node listens on.
    private func isMeant(_ node: NodeEntry, by peer: PeerEntry, _ address: IPAddress, _ port: UInt16?) -> Bool {
        guard node.addresses.contains(address), index.asNumber(node) == peer.asNumber ?? index.settings.asNumber else { return false }
        guard let port, let listens = node.listenPort else { return true }
        return port == listens
    }

    private mutating func addMesh(_ node: NodeEntry, _ maker: inout SessionMaker) {
        sessions.reserveCapacity(sessions.count + index.nodes.count * node.addresses.count)
        for other in index.nodes where other.clusterID == nil && other.name != node.name {
            for address in other.addresses { keep(maker.meshSession(with: other, at: address)) }
        }
    }

    private mutating func keep(_ session: SessionPlan?) {
        guard let session else { return }
        if let winner = sessions[session.address] {
            lost.add(session, to: winner)
        } else {
            sessions[session.address] = session
        }
    }

    private mutating func remark(_ peer: PeerEntry, _ words: String) { remarks.append(PlanRemark(subject: peer.subject, words: words)) }
}

extension [Int] {
    /// Whether an ascending list has the number.
    func contains(sorted number: Int) -> Bool {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low < count && self[low] == number
    }
}
