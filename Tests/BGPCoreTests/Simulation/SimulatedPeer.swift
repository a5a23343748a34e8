import Addresses
import BGPCore
import BGPWire

/// One peer of a simulated speaker: its machine, its connections, its timers, as a driver joins them with the core.
final class SimulatedPeer {
    unowned let speaker: SimulatedSpeaker
    let link: SimulatedLink
    /// Whether the speaker is the first or the second of the link.
    let side: Int
    let index: PeerIndex
    var routes: PeerRoutes
    var machine: PeerMachine
    private var audit: SessionAudit
    private var timers = SimulatedTimers()
    private var sockets: [SessionLink: SimulatedSocket] = [:]
    /// A connection that the machine has not taken yet.
    private var fresh: SimulatedSocket?
    private var dial = 0
    private var isDialing = false
    private(set) var establishedOn: SimulatedSocket?
    private(set) var decoding = DecodingOptions()
    private(set) var isGone = false
    private var waiting: [SessionEvent] = []
    private var isHandling = false

    init(_ speaker: SimulatedSpeaker, _ link: SimulatedLink, side: Int, _ routes: PeerRoutes, _ session: SessionConfiguration) {
        self.speaker = speaker
        self.link = link
        self.side = side
        self.routes = routes
        index = speaker.core.addPeer(routes)
        machine = PeerMachine(session, seed: speaker.simulation.random.next())
        audit = SessionAudit(session)
    }

    var simulation: Simulation { speaker.simulation }
    /// The speaker at the other end.
    var remote: Int { link.speaker(1 - side) }

    /// It is there no more: whatever still happens to it has no effect.
    func forget() {
        isGone = true
        timers.disarmAll()
        for socket in sockets.values { socket.peer = nil }
        sockets = [:]
        fresh?.peer = nil
        fresh = nil
        establishedOn = nil
    }

    func change(_ routes: PeerRoutes) {
        self.routes = routes
        speaker.core.change(index, to: routes)
        speaker.scheduleTurn()
    }

    // Events

    func handle(_ event: SessionEvent) {
        guard !isGone else { return }
        waiting.append(event)
        guard !isHandling else { return }
        isHandling = true
        while !waiting.isEmpty {
            let next = waiting.removeFirst()
            let actions = machine.handle(next)
            if let broken = audit.check(next, actions, machine) { simulation.fail("\(self): \(next): \(broken)") }
            perform(actions)
        }
        isHandling = false
    }

    func wake(_ timer: PeerTimer) {
        guard !isGone else { return }
        switch timers.woke(timer, movedLast: movedLast(timer), now: simulation.now) {
        case .nothing: break
        case .again(let time): simulation.queue.add(.timer(self, timer), at: time)
        case .expired: handle(.timer(timer))
        }
    }

    private func movedLast(_ timer: PeerTimer) -> VirtualTime? {
        switch timer {
        case .hold(let link):
            guard let socket = sockets[link], socket === establishedOn else { return nil }
            return socket.heardLast
        case .sendHold(let link): return sockets[link]?.takenLast
        case .connectRetry, .errorHold, .keepalive, .restart, .endOfRIB, .longLived: return nil
        }
    }

    // Connections

    func accepted(_ socket: SimulatedSocket) { offer(socket, .accepted) }

    private func offer(_ socket: SimulatedSocket, _ event: SessionEvent) {
        fresh = socket
        handle(event)
        if let left = fresh {
            fresh = nil
            left.close()
        }
    }

    private func startDial() {
        dial += 1
        isDialing = true
        simulation.queue.add(.connects(self, dial: dial), at: simulation.now + 2 * link.delay())
    }

    /// A dial has got to the other side, or not.
    func connects(_ number: Int) {
        guard !isGone, isDialing, dial == number else { return }
        guard !link.isCut, simulation.speakers[remote].isReachable else {
            simulation.queue.add(.timesOut(self, dial: dial), at: simulation.now + machine.configuration.connectTimeout.milliseconds)
            return
        }
        isDialing = false
        if let socket = link.connect(from: self) { offer(socket, .dialed) } else { handle(.dialFailed("connection refused")) }
    }

    func timesOut(_ number: Int) {
        guard !isGone, isDialing, dial == number else { return }
        isDialing = false
        handle(.dialFailed("no answer"))
    }

    func lost(_ socket: SimulatedSocket, _ words: String) {
        guard let link = socket.sessionLink, sockets[link] === socket else { return }
        sockets[link] = nil
        handle(.lost(link, words))
    }

    // Actions

    private func perform(_ actions: [SessionAction]) {
        for (place, action) in actions.enumerated() {
            switch action {
            case .dial: startDial()
            case .abandonDial: isDialing = false
            case .sendOpen(let link, let message): sendOpen(message, on: link)
            case .sendKeepalive(let link): sockets[link]?.send(KeepaliveMessage.octets[...])
            case .sendNotification(let link, let message): sockets[link]?.send(Self.octets(message))
            case .close(let link): sockets.removeValue(forKey: link)?.close()
            case .refuse(let message): fresh?.send(Self.octets(message))
            case .move(let from, let to):
                let socket = sockets.removeValue(forKey: from)
                socket?.sessionLink = to
                sockets[to] = socket
            case .arm(let timer, let duration):
                if let time = timers.arm(timer, duration, now: simulation.now) { simulation.queue.add(.timer(self, timer), at: time) }
            case .disarm(let timer): timers.disarm(timer)
            case .established(let link, let negotiated, let remote): established(link, negotiated, remote)
            case .down:
                var retained: UnicastFamilies = []
                if place + 1 < actions.count, case .retain(let families) = actions[place + 1] { retained = families }
                establishedOn = nil
                speaker.core.sessionDown(index, retaining: retained)
                speaker.sessionDown(self)
            case .retain: break
            case .sweep(let families):
                speaker.core.sweepStale(index, families)
                speaker.scheduleTurn()
            case .beginLongLived(let families):
                speaker.core.beginLongLived(index, families)
                speaker.scheduleTurn()
            }
        }
    }

    private func sendOpen(_ message: OpenMessage, on link: SessionLink) {
        if sockets[link] == nil, let socket = fresh {
            fresh = nil
            socket.sessionLink = link
            sockets[link] = socket
        }
        var octets: [UInt8] = []
        do { try message.encode(into: &octets) } catch { simulation.fail("\(self): \(error)") }
        sockets[link]?.send(octets[...])
    }

    private static func octets(_ message: NotificationMessage) -> ArraySlice<UInt8> {
        var octets: [UInt8] = []
        message.encode(into: &octets)
        return octets[...]
    }

    private func established(_ link: SessionLink, _ negotiated: NegotiatedSession, _ remote: OpenMessage) {
        guard let socket = sockets[link] else { return simulation.fail("\(self): established without a connection") }
        establishedOn = socket
        decoding = negotiated.decoding
        decoding.hashSeed = speaker.core.identity.seed
        socket.framer.maximumLength = negotiated.decoding.maximumLength
        speaker.sessionUp(self, negotiated, remote)
        socket.wasWritable = true
        noteWritability(socket)
    }
}

extension SimulatedPeer: CustomStringConvertible {
    var description: String { "speaker \(speaker.number), peer \(remote)" }
}
