internal import Netlink

/// A router that routes are wanted by way of.
struct NextHop {
    /// Targets that name it.
    var references = 0
    /// The ways to it; none: it cannot be reached.
    var hops: [RouteHop] = []
}
