internal import BGPWire

/// What the time does.
extension PeerMachine {
    /// RFC 4271 §4.4: KEEPALIVEs are not sent more often.
    private static let shortestKeepalive = Duration.seconds(1)

    mutating func expired(_ timer: PeerTimer) {
        guard armed.remove(timer) != nil else { return }
        switch timer {
        case .connectRetry: redial()
        case .errorHold: begin()
        case .hold(let link): holdExpired(link)
        case .keepalive(let link): keepaliveDue(link)
        case .sendHold(let link): sendHoldExpired(link)
        case .restart: perform(helper.restartExpired())
        case .endOfRIB: perform(helper.endOfRIBExpired())
        case .longLived(let family): perform(helper.longLivedExpired(family))
        }
    }

    private mutating func holdExpired(_ link: SessionLink) {
        guard let connection = self[link] else { return }
        let words =
            if let agreement = connection.agreement {
                "nothing received for \(agreement.negotiated.holdTime) s: hold timer expired"
            } else {
                "no OPEN received for \(Self.openHoldTime) s: hold timer expired"
            }
        end(link, SessionEnd(.sent(.holdTimerExpired), words), sending: .holdTimerExpired)
    }

    private mutating func sendHoldExpired(_ link: SessionLink) {
        guard let connection = self[link] else { return }
        let holdTime = connection.agreement?.negotiated.holdTime ?? configuration.holdTime
        let seconds = configuration.sendHoldInterval(holdTime: holdTime)?.components.seconds ?? 0
        end(
            link, SessionEnd(.sent(.sendHoldTimerExpired), "the peer took nothing for \(seconds) s: send hold timer expired"),
            sending: .sendHoldTimerExpired)
    }

    private mutating func keepaliveDue(_ link: SessionLink) {
        guard let connection = self[link], let agreement = connection.agreement else { return }
        perform(.sendKeepalive(link))
        armKeepalive(link, agreement.negotiated)
        guard connection.isEstablished, let interval = configuration.keepaliveInterval(holdTime: agreement.negotiated.holdTime) else { return }
        // The least that jitter leaves of it.
        uptime += interval / 4 * 3
        if uptime > resting.delay { resting.reset() }
    }

    mutating func armHold(_ link: SessionLink, _ session: NegotiatedSession) {
        set(.hold(link), session.holdTime == 0 ? nil : .seconds(Int(session.holdTime)))
    }

    mutating func armSendHold(_ link: SessionLink, _ session: NegotiatedSession) {
        set(.sendHold(link), configuration.sendHoldInterval(holdTime: session.holdTime))
    }

    mutating func armKeepalive(_ link: SessionLink, _ session: NegotiatedSession) {
        set(.keepalive(link), configuration.keepaliveInterval(holdTime: session.holdTime).map { max(jitter.spread($0), Self.shortestKeepalive) })
    }
}
