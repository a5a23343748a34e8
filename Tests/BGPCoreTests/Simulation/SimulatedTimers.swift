import BGPCore

/// The timers of one peer in virtual time.
struct SimulatedTimers {
    private struct Timer {
        var deadline: VirtualTime
        var duration: VirtualTime
        var wakesAt: VirtualTime
    }

    private var timers: [PeerTimer: Timer] = [:]

    /// When to wake it up, nil when that is known already.
    mutating func arm(_ timer: PeerTimer, _ duration: Duration, now: VirtualTime) -> VirtualTime? {
        let deadline = now + duration.milliseconds
        if let known = timers[timer], known.wakesAt <= deadline {
            timers[timer] = Timer(deadline: deadline, duration: duration.milliseconds, wakesAt: known.wakesAt)
            return nil
        }
        timers[timer] = Timer(deadline: deadline, duration: duration.milliseconds, wakesAt: deadline)
        return deadline
    }

    mutating func disarm(_ timer: PeerTimer) { timers[timer] = nil }

    mutating func disarmAll() { timers = [:] }

    enum Waking {
        case nothing
        case again(VirtualTime)
        case expired
    }

    /// - Parameter movedLast: When something happened that keeps the timer from running out.
    mutating func woke(_ timer: PeerTimer, movedLast: VirtualTime?, now: VirtualTime) -> Waking {
        guard let known = timers[timer], known.wakesAt == now else { return .nothing }
        var deadline = known.deadline
        if let movedLast { deadline = max(deadline, movedLast + known.duration) }
        guard deadline > now else {
            timers[timer] = nil
            return .expired
        }
        timers[timer]?.wakesAt = deadline
        return .again(deadline)
    }
}
