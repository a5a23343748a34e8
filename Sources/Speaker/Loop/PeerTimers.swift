internal import BGPCore
internal import NIOCore

/// The timers of a peer. One that is moved to later keeps its place in the event loop and looks again when it comes up,
/// so that moving costs nothing: hold timers move with every message.
final class PeerTimers: @unchecked Sendable {
    private struct Timer {
        var deadline: NIODeadline
        /// As it was armed with.
        var duration: TimeAmount
        var scheduled: Scheduled<Void>
        var wakesAt: NIODeadline
    }

    private let eventLoop: any EventLoop
    private var timers: [PeerTimer: Timer] = [:]
    /// Called when one has run out.
    private let expired: (PeerTimer) -> Void
    /// When octets moved last that keep the timer from running out; nil for timers that nothing keeps.
    private let movedLast: (PeerTimer) -> NIODeadline?

    init(_ eventLoop: any EventLoop, movedLast: @escaping (PeerTimer) -> NIODeadline?, expired: @escaping (PeerTimer) -> Void) {
        self.eventLoop = eventLoop
        self.movedLast = movedLast
        self.expired = expired
    }

    func arm(_ timer: PeerTimer, _ duration: Duration) {
        let amount = TimeAmount(duration)
        let deadline = NIODeadline.now() + amount
        if let known = timers[timer], known.wakesAt <= deadline {
            timers[timer]?.deadline = deadline
            timers[timer]?.duration = amount
            return
        }
        timers[timer]?.scheduled.cancel()
        timers[timer] = Timer(deadline: deadline, duration: amount, scheduled: wake(timer, at: deadline), wakesAt: deadline)
    }

    private func wake(_ timer: PeerTimer, at deadline: NIODeadline) -> Scheduled<Void> {
        eventLoop.scheduleTask(deadline: deadline) { [weak self] in self?.woke(timer) }
    }

    private func woke(_ timer: PeerTimer) {
        guard let known = timers[timer] else { return }
        var deadline = known.deadline
        if let moved = movedLast(timer) { deadline = max(deadline, moved + known.duration) }
        guard deadline > NIODeadline.now() else {
            timers[timer] = nil
            expired(timer)
            return
        }
        timers[timer] = Timer(deadline: deadline, duration: known.duration, scheduled: wake(timer, at: deadline), wakesAt: deadline)
    }

    func disarm(_ timer: PeerTimer) { timers.removeValue(forKey: timer)?.scheduled.cancel() }

    func disarmAll() {
        for timer in timers.values { timer.scheduled.cancel() }
        timers = [:]
    }
}
