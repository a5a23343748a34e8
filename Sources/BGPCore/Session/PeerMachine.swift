public import BGPWire

/// The session with one peer (RFC 4271 §8): what happens goes in, what is to be done comes out. No socket, no clock.
///
/// One machine holds both connections a peer can have while they collide (§6.8). Each is in OpenSent, OpenConfirm or Established; before
/// there is one the machine is in Connect (a dial is under way) or Active (it waits, for the retry timer or for the peer). Idle is a machine
/// that was not started, or one that rests after an error.
///
/// * Connections come: `PeerMachine+Connecting`. A dial that fails, or a dialed connection that breaks before the session is up, doubles the
///   time to the next, with jitter; an established session resets it.
/// * Messages come: `PeerMachine+Messages`, collisions: `PeerMachine+Collisions`. A message the state has no use for ends the connection
///   (RFC 6608). In Established the driver need not tell each KEEPALIVE and UPDATE, as long as it moves the hold timer itself.
/// * Connections end: `PeerMachine+Ending`, with the rule for resting. Timers: `PeerMachine+Timers`.
/// * Routes of a peer that restarts: ``GracefulRestartHelper`` (RFC 4724, RFC 8538, RFC 9494).
///
/// Every event has a meaning in every state; one that comes too late, from a connection or a timer that is no more, does nothing.
/// Known gap: an OPEN the peer refuses is not tried again with fewer capabilities (RFC 5492 §3).
public struct PeerMachine: Sendable {
    public private(set) var configuration: SessionConfiguration
    /// The operator wants the session.
    public internal(set) var isStarted = false
    /// The last end of a session, or of an attempt to have one; nil when there was none.
    public internal(set) var lastEnd: SessionEnd?

    var isDialing = false
    /// Not nil: no attempt is made, with or without ``PeerTimer/errorHold``.
    var rest: SessionRest?
    var outgoing: PeerConnection?
    var incoming: PeerConnection?
    var armed: Set<PeerTimer> = []
    var jitter: JitterGenerator
    var connecting: Backoff
    var resting: Backoff
    /// How long the session is up at least: the time between its KEEPALIVEs.
    var uptime = Duration.zero
    var helper: GracefulRestartHelper
    var isRestarting: Bool
    /// Families that were forwarded all the time, as far as the peer can know: the F bits.
    var preserved: UnicastFamilies
    private var actions: [SessionAction] = []

    /// - Parameters:
    ///   - configuration: For all sessions of this machine; another needs a new machine.
    ///   - seed: Decides the jitter of timers; to be random and another for each peer.
    public init(_ configuration: SessionConfiguration, seed: UInt64) {
        self.configuration = configuration
        jitter = JitterGenerator(seed: seed)
        connecting = Backoff(first: configuration.connectRetryTime, maximum: configuration.maximumConnectRetryTime)
        resting = Backoff(first: configuration.errorHoldTime, maximum: configuration.maximumErrorHoldTime)
        helper = GracefulRestartHelper(
            staleTime: configuration.gracefulRestart?.staleTime ?? .zero, keepsSilent: configuration.gracefulRestart?.keepsRoutesOfSilentPeers ?? true
        )
        isRestarting = configuration.gracefulRestart?.isRestarting ?? false
        preserved = configuration.gracefulRestart?.forwardingPreserved ?? []
    }

    /// What has to be done now that this has happened.
    public mutating func handle(_ event: SessionEvent) -> [SessionAction] {
        switch event {
        case .start: start()
        case .stop(let notification): stop(notification)
        case .dialed: dialed()
        case .dialFailed(let words): dialFailed(words)
        case .accepted: accepted()
        case .received(let link, let message): received(message, on: link)
        case .malformed(let link, let error): refused(link, error)
        case .lost(let link, let words): lost(link, words)
        case .timer(let timer): expired(timer)
        case .end(let notification, let reason, let hold): routesEnded(notification, reason: reason, hold: hold)
        case .endOfRIB(let family): endOfRIB(family)
        }
        defer { actions = [] }
        return actions
    }

    /// Who connects from the next session on; one that is up goes on.
    public mutating func setPassive(_ isPassive: Bool) { configuration.isPassive = isPassive }

    /// This speaker's own restart is over, its routes have converged: OPENs have no R bit from now on (RFC 4724 §4.1).
    public mutating func finishRestart() { isRestarting = false }
}

/// What can be asked.
extension PeerMachine {
    /// The state of the connection that has come furthest.
    public var state: SessionState {
        if let furthest = SessionLink.allCases.compactMap({ self[$0]?.state }).max(by: { $0.rawValue < $1.rawValue }) { return furthest }
        guard isStarted, rest == nil else { return .idle }
        return isDialing ? .connect : .active
    }

    /// The link whose session is up.
    public var establishedLink: SessionLink? { SessionLink.allCases.first { self[$0]?.isEstablished == true } }

    /// Of the session that is up, else of the connection in OpenConfirm.
    public var negotiated: NegotiatedSession? { agreement?.negotiated }

    /// The peer's OPEN, once it was accepted.
    public var remoteOpen: OpenMessage? { agreement?.remote }

    /// Families with routes from before the peer's restart.
    public var staleFamilies: UnicastFamilies { helper.stale }

    private var agreement: SessionAgreement? {
        if let establishedLink { return self[establishedLink]?.agreement }
        return outgoing?.agreement ?? incoming?.agreement
    }
}

/// What the other parts are made of.
extension PeerMachine {
    subscript(link: SessionLink) -> PeerConnection? {
        get {
            switch link {
            case .outgoing: outgoing
            case .incoming: incoming
            }
        }
        set {
            switch link {
            case .outgoing: outgoing = newValue
            case .incoming: incoming = newValue
            }
        }
    }

    /// Adds an action; one that disarms a timer only when the timer is armed.
    mutating func perform(_ action: SessionAction) {
        switch action {
        case .arm(let timer, _): armed.insert(timer)
        case .disarm(let timer): guard armed.remove(timer) != nil else { return }
        default: break
        }
        actions.append(action)
    }

    mutating func perform(_ list: [SessionAction]) {
        for action in list { perform(action) }
    }

    /// Arms the timer, or disarms it when there is no duration.
    mutating func set(_ timer: PeerTimer, _ duration: Duration?) {
        perform(duration.map { .arm(timer, $0) } ?? .disarm(timer))
    }
}
