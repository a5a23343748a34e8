internal import BGPWire

/// What two OPENs say about routes that outlive the session.
extension NegotiatedSession {
    /// Whether the peer's routes are kept after the end (RFC 4724 §4.2, RFC 8538 §4).
    func keepsRoutes(after cause: SessionEnd.Cause) -> Bool {
        switch cause {
        case .lost: gracefulRestart != nil
        case .sent(let notification), .received(let notification): notificationKeepsRoutes && notification.ceaseReason != .hardReset
        case .unreachable: false
        }
    }

    /// Families whose routes wait for the peer's restart, those in the long-lived period only left out.
    var restartFamilies: UnicastFamilies {
        guard let gracefulRestart, gracefulRestart.restartTime > 0 else { return [] }
        return families.intersection(UnicastFamilies(gracefulRestart.families.map(\.family)))
    }

    /// How long routes of a family are kept, least preferred, after the restart time; nil for none (RFC 9494 §4.2).
    func longLivedTime(_ family: AddressFamily) -> Duration? {
        guard families.contains(family), let entry = longLivedGracefulRestart?.families.last(where: { $0.family == family }), entry.staleTime > 0
        else { return nil }
        return .seconds(Int(entry.staleTime))
    }

    /// Families with a long-lived period.
    var longLivedFamilies: UnicastFamilies { UnicastFamilies(families.families.filter { longLivedTime($0) != nil }) }

    /// Whether the peer, which is back, still forwards as it did.
    func isPreserved(_ family: AddressFamily, longLived: Bool) -> Bool {
        guard families.contains(family) else { return false }
        if longLived { return longLivedGracefulRestart?.families.last { $0.family == family }?.forwardingPreserved == true }
        return gracefulRestart?.families.last { $0.family == family }?.forwardingPreserved == true
    }

    /// The notification in the form that ends the session for good: as a hard reset, when the peer would keep the routes otherwise and
    /// the operator does not want that (RFC 8538 §5.1).
    func final(_ notification: NotificationMessage) -> NotificationMessage {
        guard notificationKeepsRoutes else { return notification }
        switch notification.ceaseReason {
        case .maximumPrefixes, .administrativeShutdown, .peerDeconfigured, .administrativeReset, .bfdDown: return .hardReset(notification)
        case .connectionRejected, .otherConfigurationChange, .collisionResolution, .outOfResources, .hardReset, nil: return notification
        }
    }
}

extension UnicastFamilies {
    init(_ list: [AddressFamily]) { self = list.reduce(into: []) { $0.formUnion(UnicastFamilies($1)) } }
}
