import BGPCore
import BGPWire

/// Follows a machine from outside and tells what it may not do.
struct SessionAudit {
    private let isPassive: Bool
    private var isStarted = false
    private var isDialing = false
    private var links: Set<SessionLink> = []
    private(set) var armed: Set<PeerTimer> = []
    private var up: SessionLink?
    private var stale: UnicastFamilies = []
    /// The last end asked for a start by hand.
    private var waitsForStart = false

    init(_ configuration: SessionConfiguration) { isPassive = configuration.isPassive }

    /// The first rule that the actions break; nil when they break none.
    mutating func check(_ event: SessionEvent, _ actions: [SessionAction], _ machine: PeerMachine) -> String? {
        var fresh: SessionLink?
        switch event {
        case .start:
            isStarted = true
            waitsForStart = false
        case .stop: isStarted = false
        case .dialed:
            fresh = isDialing ? .outgoing : nil
            isDialing = false
        case .dialFailed: isDialing = false
        case .accepted: fresh = .incoming
        case .lost(let link, _): links.remove(link)
        case .timer(let timer): armed.remove(timer)
        case .end(_, _, let hold): if up != nil { waitsForStart = hold == nil }
        case .received, .malformed, .endOfRIB: break
        }
        if case .lost(let link, _) = event, up == link, !actions.contains(where: \.isDown) { return "lost without down" }
        for (position, action) in actions.enumerated() {
            if let broken = follow(action, fresh: &fresh, previous: position > 0 ? actions[position - 1] : nil) { return "\(action): \(broken)" }
        }
        return end(machine)
    }

    private mutating func follow(_ action: SessionAction, fresh: inout SessionLink?, previous: SessionAction?) -> String? {
        switch action {
        case .dial:
            if isDialing || isPassive || !isStarted || links.contains(.outgoing) { return "not now" }
            isDialing = true
        case .abandonDial:
            if !isDialing { return "no dial" }
            isDialing = false
        case .sendOpen(let link, _):
            if fresh != link || links.contains(link) { return "no new connection" }
            links.insert(link)
            fresh = nil
        case .sendKeepalive(let link), .sendNotification(let link, _): if !links.contains(link) { return "closed link" }
        case .close(let link):
            if links.remove(link) == nil { return "closed link" }
            if hasTimers(link) { return "timers are armed" }
        case .refuse: fresh = nil
        case .move(let from, let to):
            if !links.contains(from) || links.contains(to) || hasTimers(from) || up != from { return "not possible" }
            links = [to]
            up = to
        case .arm(let timer, let duration):
            if let link = timer.link, !links.contains(link) { return "closed link" }
            if duration <= .zero { return "no time" }
            armed.insert(timer)
        case .disarm(let timer): if armed.remove(timer) == nil { return "not armed" }
        case .established(let link, _, _):
            if up != nil || !links.contains(link) { return "not possible" }
            up = link
        case .down:
            guard let link = up else { return "was not up" }
            if links.contains(link) { return "connection is still there" }
            up = nil
            stale = []
        case .retain(let families):
            if previous?.isDown != true || families.isEmpty { return "not right after down" }
            stale = families
        case .sweep(let families):
            if families.isEmpty || !stale.isSuperset(of: families) { return "not stale" }
            stale.subtract(families)
        case .beginLongLived(let families): if families.isEmpty || !stale.isSuperset(of: families) { return "not stale" }
        }
        return nil
    }

    /// What holds between events.
    private func end(_ machine: PeerMachine) -> String? {
        for link in SessionLink.allCases where !links.contains(link) && hasTimers(link) { return "timers of a link that is gone" }
        if machine.establishedLink != up { return "machine says \(String(describing: machine.establishedLink)) is up" }
        if machine.isStarted != isStarted { return "machine says started: \(machine.isStarted)" }
        if machine.staleFamilies != stale { return "machine says stale: \(machine.staleFamilies)" }
        if up == nil, stale.isEmpty == (armed.contains(.restart) || armed.contains { $0.isLongLived }) { return "stale routes and timers differ" }
        if up != nil, stale.isEmpty == armed.contains(.endOfRIB) { return "stale routes and timers differ" }
        guard isStarted else { return links.isEmpty && !isDialing && armed.isEmpty ? nil : "stopped, but something is left" }
        let expected: Set<SessionState> =
            !links.isEmpty ? [.openSent, .openConfirm, .established] : isDialing ? [.connect] : [.active, .idle]
        if !expected.contains(machine.state) { return "state \(machine.state)" }
        let isWaiting = armed.contains(.connectRetry) || armed.contains(.errorHold) || (isPassive && machine.state == .active)
        if links.isEmpty, !isDialing, !isWaiting, !waitsForStart { return "nothing will happen any more" }
        return nil
    }

    private func hasTimers(_ link: SessionLink) -> Bool { armed.contains { $0.link == link } }
}

extension SessionAction {
    fileprivate var isDown: Bool {
        if case .down = self { true } else { false }
    }
}

extension PeerTimer {
    fileprivate var link: SessionLink? {
        switch self {
        case .hold(let link), .keepalive(let link), .sendHold(let link): link
        case .connectRetry, .errorHold, .restart, .endOfRIB, .longLived: nil
        }
    }

    fileprivate var isLongLived: Bool {
        if case .longLived = self { true } else { false }
    }
}
