internal import BGPWire

/// Two connections, one session (RFC 4271 §6.8, RFC 6286 §2.3).
///
/// A peer that restarts may be back before the loss of its connection was noticed: its new one replaces the established one (RFC 4724 §5), once
/// KEEPALIVE confirms it. The RFC does so when OPEN comes; then a connection that only crossed the established one would take it down, as
/// the peer closes it next.
extension PeerMachine {
    /// The link that lasts: the one that the speaker with the larger identifier made, or the one in the larger AS when they are equal.
    static func survivor(local: OpenMessage, remote: OpenMessage) -> SessionLink {
        let isLarger = (local.identifier.value, local.asNumber.value) > (remote.identifier.value, remote.asNumber.value)
        return isLarger ? .outgoing : .incoming
    }

    /// Whether a new connection would lose against the other one: that is known before its OPEN comes once the other's has come.
    func isLost(_ link: SessionLink) -> Bool {
        guard let rival = self[link.other], case .openConfirm(let agreement) = rival.phase else { return false }
        return Self.survivor(local: rival.sent, remote: agreement.remote) != link
    }

    /// Looks at the other connection now that the OPEN on this one was accepted; false when this one is the loser.
    mutating func survivesCollision(_ link: SessionLink, sent: OpenMessage, remote: OpenMessage) -> Bool {
        guard let rival = self[link.other] else { return true }
        let survives = Self.survivor(local: sent, remote: remote) == link
        switch rival.phase {
        case .established: return rival.canBeReplaced || drop(link, survives: false)
        case .openConfirm: return drop(link, survives: survives)
        case .openSent:
            // A loser goes on until the other's OPEN has come: that may never happen.
            if survives { close(link.other, sending: .cease(.collisionResolution)) }
            return true
        }
    }

    private mutating func drop(_ link: SessionLink, survives: Bool) -> Bool {
        close(survives ? link.other : link, sending: .cease(.collisionResolution))
        return survives
    }
}
