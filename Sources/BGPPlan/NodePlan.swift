public import Addresses
public import BGPWire

/// What a node's BGP speaker should be like: computed from resources, compared with what was before.
public struct NodePlan: Hashable, Sendable {
    public var asNumber: ASNumber
    /// nil when the node has no address to make one of.
    public var routerID: BGPIdentifier?
    /// Of a route reflector.
    public var clusterID: BGPIdentifier?
    /// The node's, at most one a family, IPv4 first.
    public var addresses: [IPAddress]
    /// TCP port.
    public var listenPort: UInt16
    /// Connections are accepted at ``addresses`` only.
    public var bindsNodeAddress: Bool
    /// Trace, Debug, Info, Warning, Error or Fatal.
    public var logSeverity: String
    /// Patterns of interfaces whose networks are not told; * stands for any text.
    public var ignoredInterfaces: [String]
    /// One for each peer address.
    public var sessions: [IPAddress: SessionPlan]
    public var local: LocalRouteRules
    public var kernel: KernelRules
    /// In a fixed order.
    public var remarks: [PlanRemark]

    /// - Parameters:
    ///   - view: The cluster's resources.
    ///   - facts: Of the node.
    public init(_ view: ClusterView, _ facts: NodeFacts) {
        self = NodePlanner(ClusterIndex(view), facts).plan()
    }

    init(
        asNumber: ASNumber, routerID: BGPIdentifier?, clusterID: BGPIdentifier?, addresses: [IPAddress], listenPort: UInt16, bindsNodeAddress: Bool,
        logSeverity: String, ignoredInterfaces: [String], sessions: [IPAddress: SessionPlan], local: LocalRouteRules, kernel: KernelRules,
        remarks: [PlanRemark]
    ) {
        self.asNumber = asNumber
        self.routerID = routerID
        self.clusterID = clusterID
        self.addresses = addresses
        self.listenPort = listenPort
        self.bindsNodeAddress = bindsNodeAddress
        self.logSeverity = logSeverity
        self.ignoredInterfaces = ignoredInterfaces
        self.sessions = sessions
        self.local = local
        self.kernel = kernel
        self.remarks = remarks
    }

    /// In the order of their addresses.
    public var sortedSessions: [SessionPlan] { sessions.values.sorted { $0.address < $1.address } }
}
