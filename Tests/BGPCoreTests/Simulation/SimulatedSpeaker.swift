import Addresses
import BGPCore
import BGPWire

/// One speaker of a simulation.
final class SimulatedSpeaker {
    unowned let simulation: Simulation
    let number: Int
    let asNumber: ASNumber
    let identity: SpeakerIdentity
    let address: IPAddress
    let address6: IPAddress
    var core: RoutingCore
    private(set) var peers: [PeerIndex: SimulatedPeer] = [:]
    /// Its own routes.
    private(set) var originated: [IPPrefix: PathAttributes] = [:]
    private(set) var isUp = true
    /// Somebody says there is no such connection.
    private(set) var isReachable = true
    private var isTurnScheduled = false
    /// Counts its restarts.
    private var life = 0
    /// It restarts: families for which End-of-RIB is waited for, by peer.
    private var awaited: [PeerIndex: UnicastFamilies] = [:]
    private(set) var isDeferring = false

    init(_ simulation: Simulation, _ number: Int, _ node: Topology.Node, identifier: UInt32) {
        self.simulation = simulation
        self.number = number
        asNumber = node.asNumber
        identity = SpeakerIdentity(
            asNumber: node.asNumber, identifier: BGPIdentifier(identifier), clusterID: node.cluster.map { BGPIdentifier($0) },
            seed: simulation.random.next())
        address = IPAddress(family: .v4, value: UInt128(identifier))
        address6 = IPAddress(family: .v6, value: 0x2001_0db8 << 96 | UInt128(identifier))
        core = RoutingCore(identity)
    }

    // Peers

    /// The peer at the other end of a link.
    func add(_ link: SimulatedLink, side: Int, isRestarting: Bool = false) {
        let (routes, session) = simulation.configuration(link, side: side, isRestarting: isRestarting)
        let peer = SimulatedPeer(self, link, side: side, routes, session)
        peers[peer.index] = peer
        link.peers[side] = peer
        peer.handle(.start)
    }

    func remove(_ peer: SimulatedPeer) {
        peer.handle(.stop(.cease(.peerDeconfigured)))
        peer.forget()
        core.removePeer(peer.index)
        peers[peer.index] = nil
        awaited[peer.index] = nil
        peer.link.peers[peer.side] = nil
        scheduleTurn()
    }

    // Routes

    /// The prefixes of its own routes, in order.
    var prefixes: [IPPrefix] { originated.keys.sorted { ($0.address.family, $0.address) < ($1.address.family, $1.address) } }

    func originate(_ prefix: IPPrefix, _ attributes: PathAttributes) {
        originated[prefix] = attributes
        guard isUp else { return }
        core.originate(prefix, attributes)
        scheduleTurn()
    }

    func withdraw(_ prefix: IPPrefix) {
        originated[prefix] = nil
        core.withdraw(prefix)
        scheduleTurn()
    }

    // The turn

    func scheduleTurn() {
        guard !isTurnScheduled else { return }
        isTurnScheduled = true
        simulation.queue.add(.turn(self), at: simulation.now + Int.random(in: 0...20, using: &simulation.random))
    }

    func turn() {
        isTurnScheduled = false
        guard isUp else { return }
        let isMore = core.process(limit: simulation.random.pick([1, 4, 4096, 4096]))
        handle(core.takeEvents())
        var budget = simulation.random.pick([1, 3, 100])
        while budget > 0, let output = core.nextOutput() {
            budget -= 1
            for peer in output.peers { write(output.octets[output.common], to: peer) }
            for part in output.parts { for range in part.ranges { write(output.octets[range], to: part.peer) } }
        }
        if isMore || budget == 0 { scheduleTurn() }
    }

    private func write(_ octets: ArraySlice<UInt8>, to index: PeerIndex) {
        guard let peer = peers[index] else { return simulation.fail("speaker \(number): octets for \(index), who is not there") }
        peer.write(octets)
    }

    private func handle(_ events: [RouteEvent]) {
        for event in events {
            switch event {
            case .endOfRIB(let peer, let family):
                peers[peer]?.handle(.endOfRIB(family))
                noteEndOfRIB(peer, family)
            case .prefixWarning, .prefixLimit, .fault: simulation.fail("speaker \(number): \(event)")
            }
        }
    }

    // Sessions

    func sessionUp(_ peer: SimulatedPeer, _ negotiated: NegotiatedSession, _ remote: OpenMessage) {
        simulation.sessions += 1
        var facts = SessionFacts(
            negotiated: negotiated, remoteAS: remote.asNumber, localAS: asNumber, remoteIdentifier: remote.identifier, localAddress: address)
        facts.otherFamilyAddress = address6
        facts.sharedNetworks = simulation.sharedNetworks
        core.sessionUp(peer.index, facts)
        if isDeferring { awaitRoutes(peer.index, negotiated) }
        scheduleTurn()
    }

    func sessionDown(_ peer: SimulatedPeer) {
        noteEndOfRIB(peer.index, nil)
        scheduleTurn()
    }

    // Its own restart

    /// It is gone from one moment to the next. Its peers hear of it when they send something, or by its silence.
    func crash(isReachable: Bool) {
        isUp = false
        self.isReachable = isReachable
        life += 1
        isDeferring = false
        awaited = [:]
        for peer in peers.values {
            peer.forget()
            peer.link.peers[peer.side] = nil
        }
        peers = [:]
        core = RoutingCore(identity)
    }

    /// It is back.
    ///
    /// - Parameter gracefully: It went on forwarding packets, and says so.
    func restart(gracefully: Bool) {
        (isUp, isReachable) = (true, true)
        for link in simulation.links where link.isConfigured {
            for side in 0...1 where link.speaker(side) == number { add(link, side: side, isRestarting: gracefully) }
        }
        for prefix in prefixes { if let attributes = originated[prefix] { core.originate(prefix, attributes) } }
        scheduleTurn()
        guard gracefully else { return }
        isDeferring = true
        for family in simulation.scenario.families.families { core.setDeferred(family, true) }
        let thisLife = life
        simulation.after(.seconds(120)) { if self.life == thisLife { self.endDeferral() } }
    }

    private func awaitRoutes(_ peer: PeerIndex, _ negotiated: NegotiatedSession) {
        let isAwaited = negotiated.gracefulRestart.map { !$0.restarting } ?? false
        awaited[peer] = isAwaited ? negotiated.families : []
        endDeferralIfComplete()
    }

    private func noteEndOfRIB(_ peer: PeerIndex, _ family: AddressFamily?) {
        guard isDeferring, awaited[peer] != nil else { return }
        if let family { awaited[peer]?.subtract(UnicastFamilies(family)) } else { awaited[peer] = nil }
        endDeferralIfComplete()
    }

    private func endDeferralIfComplete() {
        if peers.keys.allSatisfy({ awaited[$0]?.isEmpty == true }) { endDeferral() }
    }

    private func endDeferral() {
        guard isDeferring else { return }
        isDeferring = false
        for family in simulation.scenario.families.families { core.setDeferred(family, false) }
        for peer in peers.values { peer.machine.finishRestart() }
        scheduleTurn()
    }
}
