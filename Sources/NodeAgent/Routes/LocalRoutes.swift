internal import Addresses
internal import BGPPlan
internal import Dataplane
internal import Glibc

/// What this node tells of itself: its podCIDRs and blocks whole, pods outside them one by one, networks of its interfaces, static prefixes.
///
/// Which of them a peer is told is for the export rules.
struct LocalRoutes: Sendable {
    /// Interfaces whose networks are never told, as patterns of fnmatch(3): pods' own and those of kube-proxy.
    static let neverTold = ["cali*", "kube-ipvs*", "lo"]

    private(set) var routes: [IPPrefix: LocalRoute] = [:]

    /// - Parameters:
    ///   - rules: Of the node's plan.
    ///   - endpoints: Pods on this node.
    ///   - network: The host's interfaces.
    ///   - ignored: Patterns of interfaces that are left out besides.
    init(_ rules: LocalRouteRules, endpoints: EndpointTable, network: NetworkView, ignored: [String]) {
        for connected in Self.connected(network) where !ignored.contains(where: { Self.matches(connected.interface, $0) }) {
            routes[connected.network] = LocalRoute(
                localPreference: rules.localPreference(connected.network.family), interface: connected.interface)
        }
        for prefix in rules.aggregates + rules.statics {
            routes[prefix] = LocalRoute(localPreference: rules.localPreference(prefix.family), interface: nil)
        }
        for (address, interface) in endpoints.addresses where !rules.isAggregated(address) {
            routes[IPPrefix(host: address)] = LocalRoute(localPreference: rules.localPreference(address.family), interface: interface)
        }
    }

    init() {}

    /// Networks of interfaces that peers may be told of.
    static func connected(_ network: NetworkView) -> [NetworkView.Connected] {
        network.connected.filter { connected in
            !isLinkLocal(connected.network) && !neverTold.contains { matches(connected.interface, $0) }
        }
    }

    static func matches(_ name: String, _ pattern: String) -> Bool { fnmatch(pattern, name, 0) == 0 }

    private static func isLinkLocal(_ prefix: IPPrefix) -> Bool {
        linkLocal.contains { $0.overlaps(prefix) }
    }

    private static let linkLocal = ["169.254.0.0/16", "fe80::/10"].compactMap { IPPrefix($0) }

    /// What to originate and what to withdraw to get from `old` here.
    func changes(from old: LocalRoutes) -> (originated: [(IPPrefix, LocalRoute)], withdrawn: [IPPrefix]) {
        let originated = routes.filter { old.routes[$0.key] != $0.value }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        let withdrawn = old.routes.keys.filter { routes[$0] == nil }.sorted()
        return (originated, withdrawn)
    }
}
