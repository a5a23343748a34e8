public import Addresses
public import BGPWire

/// Where a route came from, as far as decision and filters ask.
public struct RouteSource: Hashable, Sendable {
    /// nil for a route that this speaker originates.
    public var role: PeerRole?
    /// The BGP identifier of the peer's OPEN; this speaker's own for a local route.
    public var identifier: BGPIdentifier
    /// The peer's address; nil for a local route.
    public var address: IPAddress?
    /// The interface of a local route, if it has one.
    public var interface: String?

    public init(role: PeerRole?, identifier: BGPIdentifier, address: IPAddress?, interface: String? = nil) {
        self.role = role
        self.identifier = identifier
        self.address = address
        self.interface = interface
    }

    public var isLocal: Bool { role == nil }
}
