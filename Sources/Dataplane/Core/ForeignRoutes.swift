internal import Addresses
internal import Netlink

/// The routes of the table that are not ours.
struct ForeignRoutes {
    /// By metric within a prefix.
    private(set) var byPrefix: [CompactPrefix: [ForeignRoute]] = [:]
    /// How many prefixes there are of each length.
    private var lengths: [[Int]] = [Array(repeating: 0, count: 33), Array(repeating: 0, count: 129)]

    /// The route that has this place; nil when nobody has it.
    func holder(of key: RouteKey) -> ForeignRoute? {
        guard lengths[key.prefix.isV6 ? 1 : 0][key.prefix.bits] > 0 else { return nil }
        return byPrefix[key.prefix]?.first { $0.metric == key.metric }
    }

    /// - Parameter replaces: It took the place of the first one of its prefix and metric (`NLM_F_REPLACE`).
    mutating func add(_ prefix: CompactPrefix, _ route: ForeignRoute, replaces: Bool) {
        change(prefix) { routes in
            if prefix.isV6 {
                // Hops that are added to a route come as the whole route.
                routes.removeAll { $0.metric == route.metric && (replaces || $0.routeProtocol == route.routeProtocol) }
            } else if replaces, let first = routes.firstIndex(where: { $0.metric == route.metric }) {
                routes.remove(at: first)
            }
            if let known = routes.firstIndex(where: { $0.isSame(as: route) }) {
                routes[known] = route
            } else {
                routes.insert(route, at: routes.firstIndex { $0.metric > route.metric } ?? routes.endIndex)
            }
        }
    }

    mutating func remove(_ prefix: CompactPrefix, _ route: ForeignRoute) {
        change(prefix) { routes in
            let same = routes.firstIndex { $0.isSame(as: route) }
            let similar = routes.firstIndex { $0.metric == route.metric && $0.routeProtocol == route.routeProtocol }
            guard let place = same ?? similar else { return }
            // Hops that are taken from an IPv6 route come one by one.
            let left = prefix.isV6 ? routes[place].hops.filter { !route.hops.contains($0) } : []
            if left.isEmpty { routes.remove(at: place) } else { routes[place].hops = left }
        }
    }

    /// Removes those for which `isGone` says so.
    /// - Returns: The places that became free.
    mutating func removeAll(where isGone: (CompactPrefix, ForeignRoute) -> Bool) -> [CompactPrefix] {
        let touched = byPrefix.compactMap { prefix, routes in routes.contains { isGone(prefix, $0) } ? prefix : nil }
        for prefix in touched { change(prefix) { $0.removeAll { isGone(prefix, $0) } } }
        return touched
    }

    /// Calls `body` with the routes whose prefix has the address, the longest and then the smallest metric first, until it says true.
    func forEach(containing address: IPAddress, _ body: (ForeignRoute) -> Bool) {
        let counts = lengths[address.family == .v6 ? 1 : 0]
        for length in counts.indices.reversed() where counts[length] > 0 {
            guard let prefix = IPPrefix(address, length: length) else { continue }
            for route in byPrefix[CompactPrefix(prefix)] ?? [] where body(route) { return }
        }
    }

    private mutating func change(_ prefix: CompactPrefix, _ body: (inout [ForeignRoute]) -> Void) {
        var routes = byPrefix[prefix] ?? []
        let wasEmpty = routes.isEmpty
        body(&routes)
        byPrefix[prefix] = routes.isEmpty ? nil : routes
        lengths[prefix.isV6 ? 1 : 0][prefix.bits] += (routes.isEmpty ? 0 : 1) - (wasEmpty ? 0 : 1)
    }
}
