internal import Addresses
internal import BGPCore
internal import BGPWire
internal import Logging
internal import NIOCore
internal import NIOPosix

/// Everything a speaker has, in its event loop: routes, peers, listeners. What happens is handled at once; what has to be told to peers is
/// gathered and sent by the next turn.
///
/// Confined to its event loop, which is what makes it safe to share.
final class SpeakerLoop: @unchecked Sendable {
    let eventLoop: any EventLoop
    let logger: Logger
    private(set) var configuration: SpeakerConfiguration
    var core: RoutingCore
    var listeners: [Listener] = []
    /// By name.
    var peers: [String: PeerSession] = [:]
    /// By number in the core.
    var peersByIndex: [PeerIndex: PeerSession] = [:]
    var peersByAddress: [IPAddress: PeerSession] = [:]
    var dynamicCounts: [IPPrefix: Int] = [:]
    /// Connections that no session has come of yet.
    private var pending: Set<ObjectIdentifier> = []
    private var isTurnScheduled = false
    /// More came than one turn could do. Until that is done no session is read from: routes wait where they are the peer's, in the
    /// sockets, and a change is told soon after it was read however much is announced.
    private(set) var isBehind = false
    /// Connections to read from again then.
    private var heldBack: [Connection] = []
    private(set) var isStopping = false
    private var generator = SystemRandomNumberGenerator()
    /// Families for which End-of-RIB is waited for after this speaker's restart, by peer.
    private var awaited: [PeerIndex: UnicastFamilies] = [:]
    private(set) var isDeferring = false
    /// This speaker's restart is over: OPENs do not tell of it any more.
    private(set) var isRestartOver = false
    private var deferral: Scheduled<Void>?
    private let onEvent: @Sendable (SpeakerEvent) -> Void
    private var isForwardingTold = false

    init(
        _ configuration: SpeakerConfiguration, _ eventLoop: any EventLoop, _ logger: Logger, _ onEvent: @escaping @Sendable (SpeakerEvent) -> Void
    ) {
        self.configuration = configuration
        self.eventLoop = eventLoop
        self.logger = logger
        self.onEvent = onEvent
        core = RoutingCore(configuration.identity, forwards: configuration.forwards)
    }

    func random() -> UInt64 { generator.next() }

    // Starting and stopping

    /// - Returns: Fails when an endpoint cannot be listened on; the speaker runs all the same and tries again.
    func start() -> EventLoopFuture<Void> {
        if let restart = configuration.restart { beginDeferral(restart) }
        for neighbours in configuration.dynamicNeighbours { dynamicCounts[neighbours.network] = 0 }
        listeners = configuration.listeners.map { Listener($0, self) }
        // Keys of named peers are there before the sockets.
        for peer in configuration.peers { add(peer) }
        endDeferralIfComplete()
        return EventLoopFuture.andAllComplete(listeners.map { $0.open() }, on: eventLoop).flatMapThrowing {
            if let words = self.listeners.compactMap(\.lastError).first { throw SpeakerFailure(words) }
        }
    }

    /// Ends all sessions, with a Cease or, when there is none, silently.
    func stop(_ notification: NotificationMessage?) -> EventLoopFuture<Void> {
        isStopping = true
        deferral?.cancel()
        for listener in listeners { listener.stop() }
        let channels = peers.values.flatMap { $0.connections.map(\.channel) } + listeners.compactMap(\.channel)
        for peer in peers.values {
            peer.stop(notification)
            peer.timers.disarmAll()
        }
        return EventLoopFuture.andAllComplete(channels.map(\.closeFuture), on: eventLoop)
    }

    // The turn

    /// Has what is left to decide and to tell done soon, behind what the sockets have to say.
    func scheduleTurn() {
        guard !isTurnScheduled else { return }
        isTurnScheduled = true
        eventLoop.execute { self.turn() }
    }

    private func scheduleTurnBehindSockets() {
        guard !isTurnScheduled else { return }
        isTurnScheduled = true
        // A task for now would be run before the sockets are looked at again.
        eventLoop.scheduleTask(in: .microseconds(20)) { self.turn() }
    }

    private func turn() {
        isTurnScheduled = false
        let isMore = core.process(limit: 4096)
        handle(core.takeEvents())
        var budget = 1 << 20
        var touched: [Connection] = []
        while budget > 0, let output = core.nextOutput() {
            budget -= output.octets.count * max(output.peers.count + output.parts.count, 1)
            send(output, &touched)
        }
        for connection in touched {
            connection.isTouched = false
            connection.flush()
            connection.peer?.noteWritability(connection)
        }
        if core.hasForwarding, !isForwardingTold {
            isForwardingTold = true
            onEvent(.forwarding)
        }
        isBehind = isMore || budget <= 0
        if isBehind { scheduleTurnBehindSockets() } else { readAgain() }
    }

    // Forwarding

    func takeForwarding(limit: Int) -> ForwardingBatch {
        let changes = core.takeNextHopChanges()
        // What came before the question is in the answer, or in those to come.
        let isUndecided = core.process(limit: limit)
        if isUndecided || core.hasForwarding { scheduleTurn() }
        let routes = core.takeForwarding(limit: limit)
        isForwardingTold = core.hasForwarding
        return ForwardingBatch(routes: routes, isMore: isUndecided || core.hasForwarding, used: changes.used, unused: changes.unused)
    }

    func tell(_ event: SpeakerEvent) { onEvent(event) }

    // Listening

    /// Opens what is new and closes what is not wanted any more; sessions go on.
    func setListeners(_ endpoints: [ListenEndpoint]) -> EventLoopFuture<Void> {
        configuration.listeners = endpoints
        let closed = listeners.filter { !endpoints.contains($0.endpoint) }
        let futures = closed.map { $0.stop() }
        let kept = listeners.filter { endpoints.contains($0.endpoint) }
        let new = endpoints.filter { endpoint in !kept.contains { $0.endpoint == endpoint } }.map { Listener($0, self) }
        listeners = kept + new
        // A socket for all addresses and one for a single address of the same port exclude each other.
        return EventLoopFuture.andAllComplete(futures, on: eventLoop).flatMap {
            EventLoopFuture.andAllComplete(new.map { $0.open() }, on: self.eventLoop)
        }.flatMapThrowing {
            if let words = new.compactMap(\.lastError).first { throw SpeakerFailure(words) }
        }
    }

    /// Has a connection wait that asks to be read from while there is more to do than one turn could.
    func holdBack(_ connection: Connection) { heldBack.append(connection) }

    private func readAgain() {
        guard !heldBack.isEmpty else { return }
        let connections = heldBack
        heldBack = []
        for connection in connections { connection.channel.read() }
    }

    private func send(_ output: RouteOutput, _ touched: inout [Connection]) {
        let buffer = ByteBuffer(bytes: output.octets)
        if let common = buffer.getSlice(at: output.common.lowerBound, length: output.common.count) {
            for peer in output.peers { write(common, to: peer, &touched) }
        }
        for part in output.parts {
            for range in part.ranges {
                guard let piece = buffer.getSlice(at: range.lowerBound, length: range.count) else { continue }
                write(piece, to: part.peer, &touched)
            }
        }
    }

    private func write(_ buffer: ByteBuffer, to peer: PeerIndex, _ touched: inout [Connection]) {
        guard let session = peersByIndex[peer], let connection = session.establishedOn else { return }
        connection.write(buffer)
        session.counters.outputsSent += 1
        if !connection.isTouched {
            connection.isTouched = true
            touched.append(connection)
        }
        session.noteWritability(connection)
    }

    private func handle(_ events: [RouteEvent]) {
        for event in events {
            switch event {
            case .endOfRIB(let peer, let family):
                peersByIndex[peer]?.handle(.endOfRIB(family))
                noteEndOfRIB(peer, family)
                onEvent(.endOfRIB(name(peer), family))
            case .prefixWarning(let peer, let family, let count, let limit):
                logger.warning(
                    "peer comes near its prefix limit",
                    metadata: ["peer": "\(name(peer))", "family": "\(family)", "prefixes": "\(count)", "limit": "\(limit)"])
            case .prefixLimit(let peer, let family, let limit): limitPassed(peer, family, limit)
            case .fault(let peer, let fault):
                peersByIndex[peer]?.noteFault(fault)
            }
        }
    }

    private func name(_ peer: PeerIndex) -> String { peersByIndex[peer]?.configuration.name ?? "\(peer)" }

    private func limitPassed(_ peer: PeerIndex, _ family: AddressFamily, _ limit: MaximumPrefixes) {
        let words = "more than \(limit.limit) prefixes of \(family)"
        logger.error("peer passed its prefix limit", metadata: ["peer": "\(name(peer))", "why": "\(words)", "action": "\(limit.action)"])
        guard case .end(let hold) = limit.action else { return }
        peersByIndex[peer]?.handle(.end(.maximumPrefixes(limit.limit, of: family), reason: "the peer announced \(words)", hold: hold))
    }

    // Sessions

    func sessionUp(_ peer: PeerSession, _ connection: Connection, _ negotiated: NegotiatedSession, _ remote: OpenMessage) {
        pending.remove(ObjectIdentifier(connection))
        let local = IPAddress(connection.channel.localAddress) ?? peer.configuration.source ?? IPAddress(family: .v4, value: 0)
        let interfaces = LocalInterfaces()
        var facts = SessionFacts(
            negotiated: negotiated, remoteAS: remote.asNumber, localAS: peer.configuration.session.localAS,
            remoteIdentifier: remote.identifier, localAddress: local)
        facts.sharedNetworks = interfaces.sharedNetworks(local: local, peer: peer.configuration.address)
        facts.otherFamilyAddress = interfaces.otherFamilyAddress(beside: local)
        facts.linkLocalAddress = interfaces.linkLocalAddress(beside: local)
        core.sessionUp(peer.index, facts)
        connection.wasWritable = true
        peer.noteWritability(connection)
        logger.notice(
            "session up",
            metadata: [
                "peer": "\(peer.configuration.name)", "AS": "\(remote.asNumber)", "identifier": "\(remote.identifier)",
                "families": "\(negotiated.families)", "hold time": "\(negotiated.holdTime)",
            ])
        if isDeferring { awaitRoutes(peer.index, negotiated) }
        scheduleTurn()
    }

    func sessionDown(_ peer: PeerSession) {
        noteEndOfRIB(peer.index, nil)
        scheduleTurn()
    }

    // This speaker's own restart

    private func beginDeferral(_ restart: RestartSettings) {
        isDeferring = true
        for family in restart.families.families { core.setDeferred(family, true) }
        deferral = eventLoop.scheduleTask(in: restart.deferral) { [weak self] in
            guard let self else { return }
            let missing = peers.values.filter { $0.neighbours == nil && isWaitedFor($0) && awaited[$0.index]?.isEmpty != true }.map(
                \.configuration.name
            ).sorted()
            logger.notice(
                "routes are told again: the time for peers to send theirs after the restart is over",
                metadata: ["waited": "\(restart.deferral.nanoseconds / 1_000_000_000) s", "still missing": "\(missing.joined(separator: ", "))"])
            endDeferral()
        }
    }

    /// A peer that restarts itself, or keeps no routes, is not waited for (RFC 4724 §4.1).
    private func awaitRoutes(_ peer: PeerIndex, _ negotiated: NegotiatedSession) {
        guard let restart = configuration.restart else { return }
        let isAwaited = negotiated.gracefulRestart.map { !$0.restarting } ?? false
        awaited[peer] = isAwaited ? negotiated.families.intersection(restart.families) : []
        endDeferralIfComplete()
    }

    private func noteEndOfRIB(_ peer: PeerIndex, _ family: AddressFamily?) {
        guard isDeferring, awaited[peer] != nil else { return }
        if let family { awaited[peer]?.subtract(UnicastFamilies(family)) } else { awaited[peer] = nil }
        endDeferralIfComplete()
    }

    /// All named peers have been up and have sent their routes. Who else may come from a network nobody knows: then the time alone ends it.
    func endDeferralIfComplete() {
        guard isDeferring, configuration.dynamicNeighbours.isEmpty else { return }
        let named = peers.values.filter { $0.neighbours == nil && isWaitedFor($0) }
        guard named.allSatisfy({ awaited[$0.index]?.isEmpty == true }), awaited.values.allSatisfy(\.isEmpty) else { return }
        endDeferral()
    }

    private func isWaitedFor(_ peer: PeerSession) -> Bool { configuration.restart?.peers?.contains(peer.configuration.name) ?? true }

    private func endDeferral() {
        guard isDeferring else { return }
        isDeferring = false
        isRestartOver = true
        deferral?.cancel()
        awaited = [:]
        for family in UnicastFamilies([.ipv4, .ipv6]).families { core.setDeferred(family, false) }
        for peer in peers.values { peer.finishRestart() }
        scheduleTurn()
        onEvent(.restartOver)
    }
}

/// Connections that have not come to a session.
extension SpeakerLoop {
    func notePending(_ connection: Connection) -> Bool {
        guard pending.count < configuration.maximumPendingConnections else { return false }
        pending.insert(ObjectIdentifier(connection))
        return true
    }

    func closed(_ connection: Connection) { pending.remove(ObjectIdentifier(connection)) }
}
