internal import BGPWire

/// What the peer says.
extension PeerMachine {
    mutating func received(_ message: SessionMessage, on link: SessionLink) {
        guard let connection = self[link] else { return }
        switch (connection.phase, message) {
        case (_, .notification(let notification)): notified(link, notification)
        case (.openSent, .open(let remote)): opened(link, sent: connection.sent, remote)
        case (.openSent, .keepalive), (.openSent, .update), (.openSent, .routeRefresh): unexpected(message.kind, on: link, .inOpenSent)
        case (.openConfirm(let agreement), .keepalive): establish(link, agreement)
        case (.openConfirm, .open), (.openConfirm, .update), (.openConfirm, .routeRefresh): unexpected(message.kind, on: link, .inOpenConfirm)
        case (.established(let agreement), .keepalive), (.established(let agreement), .update), (.established(let agreement), .routeRefresh):
            armHold(link, agreement.negotiated)
        case (.established, .open): unexpected(message.kind, on: link, .inEstablished)
        }
    }

    private mutating func opened(_ link: SessionLink, sent: OpenMessage, _ remote: OpenMessage) {
        let agreement: SessionAgreement
        do {
            agreement = try SessionAgreement(configuration, sent: sent, received: remote)
        } catch {
            return end(link, .refusedOpen(remote, expectedAS: configuration.expectedAS, error), sending: error.notification)
        }
        guard survivesCollision(link, sent: sent, remote: remote) else { return retry() }
        self[link]?.phase = .openConfirm(agreement)
        perform(.sendKeepalive(link))
        armHold(link, agreement.negotiated)
        armKeepalive(link, agreement.negotiated)
    }

    private mutating func establish(_ link: SessionLink, _ agreement: SessionAgreement) {
        if isDialing {
            isDialing = false
            perform(.abandonDial)
        }
        perform(.disarm(.connectRetry))
        if case .established(let old)? = self[link.other]?.phase {
            // No NOTIFICATION: the peer does not know this connection any more.
            close(link.other)
            sessionDown(old, .replaced)
        } else if self[link.other] != nil {
            close(link.other, sending: .cease(.collisionResolution))
        }
        self[link]?.phase = .established(agreement)
        connecting.reset()
        uptime = .zero
        armHold(link, agreement.negotiated)
        armSendHold(link, agreement.negotiated)
        perform(.established(link, agreement.negotiated, remote: agreement.remote))
        perform(helper.sessionUp(agreement.negotiated))
    }

    private mutating func unexpected(_ kind: MessageKind, on link: SessionLink, _ place: FiniteStateMachineError) {
        guard let state = self[link]?.state else { return }
        let ended = SessionEnd.unexpected(kind, in: state, place)
        guard case .sent(let notification) = ended.cause else { return }
        end(link, ended, sending: notification)
    }

    private mutating func notified(_ link: SessionLink, _ notification: NotificationMessage) {
        end(link, .received(notification))
        if notification.ceaseReason == .hardReset { perform(helper.forget()) }
    }

    /// Octets that are no message, or a message that ends the session.
    mutating func refused(_ link: SessionLink, _ error: BGPError) {
        guard self[link] != nil else { return }
        end(link, .refused(error), sending: error.notification)
    }

    mutating func endOfRIB(_ family: AddressFamily) {
        guard establishedLink != nil else { return }
        // Without hold time there are no KEEPALIVEs to tell that the session lasts.
        if negotiated?.holdTime == 0 { resting.reset() }
        perform(helper.endOfRIB(family))
    }
}
