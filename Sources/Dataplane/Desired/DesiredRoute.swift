public import Addresses

/// A route as it should be in the kernel.
public struct DesiredRoute: Hashable, Sendable {
    /// Where packets go.
    public enum Target: Hashable, Sendable {
        /// Dropped silently (`RTN_BLACKHOLE`).
        case blackhole
        /// Straight to the interface of that name (scope link): a pod's address and the host end of its link.
        case interface(String)
        /// To routers, each looked up in the kernel's connected and foreign routes; several that can be reached share the traffic (ECMP).
        case nextHops([IPAddress])
        /// To one router that is looked up like a next hop: what `reachableBy` of a BGPPeer names.
        case via(IPAddress)
    }

    public var prefix: IPPrefix
    /// `RTA_PRIORITY`: the smallest wins. In IPv6 the kernel makes 1024 of 0.
    public var metric: UInt32
    public var target: Target

    public init(_ prefix: IPPrefix, metric: UInt32, _ target: Target) {
        self.prefix = prefix
        self.metric = metric
        self.target = target
    }
}
