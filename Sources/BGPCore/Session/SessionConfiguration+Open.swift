internal import BGPWire

extension SessionConfiguration {
    /// The OPEN for this peer.
    ///
    /// - Parameters:
    ///   - isRestarting: Sets the R bit (RFC 4724 §3).
    ///   - preserved: Families with the F bit: packets of theirs were forwarded all the time.
    func open(isRestarting: Bool, preserved: UnicastFamilies) -> OpenMessage {
        var capabilities = families.families.map { Capability.multiprotocol($0) }
        if offersRouteRefresh { capabilities.append(.routeRefresh) }
        if offersEnhancedRouteRefresh { capabilities.append(.enhancedRouteRefresh) }
        if offersExtendedMessage { capabilities.append(.extendedMessage) }
        if offersExtendedNextHop, families.contains(.ipv4) { capabilities.append(.extendedNextHop(ExtendedNextHopCapability([.ipv4OverIPv6]))) }
        if offersFourOctetAS { capabilities.append(.fourOctetAS(localAS)) }
        let paths = addPath.filter { families.contains($0.family) }
        if !paths.isEmpty { capabilities.append(.addPath(AddPathCapability(paths))) }
        if let gracefulRestart {
            let kept = gracefulRestart.families.intersection(families).families
            capabilities.append(
                .gracefulRestart(
                    GracefulRestartCapability(
                        restarting: isRestarting, notificationSupport: gracefulRestart.notificationSupport, restartTime: gracefulRestart.restartTime,
                        families: kept.map { .init($0, forwardingPreserved: preserved.contains($0)) })))
            if let staleTime = gracefulRestart.longLivedStaleTime {
                capabilities.append(
                    .longLivedGracefulRestart(
                        LongLivedGracefulRestartCapability(
                            kept.map { .init($0, forwardingPreserved: preserved.contains($0), staleTime: staleTime) })))
            }
        }
        return OpenMessage(asNumber: localAS, holdTime: holdTime, identifier: identifier, capabilities: capabilities)
    }

    /// Between KEEPALIVEs, before jitter; nil when the hold time is 0.
    func keepaliveInterval(holdTime: UInt16) -> Duration? {
        guard holdTime > 0 else { return nil }
        let third = Duration.seconds(Int(holdTime)) / 3
        return min(keepaliveTime.map { .seconds(Int($0)) } ?? third, third)
    }

    /// How long the peer may take nothing; nil for any time. Without hold time there is nothing to send either (RFC 9687 §3).
    func sendHoldInterval(holdTime: UInt16) -> Duration? {
        guard holdTime > 0 else { return nil }
        let seconds = sendHoldTime.map { Int($0) } ?? max(480, 2 * Int(holdTime))
        return seconds == 0 ? nil : .seconds(seconds)
    }
}
