internal import Addresses
internal import BGPCore
internal import BGPWire
internal import Logging
internal import NIOCore

/// One peer in the event loop: its machine, its connections, its timers.
///
/// Confined to the speaker's event loop, which is what makes it safe to share.
final class PeerSession: @unchecked Sendable {
    unowned let loop: SpeakerLoop
    private(set) var configuration: PeerConfiguration
    let index: PeerIndex
    /// The network it came from as a peer that is not named; nil for one that is.
    let neighbours: DynamicNeighbours?
    private(set) var machine: PeerMachine
    private(set) var timers: PeerTimers
    private var links: [SessionLink: Connection] = [:]
    /// A peer that is not named is there because of its connection, not before it.
    private(set) var hasBeenConnected = false
    /// A connection that the machine has not taken yet.
    private var fresh: Connection?
    /// The attempt to connect that is under way.
    private var dialing: Dial?
    private(set) var decoding = DecodingOptions()
    private(set) var establishedOn: Connection?
    var counters = SessionCounters()
    var faultThrottle = LogThrottle()
    private(set) var establishedCount: UInt64 = 0
    /// On connections that are gone.
    private var octetsSentBefore: UInt64 = 0
    private(set) var state = SessionState.idle
    private(set) var since = NIODeadline.now()
    private(set) var lastError: String?
    private(set) var lastErrorAt: NIODeadline?
    private(set) var lastSessionEnd: String?
    private(set) var lastSessionEndAt: NIODeadline?
    /// Actions of one event are done before the next event goes in.
    private var waiting: [SessionEvent] = []
    private var isHandling = false

    init(_ loop: SpeakerLoop, _ configuration: PeerConfiguration, _ index: PeerIndex, neighbours: DynamicNeighbours?) {
        self.loop = loop
        self.configuration = configuration
        self.index = index
        self.neighbours = neighbours
        machine = PeerMachine(configuration.session, seed: loop.random())
        if loop.isRestartOver { machine.finishRestart() }
        timers = PeerTimers(loop.eventLoop, movedLast: { _ in nil }, expired: { _ in })
        timers = PeerTimers(
            loop.eventLoop, movedLast: { [weak self] in self?.movedLast($0) }, expired: { [weak self] in self?.handle(.timer($0)) })
    }

    var logger: Logger { loop.logger }

    /// Connections there are, wanted or not yet.
    var connections: [Connection] { links.values.map { $0 } + (fresh.map { [$0] } ?? []) }

    var isConnected: Bool { !links.isEmpty }

    /// Routes are kept for it though its session is down.
    var keepsRoutes: Bool { !machine.staleFamilies.isEmpty }

    // Configuration

    func changeRoutes(_ configuration: PeerConfiguration) {
        self.configuration = configuration
        machine.setPassive(configuration.session.isPassive)
        loop.core.change(index, to: configuration.routes)
        loop.scheduleTurn()
    }

    // Events

    /// Something happened: the machine says what is to be done.
    func handle(_ event: SessionEvent) {
        waiting.append(event)
        guard !isHandling else { return }
        isHandling = true
        while !waiting.isEmpty { perform(machine.handle(waiting.removeFirst())) }
        isHandling = false
        noteState()
        loop.settle(self)
    }

    private func noteState() {
        if let end = machine.lastEnd, end.words != lastError || machine.state != state {
            if lastError != end.words || machine.state == .idle || state == .established { lastErrorAt = .now() }
            if lastError != end.words, state != .established {
                logger.info("no session", metadata: ["peer": "\(configuration.name)", "why": "\(end.words)"])
            }
            lastError = end.words
        }
        guard machine.state != state else { return }
        logger.debug("session changed", metadata: ["peer": "\(configuration.name)", "from": "\(state)", "to": "\(machine.state)"])
        let wasUp = state == .established
        state = machine.state
        since = .now()
        if wasUp || state == .established { loop.tell(.session(configuration.name, state)) }
    }

    private func movedLast(_ timer: PeerTimer) -> NIODeadline? {
        switch timer {
        case .hold(let link):
            // Before the session is up only whole messages count: nobody keeps a connection with an octet now and then.
            guard let connection = links[link], connection === establishedOn else { return nil }
            return connection.heardLast
        case .sendHold(let link):
            links[link]?.notePace(.now())
            return links[link]?.lastTaken
        case .connectRetry, .errorHold, .keepalive, .restart, .endOfRIB, .longLived: return nil
        }
    }

    // Connections

    /// The peer made a connection.
    func accepted(_ connection: Connection) {
        connection.peer = self
        hasBeenConnected = true
        offer(connection, .accepted)
    }

    /// Gives the machine a connection; it is closed when the machine does not want it.
    private func offer(_ connection: Connection, _ event: SessionEvent) {
        guard fresh == nil else { return connection.drop() }
        fresh = connection
        // A peer that is not named begins with its first connection.
        if neighbours != nil { handle(.start) }
        handle(event)
        if let left = fresh {
            fresh = nil
            left.peer = nil
            left.close()
            loop.settle(self)
        }
    }

    private func dial() {
        dialing?.abandon()
        dialing = Dial(configuration, loop) { [weak self] result in
            guard let self else { return }
            dialing = nil
            switch result {
            case .success(let connection):
                connection.peer = self
                offer(connection, .dialed)
            case .failure(let words): handle(.dialFailed(words.text))
            }
        }
    }

    func lost(_ connection: Connection, _ words: String) {
        if fresh === connection { fresh = nil }
        guard let link = connection.link, links[link] === connection else { return }
        links[link] = nil
        octetsSentBefore += connection.writtenCount
        handle(.lost(link, words))
    }

    // Actions

    private func perform(_ actions: [SessionAction]) {
        for (place, action) in actions.enumerated() {
            switch action {
            case .dial: dial()
            case .abandonDial:
                dialing?.abandon()
                dialing = nil
            case .sendOpen(let link, let message): sendOpen(message, on: link)
            case .sendKeepalive(let link):
                counters.keepalivesSent += 1
                links[link]?.notePace(.now())
                links[link]?.send(KeepaliveMessage.octets)
            case .sendNotification(let link, let message):
                counters.notificationsSent += 1
                links[link]?.sendLast(Self.octets(message))
            case .close(let link):
                guard let connection = links.removeValue(forKey: link) else { continue }
                octetsSentBefore += connection.writtenCount
                connection.close()
            case .refuse(let message):
                guard let connection = fresh else { continue }
                connection.sendLast(Self.octets(message))
            case .move(let link, let other):
                let connection = links.removeValue(forKey: link)
                connection?.link = other
                links[other] = connection
            case .arm(let timer, let duration): timers.arm(timer, duration)
            case .disarm(let timer): timers.disarm(timer)
            case .established(let link, let negotiated, let remote): established(link, negotiated, remote)
            case .down(let end):
                var retained: UnicastFamilies = []
                if place + 1 < actions.count, case .retain(let families) = actions[place + 1] { retained = families }
                down(end, retaining: retained)
            case .retain: break
            case .sweep(let families):
                loop.core.sweepStale(index, families)
                loop.scheduleTurn()
            case .beginLongLived(let families):
                loop.core.beginLongLived(index, families)
                loop.scheduleTurn()
            }
        }
    }

    private func sendOpen(_ message: OpenMessage, on link: SessionLink) {
        if links[link] == nil, let connection = fresh {
            fresh = nil
            connection.link = link
            links[link] = connection
        }
        var octets: [UInt8] = []
        guard (try? message.encode(into: &octets)) != nil else { return }
        links[link]?.send(octets)
    }

    private static func octets(_ message: NotificationMessage) -> [UInt8] {
        var octets: [UInt8] = []
        message.encode(into: &octets)
        return octets
    }

    private func established(_ link: SessionLink, _ negotiated: NegotiatedSession, _ remote: OpenMessage) {
        guard let connection = links[link] else { return }
        establishedOn = connection
        establishedCount += 1
        decoding = negotiated.decoding
        decoding.hashSeed = loop.configuration.identity.seed
        connection.framer.maximumLength = negotiated.decoding.maximumLength
        connection.lastTaken = .now()
        loop.sessionUp(self, connection, negotiated, remote)
    }

    private func down(_ end: SessionEnd, retaining families: UnicastFamilies) {
        establishedOn = nil
        lastSessionEnd = end.words
        lastSessionEndAt = .now()
        logger.notice(
            "session down",
            metadata: ["peer": "\(configuration.name)", "why": "\(end.words)", "routes kept": "\(families)"])
        loop.core.sessionDown(index, retaining: families)
        loop.sessionDown(self)
    }

    func start() { handle(.start) }

    func stop(_ notification: NotificationMessage?) { handle(.stop(notification)) }

    /// False when there is no session, or the peer does not know how.
    func askForRefresh(_ family: AddressFamily) -> Bool {
        guard let connection = establishedOn, let negotiated = machine.negotiated, negotiated.routeRefresh,
            negotiated.families.contains(family)
        else { return false }
        var octets: [UInt8] = []
        RouteRefreshMessage(family).encode(into: &octets)
        connection.send(octets)
        return true
    }

    /// In all sessions.
    var octetsSent: UInt64 { octetsSentBefore + connections.reduce(0) { $0 + $1.writtenCount } }

    /// This speaker's own restart is over.
    func finishRestart() { machine.finishRestart() }
}
