/// Whose a route is; the raw value is its `rtm_protocol` (linux/rtnetlink.h), by which the kernel's routes are told apart.
public enum RouteOwner: UInt8, Hashable, Sendable, CaseIterable {
    /// Routes to the pods of this node: the CNI plugin makes them too (`CalicoLink.routeProtocol`).
    case pods = 83
    /// Routes learned by BGP, and the blackholes of this node's own aggregates.
    case bgp = 84
}
