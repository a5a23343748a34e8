public import Addresses
internal import JSON

/// The routes that the node agent puts into the kernel.
public struct FelixRoutingFields: Fields {
    public static let schema = Schema(
        FelixRoutingFields(),
        [
            CrossFieldRule("routeTableRange", "must not be set together with routeTableRanges, which replaces it") {
                $0.routeTableRange == nil || $0.routeTableRanges == nil
            },
            CrossFieldRule("routeTableRanges", "has more than 65535 tables together") { routing in
                // Bounds are at most 32 bits: the sum of any list that fits memory fits 64.
                (routing.routeTableRanges ?? []).reduce(0) { $0 + ($1.max ?? 0) - ($1.min ?? 0) + 1 } <= 65_535
            },
        ])

    public let deviceRouteSourceAddress = Field.address(
        "deviceRouteSourceAddress", family: .v4, doc: "Source address of the node's own packets to its workloads; absent: the kernel chooses.")
    public let deviceRouteSourceAddressIPv6 = Field.address("deviceRouteSourceAddressIPv6", family: .v6, doc: "The same for IPv6.")
    public let deviceRouteProtocol = Field.integer(
        "deviceRouteProtocol", .assumed(3), in: 0...255, doc: "The mark of the agent's routes in the kernel (linux/rtnetlink.h, RTPROT_BOOT is 3).")
    public let removeExternalRoutes = Field.flag(
        "removeExternalRoutes", .assumed(true),
        doc: "Routes to workloads' interfaces that others made are removed; with false those with another protocol stay.")
    public let programClusterRoutes: Field<ClusterRoutes> = .choice(
        "programClusterRoutes", .assumed("EnabledIPIPOnly"),
        doc: "Which routes to other nodes' workloads this agent makes; BGP makes the others. Those of VXLAN are always made here.")
    public let externalNodesList: Field<[Network]> = .list(
        "externalNodesList", .keepsEmpty, .settingName("ExternalNodesCIDRList"), of: ParsedRule<Network>.network(.v4),
        doc: "Other IPv4 machines whose tunnelled packets are accepted.")
    public let routeSource: Field<ClusterRouteSource> = .choice(
        "routeSource", .assumed("CalicoIPAM"), doc: "From what the routes to other nodes are made.")
    public let routeTableRanges: Field<[Object<RouteTablesFields>]> = .objects(
        "routeTableRanges", .keepsEmpty, doc: "Kernel route tables that the agent may use, 65535 at most; absent: 1 to 250.")
    public let routeTableRange: Field<Object<RouteTableRangeFields>> = .object(
        "routeTableRange", doc: "One range of these; replaced by routeTableRanges.")
    public let routeSyncDisabled = Field.flag("routeSyncDisabled", .assumed(false), doc: "The agent touches no route: it applies policies only.")
    public let ipv4NormalRoutePriority = Field.integer(
        "ipv4NormalRoutePriority", .assumed(1024), .settingName("IPv4NormalRoutePriority"), in: priority,
        doc: "Metric of the IPv4 routes to workloads.")
    public let ipv4ElevatedRoutePriority = Field.integer(
        "ipv4ElevatedRoutePriority", .assumed(512), .settingName("IPv4ElevatedRoutePriority"), in: priority,
        doc: "Metric of the IPv4 route to a virtual machine that has just moved here; the lower one wins.")
    public let ipv6NormalRoutePriority = Field.integer(
        "ipv6NormalRoutePriority", .assumed(1024), .settingName("IPv6NormalRoutePriority"), in: priority,
        doc: "Metric of the IPv6 routes to workloads.")
    public let ipv6ElevatedRoutePriority = Field.integer(
        "ipv6ElevatedRoutePriority", .assumed(512), .settingName("IPv6ElevatedRoutePriority"), in: priority,
        doc: "Metric of the IPv6 route to a virtual machine that has just moved here; the lower one wins.")
    public let liveMigrationRouteConvergenceTime = Field.period(
        "liveMigrationRouteConvergenceTime", .assumed("30s"), doc: "How long after a virtual machine's move its route keeps the elevated metric.")
    public let localSubnetL2Reachability: Field<LocalSubnetReachability> = .choice(
        "localSubnetL2Reachability", .assumed("Disabled"),
        doc: "Which addresses in the node's own subnet it answers for (ARP and neighbour discovery).")
    public let localSubnetL2ReachabilityRefreshInterval = Field.period(
        "localSubnetL2ReachabilityRefreshInterval", .assumed("2m0s"), doc: "Time between comparisons of these answers with what they should be.")
    public let awsSrcDstCheck: Field<SourceDestinationCheck> = .choice(
        "awsSrcDstCheck", .assumed("DoNothing"), doc: "What is done to the check of source and destination addresses of the node's EC2 instance.")

    private static let priority: ClosedRange<Int64> = 1...2_147_483_646
}

/// A range of kernel route tables.
public struct RouteTablesFields: Fields {
    public static let schema = Schema(RouteTablesFields(), [CrossFieldRule("min", "is more than max") { $0.min ?? 0 <= $0.max ?? 0 }])

    public let min = Field.integer("min", .required, in: 1...4_294_967_295, doc: "The first table.")
    public let max = Field.integer("max", .required, in: 1...4_294_967_295, doc: "The last table.")
}

/// A range of kernel route tables, as older releases had it.
public struct RouteTableRangeFields: Fields {
    public static let schema = Schema(RouteTableRangeFields(), [CrossFieldRule("min", "is more than max") { $0.min ?? 0 <= $0.max ?? 0 }])

    public let min = Field.integer("min", .required, in: 1...250, doc: "The first table.")
    public let max = Field.integer("max", .required, in: 1...250, doc: "The last table.")
}

/// From what the routes to other nodes are made.
public enum ClusterRouteSource: String, CaselessWord {
    /// Workload endpoints.
    case workloads = "WorkloadIPs"
    /// Blocks of addresses.
    case blocks = "CalicoIPAM"
}

/// Which addresses in the node's own subnet it answers for.
public enum LocalSubnetReachability: String, FieldValue, CaseIterable {
    case disabled = "Disabled"
    case podsAndLoadBalancers = "PodsAndLoadBalancers"
}

/// What is done to the check of source and destination addresses of an EC2 instance.
public enum SourceDestinationCheck: String, FieldValue, CaseIterable {
    case doNothing = "DoNothing"
    case enable = "Enable"
    case disable = "Disable"
}
