internal import BGPWire

/// From Idle to OpenSent.
extension PeerMachine {
    /// The hold time until the peer's OPEN is there (RFC 4271 §8.2.2, "a large value").
    static let openHoldTime = 240

    mutating func start() {
        guard !isStarted || rest != nil else { return }
        isStarted = true
        connecting.reset()
        resting.reset()
        begin()
    }

    /// Leaves Idle.
    mutating func begin() {
        rest = nil
        perform(.disarm(.errorHold))
        dial()
    }

    private mutating func dial() {
        guard !configuration.isPassive else { return }
        isDialing = true
        perform(.dial)
    }

    /// Sees to it that there will be another attempt.
    mutating func retry() {
        guard isStarted, rest == nil, !configuration.isPassive, !isDialing, outgoing == nil, !armed.contains(.connectRetry),
            incoming?.isEstablished != true
        else { return }
        perform(.arm(.connectRetry, jitter.spread(connecting.delay)))
    }

    /// The retry timer expired. A connection that only waits for the peer's OPEN keeps nobody from dialing: it may be dead.
    mutating func redial() {
        guard isStarted, rest == nil, !isDialing, outgoing == nil, incoming?.agreement == nil else { return }
        dial()
    }

    mutating func dialFailed(_ words: String) {
        guard isDialing else { return }
        isDialing = false
        connecting.fail()
        if incoming == nil { lastEnd = SessionEnd(.unreachable, words) }
        retry()
    }

    mutating func dialed() {
        guard isDialing else { return perform(.refuse(.cease(.connectionRejected))) }
        isDialing = false
        guard !isLost(.outgoing) else { return perform(.refuse(.cease(.collisionResolution))) }
        open(.outgoing)
    }

    mutating func accepted() {
        guard isStarted, rest != .refusing else { return perform(.refuse(.cease(.connectionRejected))) }
        guard !isLost(.incoming) else { return perform(.refuse(.cease(.collisionResolution))) }
        if let incoming {
            guard incoming.canBeReplaced, outgoing == nil else { return perform(.refuse(.cease(.connectionRejected))) }
            move(.incoming)
        } else if let outgoing, outgoing.isEstablished, !outgoing.canBeReplaced {
            return perform(.refuse(.cease(.connectionRejected)))
        }
        rest = nil
        perform(.disarm(.errorHold))
        open(.incoming)
    }

    private mutating func open(_ link: SessionLink) {
        let message = configuration.open(isRestarting: isRestarting, preserved: preserved)
        self[link] = PeerConnection(sent: message)
        perform(.sendOpen(link, message))
        perform(.arm(.hold(link), .seconds(Self.openHoldTime)))
        set(.sendHold(link), configuration.sendHoldInterval(holdTime: configuration.holdTime))
    }

    /// Makes room for a new connection beside the established one; how long its timers have run is not known here, so they begin anew.
    private mutating func move(_ link: SessionLink) {
        guard let connection = self[link], let agreement = connection.agreement else { return }
        disarmTimers(of: link)
        self[link] = nil
        self[link.other] = connection
        perform(.move(link, to: link.other))
        armHold(link.other, agreement.negotiated)
        armKeepalive(link.other, agreement.negotiated)
        armSendHold(link.other, agreement.negotiated)
    }
}
