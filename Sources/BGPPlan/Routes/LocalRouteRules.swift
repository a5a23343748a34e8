public import Addresses

/// What this node originates.
public struct LocalRouteRules: Hashable, Sendable {
    /// podCIDRs and own confirmed blocks with more than one address: told, and blackholed in the kernel. Ascending, each once.
    public var aggregates: [IPPrefix]
    /// Service CIDRs of BGPConfiguration: told, no kernel route. Ascending, each once.
    public var statics: [IPPrefix]
    /// Normal metric of IPv4 routes.
    public var priority4: UInt32
    /// Normal metric of IPv6 routes.
    public var priority6: UInt32

    /// Inside an aggregate: told with it, not by itself, unless its metric is lower than the normal one.
    public func isAggregated(_ address: IPAddress) -> Bool { aggregates.contains { $0.contains(address) } }

    /// LOCAL_PREF of own routes: 2147483647 less the normal metric.
    public func localPreference(_ family: IPAddress.Family) -> UInt32 {
        RoutePriority.localPreference(family == .v4 ? priority4 : priority6)
    }
}
