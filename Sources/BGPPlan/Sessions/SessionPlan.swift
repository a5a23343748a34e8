public import Addresses
public import BGPCore
public import BGPWire

/// One session as it should be.
///
/// A session carries routes of the family of its addresses, and no others.
public struct SessionPlan: Hashable, Sendable {
    /// What the session is there for.
    public enum Origin: String, Hashable, Sendable, CaseIterable {
        case mesh = "Mesh"
        /// A BGPPeer for all nodes.
        case global = "Global"
        /// A BGPPeer for this node or some nodes, or the other end of one.
        case node = "Node"
        case localWorkload = "Local_Workload"
    }

    public var origin: Origin
    /// The BGPPeer; nil for the mesh.
    public var resource: String?
    /// The BGPPeer is about the other end's session; this one is its counterpart.
    public var isReverse: Bool
    /// The node that has the address.
    public var remoteNode: String?
    public var address: IPAddress
    /// TCP port of the peer; nil: 179, and not in the name.
    public var port: UInt16?
    public var localAS: ASNumber
    public var remoteAS: ASNumber
    /// Local address; nil: what routing gives.
    public var source: IPAddress?
    /// The peer connects.
    public var isPassive: Bool
    /// Hops to the peer at most (RFC 5082); nil: not checked.
    public var maximumHops: UInt8?
    /// Through which the peer is reached.
    public var gateway: IPAddress?
    public var password: SecretReference?
    /// Seconds that the peer is asked to keep routes (RFC 4724); nil: the speaker's default.
    public var restartTime: UInt16?
    /// Seconds; nil: a third of the hold time.
    public var keepaliveTime: UInt16?
    /// Seconds.
    public var holdTime: UInt16
    /// This node reflects routes to the peer and from it.
    public var isClient: Bool
    /// The peer reflects routes to this node and from it.
    public var isReflector: Bool
    public var nextHop: ExportPolicy.NextHopMode
    /// How often the local AS may be in the path of a learned route.
    public var allowedOwnAS: Int
    /// BGPFilters in their order; what none decides is accepted.
    public var importFilters: [RouteFilter]
    /// BGPFilters in their order, then Calico's own rules, which decide every route.
    public var exportFilters: [RouteFilter]
}
