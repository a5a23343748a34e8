public import BGPWire

/// Decides how long routes of a peer outlive its session (RFC 4724 §4.2, RFC 8538 §4, RFC 9494 §4.2). Pure; the timers are the machine's.
///
/// A session ends in a way that keeps routes: they are stale. ``PeerTimer/restart`` bounds the time until the peer is back; after it, families
/// with a long-lived period stay, each until its ``PeerTimer/longLived(_:)``. Once the peer is back, families it does not name any more, or
/// without F bit, go at once, the others when End-of-RIB comes or ``PeerTimer/endOfRIB`` expires.
///
/// When the session ends again before that, routes still stale go, and those of the last session are kept in their place. Only in the
/// long-lived period both are kept; its timer runs on from the first loss.
public struct GracefulRestartHelper: Sendable {
    /// Families with routes from before the session's end.
    public private(set) var stale: UnicastFamilies = []
    /// Those of them whose long-lived timer runs.
    public private(set) var longLived: UnicastFamilies = []
    /// Families whose long-lived timer expired while the session was up, before End-of-RIB: another end takes all their routes.
    private var overdue: UnicastFamilies = []
    /// What was negotiated before the session ended.
    private var last: NegotiatedSession?
    private let staleTime: Duration
    private let keepsSilent: Bool

    /// - Parameters:
    ///   - staleTime: Until End-of-RIB has to be there once the peer is back.
    ///   - keepsSilent: Routes stay when the hold timer expired, if the session says so.
    public init(staleTime: Duration, keepsSilent: Bool = true) {
        self.staleTime = staleTime
        self.keepsSilent = keepsSilent
    }

    /// The session was up and has ended.
    public mutating func sessionDown(_ end: SessionEnd, _ session: NegotiatedSession) -> [SessionAction] {
        if !keepsSilent, case .sent(let notification) = end.cause, notification.code == 4 { return forget(down: end) }
        guard session.keepsRoutes(after: end.cause) else { return forget(down: end) }
        let restarting = session.restartFamilies.subtracting(overdue)
        let kept = restarting.union(session.longLivedFamilies.subtracting(overdue))
        guard !kept.isEmpty else { return forget(down: end) }
        overdue = []
        last = session
        var actions: [SessionAction] = []
        let earlier = stale.subtracting(longLived)
        if !earlier.isEmpty { actions.append(.sweep(earlier)) }
        actions += [.disarm(.endOfRIB), .down(end), .retain(kept)]
        actions += longLived.subtracting(kept).families.map { .disarm(.longLived($0)) }
        stale = kept
        longLived.formIntersection(kept)
        if !restarting.isEmpty, let seconds = session.gracefulRestart?.restartTime {
            actions.append(.arm(.restart, .seconds(Int(seconds))))
        }
        return actions + beginLongLived(kept.subtracting(restarting), session)
    }

    /// The peer is back.
    public mutating func sessionUp(_ session: NegotiatedSession) -> [SessionAction] {
        overdue = []
        guard !stale.isEmpty else { return [] }
        let kept = UnicastFamilies(stale.families.filter { session.isPreserved($0, longLived: longLived.contains($0)) })
        return [.disarm(.restart)] + drop(stale.subtracting(kept)) + (kept.isEmpty ? [] : [.arm(.endOfRIB, staleTime)])
    }

    /// The peer has announced all its routes of a family again.
    public mutating func endOfRIB(_ family: AddressFamily) -> [SessionAction] {
        overdue.subtract(UnicastFamilies(family))
        guard stale.contains(family) else { return [] }
        let actions = drop(UnicastFamilies(family))
        return stale.isEmpty ? actions + [.disarm(.endOfRIB)] : actions
    }

    /// The peer is not back in time.
    public mutating func restartExpired() -> [SessionAction] {
        let kept = stale.intersection(last?.longLivedFamilies ?? [])
        return drop(stale.subtracting(kept)) + (last.map { beginLongLived(kept, $0) } ?? [])
    }

    /// The peer is back, but has not announced all.
    public mutating func endOfRIBExpired() -> [SessionAction] { drop(stale) }

    /// Routes of a family have been stale for too long.
    public mutating func longLivedExpired(_ family: AddressFamily) -> [SessionAction] {
        guard stale.contains(family) else { return [] }
        overdue.formUnion(UnicastFamilies(family))
        let actions = drop(UnicastFamilies(family))
        return stale.isEmpty ? actions + [.disarm(.restart), .disarm(.endOfRIB)] : actions
    }

    /// All stale routes go.
    public mutating func forget() -> [SessionAction] { [.disarm(.restart), .disarm(.endOfRIB)] + drop(stale) }

    /// The session was up and has ended; nothing is kept.
    public mutating func forget(down end: SessionEnd) -> [SessionAction] {
        // All routes go with the session, stale ones too: nothing is left to sweep.
        let actions = forget().filter { if case .sweep = $0 { false } else { true } }
        overdue = []
        return actions + [.down(end)]
    }

    private mutating func drop(_ families: UnicastFamilies) -> [SessionAction] {
        guard !families.isEmpty else { return [] }
        let timers = longLived.intersection(families).families.map { SessionAction.disarm(.longLived($0)) }
        stale.subtract(families)
        longLived.subtract(families)
        return timers + [.sweep(families)]
    }

    private mutating func beginLongLived(_ families: UnicastFamilies, _ session: NegotiatedSession) -> [SessionAction] {
        guard !families.isEmpty else { return [] }
        var actions: [SessionAction] = [.beginLongLived(families)]
        for family in families.subtracting(longLived).families {
            if let time = session.longLivedTime(family) { actions.append(.arm(.longLived(family), time)) }
        }
        longLived.formUnion(families)
        return actions
    }
}
