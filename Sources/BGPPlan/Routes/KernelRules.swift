public import Addresses

/// Which learned routes go into the kernel, and with what metric.
///
/// Routes of VXLAN pools are never BGP's. Of pools with IP in IP that are BGP's, only those need no tunnel that go to the node's own subnet
/// where encapsulation is for other subnets alone (CrossSubnet).
public struct KernelRules: Hashable, Sendable {
    public enum Decision: Hashable, Sendable {
        case program(metric: UInt32)
        /// Not into the kernel, and why, for people.
        case leave(String)
    }

    /// Prefixes of services.
    var services: [IPPrefix]
    /// Addresses of nodes that are reached by WireGuard.
    var wireguard: Set<IPAddress>
    /// The longest prefixes first.
    var pools: [PoolRule]
    /// The IPv4 subnet of this node.
    var subnet: IPPrefix?
    var priority4: UInt32
    var priority6: UInt32

    /// - Parameters:
    ///   - prefix: Of the route.
    ///   - nextHop: As it was learned.
    ///   - localPreference: As it was learned; nil when there was none (external peers).
    public func decision(_ prefix: IPPrefix, nextHop: IPAddress?, localPreference: UInt32?) -> Decision {
        if let service = services.first(where: { $0.contains(prefix) }) {
            return .leave("service addresses in \(service) are not routed by nodes")
        }
        if let nextHop, wireguard.contains(nextHop) { return .leave("\(nextHop) is reached through WireGuard, whose routes are not BGP's") }
        if let pool = pools.first(where: { $0.prefix.contains(prefix) }) {
            switch pool.use {
            case .program: break
            case .leave(let why): return .leave(why)
            case .ownSubnetOnly(let why): if nextHop.map({ subnet?.contains($0) ?? false }) != true { return .leave(why) }
            }
        }
        return .program(metric: RoutePriority.metric(localPreference) ?? (prefix.family == .v4 ? priority4 : priority6))
    }
}

/// What ``KernelRules`` says about routes inside an IP pool.
struct PoolRule: Hashable, Sendable {
    enum Use: Hashable, Sendable {
        case program
        case leave(String)
        /// Programmed when the next hop is in the node's own subnet, otherwise left for this reason.
        case ownSubnetOnly(String)
    }

    var prefix: IPPrefix
    var use: Use
}
