internal import Addresses
internal import Dataplane

/// Routes of the BGP protocol number in the kernel, from two sides: the node's own (blackholes for its networks, host routes to peers behind
/// a gateway) and learned ones. Where both have a prefix, the own one counts.
struct MergedRoutes: Sendable {
    private(set) var own: [IPPrefix: DesiredRoute] = [:]
    /// Learned routes to prefixes that the node has an own route for.
    private var hidden: [IPPrefix: DesiredRoute] = [:]

    /// - Returns: What the kernel has to get.
    mutating func setOwn(_ routes: [IPPrefix: DesiredRoute]) -> [RouteChange] {
        var changes: [RouteChange] = []
        for prefix in own.keys.sorted() where routes[prefix] == nil {
            changes.append(RouteChange(owner: .bgp, prefix: prefix, route: hidden.removeValue(forKey: prefix)))
        }
        for (prefix, route) in routes.sorted(by: { $0.key < $1.key }) where own[prefix] != route {
            changes.append(RouteChange(owner: .bgp, prefix: prefix, route: route))
        }
        own = routes
        return changes
    }

    /// - Returns: What the kernel has to get of changes among learned routes.
    mutating func learned(_ changes: [RouteChange]) -> [RouteChange] {
        guard !own.isEmpty else { return changes }
        return changes.filter { change in
            guard own[change.prefix] != nil else { return true }
            hidden[change.prefix] = change.route
            return false
        }
    }
}
