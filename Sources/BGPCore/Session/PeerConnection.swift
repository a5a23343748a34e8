internal import BGPWire

/// One connection of a peer, from its OPEN on.
struct PeerConnection: Sendable {
    enum Phase: Sendable {
        case openSent
        case openConfirm(SessionAgreement)
        case established(SessionAgreement)
    }

    /// The OPEN that was sent.
    let sent: OpenMessage
    var phase = Phase.openSent

    init(sent: OpenMessage) { self.sent = sent }

    var state: SessionState {
        switch phase {
        case .openSent: .openSent
        case .openConfirm: .openConfirm
        case .established: .established
        }
    }

    /// nil until the peer's OPEN was accepted.
    var agreement: SessionAgreement? {
        switch phase {
        case .openSent: nil
        case .openConfirm(let agreement), .established(let agreement): agreement
        }
    }

    var isEstablished: Bool { state == .established }

    /// The peer named families it keeps through a restart: a new connection of it replaces this one (RFC 4724 §5).
    var canBeReplaced: Bool {
        guard case .established(let agreement) = phase, let restart = agreement.negotiated.gracefulRestart else { return false }
        return !restart.families.isEmpty
    }
}
