public import Addresses
public import BGPWire

/// What is in the tables. Reading walks through them: for people and tests, not for every change.
extension RoutingCore {
    /// What a peer has announced (Adj-RIB-In), before import policy.
    public func received(from peer: PeerIndex, _ family: AddressFamily) -> [RouteView] {
        family == .ipv4Unicast ? received(ipv4, peer.value) : received(ipv6, peer.value)
    }

    /// The best route to each prefix (Loc-RIB).
    public func best(_ family: AddressFamily) -> [RouteView] {
        family == .ipv4Unicast ? best(ipv4) : best(ipv6)
    }

    /// What a peer is told, or will be when it takes it (Adj-RIB-Out).
    public func sent(to peer: PeerIndex, _ family: AddressFamily) -> [RouteView] {
        family == .ipv4Unicast ? sent(ipv4, peer.value) : sent(ipv6, peer.value)
    }

    /// All routes to a prefix, the best first, each with the reason for its place.
    public func explain(_ prefix: IPPrefix) -> [RouteView] {
        if let prefix = IPv4Prefix(prefix) { return explain(ipv4, prefix) }
        if let prefix = IPv6Prefix(prefix) { return explain(ipv6, prefix) }
        return []
    }

    public func counts(of peer: PeerIndex) -> [FamilyCounts] {
        [counts(ipv4, peer.value), counts(ipv6, peer.value)].compactMap { $0 }
    }

    /// Destinations with routes.
    public func destinationCount(_ family: AddressFamily) -> Int {
        family == .ipv4Unicast ? ipv4.table.destinationCount : ipv6.table.destinationCount
    }

    private func view<Prefix>(_ routes: FamilyRoutes<Prefix>, _ place: Int, original: Bool, why: String) -> RouteView {
        let path = routes.table.paths[place]
        let destination = routes.table.destinations[Int(path.destination)]
        let handle = original || path.effective.isNone ? path.received : path.effective
        return RouteView(
            prefix: destination.prefix.prefix, pathID: path.remoteID, attributes: attributes.attributes(handle),
            peer: path.peer == RoutePath.local ? nil : PeerIndex(path.peer), isBest: Int(destination.best) == place,
            isStale: path.flags.contains(.stale), isRejected: path.effective.isNone, why: why)
    }

    private func received<Prefix>(_ routes: FamilyRoutes<Prefix>, _ peer: UInt32) -> [RouteView] {
        guard Int(peer) < routes.peers.count else { return [] }
        var views: [RouteView] = []
        var place = routes.peers[Int(peer)].firstPath
        while place != 0 {
            views.append(view(routes, Int(place), original: true, why: rejection(routes, Int(place)) ?? ""))
            place = routes.table.paths[Int(place)].peerNext
        }
        return views.sorted { ($0.prefix.address, $0.prefix.length, $0.pathID) < ($1.prefix.address, $1.prefix.length, $1.pathID) }
    }

    /// Why a path is refused; nil when it is not.
    private func rejection<Prefix>(_ routes: FamilyRoutes<Prefix>, _ place: Int) -> String? {
        let path = routes.table.paths[place]
        guard path.effective.isNone else {
            guard !attributes.isReachable(path.effective), let nextHop = attributes.nextHopAddress(path.effective) else { return nil }
            return "next hop \(nextHop) cannot be reached: no route of this host leads there"
        }
        guard Int(path.peer) < routes.peers.count, let intake = routes.peers[Int(path.peer)].intake else { return "refused" }
        let decoded = attributes.attributes(path.received)
        if let rejection = intake.rules.rejection(of: decoded) { return rejection.description }
        let filters = intake.rules.filters
        let prefix = routes.table.destinations[Int(path.destination)].prefix
        let isExternal = !(intake.source.role?.isInternal ?? false)
        guard let place = filters.match(prefix, source: intake.source, peerIsExternal: isExternal, attributes: { decoded }) else {
            return "refused: no import filter accepts it"
        }
        let filter = filters.filters[place.filter]
        return "refused by filter \(filter.name), rule \(place.rule + 1): \(filter.rules[place.rule])"
    }

    private func best<Prefix>(_ routes: FamilyRoutes<Prefix>) -> [RouteView] {
        routes.table.destinations.filter { $0.isUsed && $0.best != 0 }.sorted { $0.prefix < $1.prefix }
            .map { view(routes, Int($0.best), original: false, why: "") }
    }

    private func sent<Prefix>(_ routes: FamilyRoutes<Prefix>, _ peer: UInt32) -> [RouteView] {
        guard Int(peer) < routes.peers.count, let number = routes.peers[Int(peer)].group, let group = routes.groups[number] else { return [] }
        var views: [RouteView] = []
        for destination in routes.table.destinations.indices where routes.table.destinations[destination].isUsed {
            let paths = group.sendsAllPaths ? group.sentPaths(destination) : [SentPath(pathID: 0, route: group.sent(destination))]
            for path in paths where !path.route.isNone && path.route.source != peer {
                guard let outgoing = group.attributes(of: path.route, sources, attributes) else { continue }
                views.append(
                    RouteView(
                        prefix: routes.table.destinations[destination].prefix.prefix, pathID: path.pathID, attributes: outgoing,
                        peer: path.route.source == RoutePath.local ? nil : PeerIndex(path.route.source), isBest: !group.sendsAllPaths,
                        isStale: false, isRejected: false, why: ""))
            }
        }
        return views.sorted { ($0.prefix.address, $0.prefix.length, $0.pathID) < ($1.prefix.address, $1.prefix.length, $1.pathID) }
    }

    private func explain<Prefix>(_ routes: FamilyRoutes<Prefix>, _ prefix: Prefix) -> [RouteView] {
        guard let destination = routes.table.find(prefix) else { return [] }
        var places: [Int] = []
        var refused: [Int] = []
        routes.table.forEachPath(of: destination) { place, path in
            if routes.isUsable(path, attributes) { places.append(place) } else { refused.append(place) }
        }
        let candidates = places.map { routes.candidate($0, routes.table.paths[$0], attributes, sources) }
        let selection = DecisionProcess.rank(candidates, identity.decision)
        let reasons = reasons(selection)
        let views = places.indices.map { number in
            var view = view(routes, places[number], original: false, why: reasons[number])
            view.isUsed = selection.multipath.contains(number)
            return view
        }
        let refusedViews = refused.map { view(routes, $0, original: true, why: rejection(routes, $0) ?? "") }
        return views.filter(\.isBest) + views.filter { !$0.isBest } + refusedViews
    }

    /// For each route the reason of its place; for the best what put it before the one that came nearest.
    private func reasons(_ selection: Selection) -> [String] {
        selection.steps.map { step in
            if let step { return "the best has: \(step)" }
            return selection.steps.compactMap { $0 }.max().map { "best: \($0)" } ?? "the only route"
        }
    }

    private func counts<Prefix>(_ routes: FamilyRoutes<Prefix>, _ peer: UInt32) -> FamilyCounts? {
        guard Int(peer) < routes.peers.count else { return nil }
        var (received, rejected, stale, sent) = (0, 0, 0, 0)
        var place = routes.peers[Int(peer)].firstPath
        while place != 0 {
            let path = routes.table.paths[Int(place)]
            received += 1
            if path.effective.isNone { rejected += 1 }
            if path.flags.contains(.stale) { stale += 1 }
            place = path.peerNext
        }
        if let number = routes.peers[Int(peer)].group, let group = routes.groups[number] { sent = group.sentCount(to: peer) }
        guard received > 0 || sent > 0 || routes.peers[Int(peer)].group != nil else { return nil }
        return FamilyCounts(family: Prefix.family, received: received, rejected: rejected, stale: stale, sent: sent)
    }
}

/// What is held, for tests and for measuring.
extension RoutingCore {
    /// Different sets of attributes.
    var attributeSetCount: Int { attributes.count }
}
