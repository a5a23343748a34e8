/// What two OPEN messages agree on.
public struct NegotiatedSession: Hashable, Sendable {
    /// The smaller hold time, seconds; 0 for none (RFC 4271 §4.2).
    public let holdTime: UInt16
    /// Families both sides named.
    public let families: UnicastFamilies
    /// How to read what the peer sends.
    public let decoding: DecodingOptions
    /// How to write what is sent to the peer.
    public let encoding: EncodingOptions
    /// The peer answers requests to send its routes again.
    public let routeRefresh: Bool
    /// Both sides tell beginning and end of a route refresh (RFC 7313).
    public let enhancedRouteRefresh: Bool
    /// The peer's, when this speaker sent one too.
    public let gracefulRestart: GracefulRestartCapability?
    /// The peer's, when this speaker sent one too.
    public let longLivedGracefulRestart: LongLivedGracefulRestartCapability?
    /// Both sides keep routes through a NOTIFICATION that is no hard reset (RFC 8538 §2).
    public let notificationKeepsRoutes: Bool

    /// - Parameters:
    ///   - local: The OPEN that was sent.
    ///   - remote: The OPEN that was received.
    ///   - peer: What the peer is to this speaker.
    public init(local: OpenMessage, remote: OpenMessage, peer: PeerKind) {
        let fourOctetAS = local.fourOctetAS != nil && remote.fourOctetAS != nil
        let extendedNextHop = local.extendedNextHop && remote.extendedNextHop
        var families: UnicastFamilies = []
        for family in local.families where remote.families.contains(family) { families.formUnion(UnicastFamilies(family)) }
        var received: UnicastFamilies = []
        var sent: UnicastFamilies = []
        for family in families.families {
            guard let ours = local.addPath(family), let theirs = remote.addPath(family) else { continue }
            if ours.receives, theirs.sends { received.formUnion(UnicastFamilies(family)) }
            if ours.sends, theirs.receives { sent.formUnion(UnicastFamilies(family)) }
        }
        holdTime = min(local.holdTime, remote.holdTime)
        self.families = families
        decoding = DecodingOptions(
            peer: peer, fourOctetAS: fourOctetAS, families: families, addPath: received, extendedNextHop: extendedNextHop,
            maximumLength: local.extendedMessage ? MessageHeader.extendedMaximumLength : MessageHeader.defaultMaximumLength)
        encoding = EncodingOptions(
            fourOctetAS: fourOctetAS, addPath: sent, extendedNextHop: extendedNextHop,
            maximumLength: local.extendedMessage && remote.extendedMessage
                ? MessageHeader.extendedMaximumLength : MessageHeader.defaultMaximumLength)
        routeRefresh = remote.routeRefresh
        enhancedRouteRefresh = local.enhancedRouteRefresh && remote.enhancedRouteRefresh
        gracefulRestart = local.gracefulRestart == nil ? nil : remote.gracefulRestart
        longLivedGracefulRestart = local.longLivedGracefulRestart == nil ? nil : remote.longLivedGracefulRestart
        notificationKeepsRoutes = local.gracefulRestart?.notificationSupport == true && remote.gracefulRestart?.notificationSupport == true
    }
}
