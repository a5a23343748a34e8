public import BGPWire

/// What is offered for restarts (RFC 4724, RFC 8538, RFC 9494).
public struct GracefulRestartSettings: Hashable, Sendable {
    /// Seconds the peer is asked to wait for this speaker, at most 4095.
    public var restartTime: UInt16 = 120
    /// Routes stay also after a NOTIFICATION and after the hold timer expired, unless it is a hard reset (RFC 8538).
    public var notificationSupport = true
    /// Routes stay also when the peer was silent for the hold time (RFC 8538 §4); false: whoever is silent so long is taken for dead.
    public var keepsRoutesOfSilentPeers = true
    /// Families named in the capability. Empty: this speaker only helps peers that restart (RFC 4724 §3).
    public var families: UnicastFamilies = .ipv4
    /// Families whose packets were forwarded all through this speaker's own restart (the F bit).
    public var forwardingPreserved: UnicastFamilies = []
    /// This speaker has just restarted (the R bit); cleared once the first session after it has converged.
    public var isRestarting = false
    /// Longest time stale routes are kept once the session is up again and End-of-RIB has not come.
    public var staleTime: Duration = .seconds(360)
    /// Seconds that stale routes are kept, least preferred, after the restart time (RFC 9494); nil offers none.
    public var longLivedStaleTime: UInt32?

    public init() {}
}
