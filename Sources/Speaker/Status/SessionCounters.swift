/// Messages and octets of a peer's sessions since the speaker was started.
public struct SessionCounters: Hashable, Sendable {
    public var octetsReceived: UInt64 = 0
    public var octetsSent: UInt64 = 0
    public var opensReceived: UInt64 = 0
    public var updatesReceived: UInt64 = 0
    public var keepalivesReceived: UInt64 = 0
    public var notificationsReceived: UInt64 = 0
    public var refreshesReceived: UInt64 = 0
    public var keepalivesSent: UInt64 = 0
    public var notificationsSent: UInt64 = 0
    /// Outputs with UPDATEs; each is one or more messages.
    public var outputsSent: UInt64 = 0
    /// Malformed attributes that did not end the session (RFC 7606).
    public var faults: UInt64 = 0

    public init() {}
}
