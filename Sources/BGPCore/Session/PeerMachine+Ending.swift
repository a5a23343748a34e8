internal import BGPWire

/// From any state to Idle or Active.
///
/// After an error the peer rests: ``SessionConfiguration/errorHoldTime``, doubled with each error in a row. The row ends when a session has
/// lasted longer than the last rest, which the KEEPALIVEs sent tell (without hold time: when the peer's End-of-RIB has come), or with a start
/// by hand. A connection that only broke, or that the peer did not want beside another, is no error: the machine goes to Active, also from
/// OpenConfirm and Established where RFC 4271 §8.2.2 goes through Idle, and dials again after the retry time.
extension PeerMachine {
    mutating func stop(_ notification: NotificationMessage?) {
        guard isStarted else { return }
        isStarted = false
        let wasUp = establishedLink != nil
        let end = SessionEnd.stopped(notification)
        if outgoing != nil || incoming != nil { lastEnd = end }
        for link in SessionLink.allCases {
            guard let connection = self[link] else { continue }
            close(link, sending: notification.map { connection.agreement?.negotiated.final($0) ?? $0 })
        }
        perform(wasUp ? helper.forget(down: end) : helper.forget())
        restNow(nil)
    }

    mutating func lost(_ link: SessionLink, _ words: String) {
        guard let connection = self[link] else { return }
        disarmTimers(of: link)
        self[link] = nil
        finish(link, connection, SessionEnd(.lost, "connection lost in \(connection.state): \(words)"))
    }

    /// Too many prefixes. The notification is made final: the routes are not wanted through a restart either.
    mutating func routesEnded(_ notification: NotificationMessage, reason: String, hold: Duration?) {
        guard let link = establishedLink, let connection = self[link], let agreement = connection.agreement else { return }
        let final = agreement.negotiated.final(notification)
        close(link, sending: final)
        let end = SessionEnd(.sent(final), reason)
        lastEnd = end
        preserved.formUnion(agreement.negotiated.families)
        perform(helper.forget(down: end))
        if let other = self[link.other] { close(link.other, sending: other.agreement?.negotiated.final(notification) ?? notification) }
        restNow(.refusing)
        set(.errorHold, hold)
    }

    /// Closes a connection and goes on without it.
    mutating func end(_ link: SessionLink, _ end: SessionEnd, sending notification: NotificationMessage? = nil) {
        guard let connection = self[link] else { return }
        close(link, sending: notification)
        finish(link, connection, end)
    }

    /// What follows once the connection is gone.
    private mutating func finish(_ link: SessionLink, _ connection: PeerConnection, _ end: SessionEnd) {
        if case .established(let agreement) = connection.phase {
            sessionDown(agreement, end)
        } else {
            if link == .outgoing { connecting.fail() }
            if establishedLink == nil { lastEnd = end }
        }
        if outgoing == nil, incoming == nil, let rest = end.rest {
            restNow(rest)
            resting.fail()
            perform(.arm(.errorHold, jitter.spread(resting.delay)))
        } else {
            retry()
        }
    }

    mutating func sessionDown(_ agreement: SessionAgreement, _ end: SessionEnd) {
        lastEnd = end
        preserved.formUnion(agreement.negotiated.families)
        perform(helper.sessionDown(end, agreement.negotiated))
    }

    /// Ends every attempt to connect.
    private mutating func restNow(_ rest: SessionRest?) {
        self.rest = rest
        if isDialing {
            isDialing = false
            perform(.abandonDial)
        }
        perform(.disarm(.connectRetry))
        perform(.disarm(.errorHold))
    }

    /// Only the connection.
    mutating func close(_ link: SessionLink, sending notification: NotificationMessage? = nil) {
        if let notification { perform(.sendNotification(link, notification)) }
        disarmTimers(of: link)
        self[link] = nil
        perform(.close(link))
    }

    mutating func disarmTimers(of link: SessionLink) {
        for timer in [PeerTimer.hold(link), .keepalive(link), .sendHold(link)] { perform(.disarm(timer)) }
    }
}
