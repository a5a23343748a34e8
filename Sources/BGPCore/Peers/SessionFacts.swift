public import Addresses
public import BGPWire

/// What is known of a session once it is up.
public struct SessionFacts: Hashable, Sendable {
    public let negotiated: NegotiatedSession
    public let remoteAS: ASNumber
    /// The AS of the OPEN that was sent.
    public let localAS: ASNumber
    public let remoteIdentifier: BGPIdentifier
    /// This end of the connection: the next hop of routes this speaker stands for.
    public let localAddress: IPAddress
    /// An address of the other family on the same interface, for routes of that family; nil when there is none.
    public var otherFamilyAddress: IPAddress?
    /// This end's link-local address beside a global IPv6 one (RFC 2545 §3).
    public var linkLocalAddress: IPAddress?
    /// The subnet both ends are directly on; nil for a peer further away. A third party's next hop inside it is passed on (RFC 4271 §5.1.3).
    public var sharedNetworks: [IPPrefix] = []

    public init(
        negotiated: NegotiatedSession, remoteAS: ASNumber, localAS: ASNumber, remoteIdentifier: BGPIdentifier, localAddress: IPAddress
    ) {
        self.negotiated = negotiated
        self.remoteAS = remoteAS
        self.localAS = localAS
        self.remoteIdentifier = remoteIdentifier
        self.localAddress = localAddress
    }
}
