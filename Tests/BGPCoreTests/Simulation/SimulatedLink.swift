/// What joins two speakers: it can be cut and be slow, and connections over it come and go.
final class SimulatedLink {
    unowned let simulation: Simulation
    let edge: Topology.Edge
    /// Of the first and the second; nil where it is not configured.
    var peers: [SimulatedPeer?] = [nil, nil]
    /// Both have it configured, or will once they are up again.
    var isConfigured = true
    /// What the first and the second want of routes.
    var policies = [LinkPolicy(), LinkPolicy()]
    private(set) var sockets: [SimulatedSocket] = []
    private(set) var isCut = false
    /// Octets a second; 0 for any number.
    var rate = 0
    private let longestDelay: VirtualTime

    init(_ simulation: Simulation, _ edge: Topology.Edge) {
        self.simulation = simulation
        self.edge = edge
        longestDelay = Int.random(in: 1...200, using: &simulation.random)
    }

    func delay() -> VirtualTime { Int.random(in: 1...longestDelay, using: &simulation.random) }

    func speaker(_ side: Int) -> Int { side == 0 ? edge.first : edge.second }

    func cut() { isCut = true }

    func heal() {
        guard isCut else { return }
        isCut = false
        for socket in sockets { socket.resume() }
    }

    /// A connection from one side; the other hears of it later. nil when nobody listens there.
    func connect(from peer: SimulatedPeer) -> SimulatedSocket? {
        guard simulation.speakers[speaker(1 - peer.side)].isUp else { return nil }
        sockets.removeAll { $0.isOver }
        let (near, far) = (SimulatedSocket(self, peer.side, peer), SimulatedSocket(self, 1 - peer.side, peers[1 - peer.side]))
        (near.other, far.other) = (far, near)
        sockets += [near, far]
        near.connect()
        if far.peer == nil { near.breakOff() }
        return near
    }

    /// All connections break; a side that is not told finds out by itself.
    func breakConnections(telling sides: [Int]) {
        for socket in sockets {
            if let peer = socket.peer, sides.contains(peer.side) { socket.breakOff() }
        }
    }
}

/// What a speaker wants of the routes over a link.
struct LinkPolicy {
    var imported = PlainPolicy()
    var exported = PlainPolicy()
    var hasOwnNextHop = false
}
