public import BGPWire

/// What the operator wants of the session with one peer; the OPEN is made of it.
public struct SessionConfiguration: Hashable, Sendable {
    /// The AS this speaker names in its OPEN.
    public var localAS: ASNumber
    /// This speaker's BGP identifier.
    public var identifier: BGPIdentifier
    /// The AS the peer must be of; nil accepts any.
    public var expectedAS: ASNumber?
    /// Seconds; 0 for none, else 3 or more (RFC 4271 §4.2).
    public var holdTime: UInt16 = 90
    /// Seconds between KEEPALIVEs; nil for a third of the negotiated hold time, which it never exceeds.
    public var keepaliveTime: UInt16?
    /// Seconds the peer may take no octet before the session ends; nil for the larger of 480 and twice the hold time (RFC 9687 §3), 0 for no limit.
    public var sendHoldTime: UInt16?
    public var families: UnicastFamilies = .ipv4
    /// Never dials: waits for the peer.
    public var isPassive = false
    /// Between attempts to connect; doubled after each failure up to ``maximumConnectRetryTime``, with jitter (RFC 4271 §10).
    public var connectRetryTime: Duration = .seconds(5)
    public var maximumConnectRetryTime: Duration = .seconds(60)
    /// How long the peer rests after the session ended with an error; doubled each time it happens again soon (RFC 4271 §8.1, DampPeerOscillations).
    public var errorHoldTime: Duration = .seconds(5)
    public var maximumErrorHoldTime: Duration = .seconds(300)
    /// How long a dial may take.
    public var connectTimeout: Duration = .seconds(30)
    public var offersFourOctetAS = true
    public var offersRouteRefresh = true
    public var offersEnhancedRouteRefresh = true
    public var offersExtendedMessage = true
    public var offersExtendedNextHop = false
    public var addPath: [AddPathCapability.Family] = []
    /// nil: not offered, and the peer's routes go with the session.
    public var gracefulRestart: GracefulRestartSettings?
    /// Capabilities without which no session is wanted (RFC 5492 §5).
    public var required: [Capability] = []

    public init(localAS: ASNumber, identifier: BGPIdentifier, expectedAS: ASNumber? = nil) {
        self.localAS = localAS
        self.identifier = identifier
        self.expectedAS = expectedAS
    }
}
