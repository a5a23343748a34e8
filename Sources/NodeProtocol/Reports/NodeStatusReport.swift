public import Addresses

/// The daemon as it is now.
public struct NodeStatusReport: Hashable, Sendable {
    public var node: String
    /// Of the program, without a "v".
    public var version: String
    public var pid: Int32
    /// Seconds since 1970.
    public var startedAt: Int64
    public var asNumber: UInt32
    /// Dotted quad; nil while none is known.
    public var routerID: String?
    /// Dotted quad; nil unless this node reflects routes.
    public var clusterID: String?
    public var addresses: [IPAddress]
    public var parts: [PartReport]
    public var conditions: [ConditionReport]
    public var remarks: [RemarkReport]
    public var peers: [PeerReport]
    public var routes: RouteReport
    /// How it was started: "first start", "restart, routes kept".
    public var startedBefore: String

    public init(
        node: String, version: String, pid: Int32, startedAt: Int64, asNumber: UInt32, routerID: String?, clusterID: String? = nil,
        addresses: [IPAddress], parts: [PartReport] = [], conditions: [ConditionReport] = [], remarks: [RemarkReport] = [],
        peers: [PeerReport] = [], routes: RouteReport = RouteReport(), startedBefore: String = "first start"
    ) {
        self.node = node
        self.version = version
        self.pid = pid
        self.startedAt = startedAt
        self.asNumber = asNumber
        self.routerID = routerID
        self.clusterID = clusterID
        self.addresses = addresses
        self.parts = parts
        self.conditions = conditions
        self.remarks = remarks
        self.peers = peers
        self.routes = routes
        self.startedBefore = startedBefore
    }
}
