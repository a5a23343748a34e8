public import Addresses
public import BGPWire

/// What is in the tables. Reading walks through them: for people and tests, not for every change.
extension RoutingCore {
    /// A part of the routes: those of at most `limit` prefixes from a place in the table on. Routes that come or go meanwhile may be missed.
    public func page(_ selection: RouteSelection, _ family: AddressFamily, from start: Int = 0, limit: Int) -> RoutePage {
        family == .ipv4Unicast ? page(ipv4, selection, start, limit) : page(ipv6, selection, start, limit)
    }

    /// What a peer has announced (Adj-RIB-In), before import policy.
    public func received(from peer: PeerIndex, _ family: AddressFamily) -> [RouteView] { all(.received(peer), family) }

    /// The best route to each prefix (Loc-RIB).
    public func best(_ family: AddressFamily) -> [RouteView] { all(.best, family) }

    /// What a peer is told, or will be when it takes it (Adj-RIB-Out).
    public func sent(to peer: PeerIndex, _ family: AddressFamily) -> [RouteView] { all(.sent(peer), family) }

    private func all(_ selection: RouteSelection, _ family: AddressFamily) -> [RouteView] {
        page(selection, family, limit: .max).routes.sorted { ($0.prefix, $0.pathID) < ($1.prefix, $1.pathID) }
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

    private func page<Prefix>(_ routes: FamilyRoutes<Prefix>, _ selection: RouteSelection, _ start: Int, _ limit: Int) -> RoutePage {
        let first = max(start, 1)
        let end = first < routes.table.destinationEnd ? first + min(limit, routes.table.destinationEnd - first) : first
        var views: [RouteView] = []
        for destination in first..<end where routes.table.destinations[destination].isUsed {
            views += self.views(routes, destination, selection)
        }
        return RoutePage(routes: views, next: end < routes.table.destinationEnd ? end : nil)
    }

    private func views<Prefix>(_ routes: FamilyRoutes<Prefix>, _ destination: Int, _ selection: RouteSelection) -> [RouteView] {
        switch selection {
        case .best:
            let best = Int(routes.table.destinations[destination].best)
            return best == 0 ? [] : [view(routes, best, original: false, why: "")]
        case .explained: return explain(routes, destination)
        case .received(let peer):
            var views: [RouteView] = []
            routes.table.forEachPath(of: destination) { place, path in
                if path.peer == peer.value { views.append(view(routes, place, original: true, why: rejection(routes, place) ?? "")) }
            }
            return views
        case .sent(let peer): return sent(routes, destination, peer.value)
        }
    }

    private func sent<Prefix>(_ routes: FamilyRoutes<Prefix>, _ destination: Int, _ peer: UInt32) -> [RouteView] {
        guard Int(peer) < routes.peers.count, let number = routes.peers[Int(peer)].group, let group = routes.groups[number] else { return [] }
        let paths = group.sendsAllPaths ? group.sentPaths(destination) : [SentPath(pathID: 0, route: group.sent(destination))]
        return paths.compactMap { path in
            guard !path.route.isNone, path.route.source != peer, let outgoing = group.attributes(of: path.route, sources, attributes) else {
                return nil
            }
            return RouteView(
                prefix: routes.table.destinations[destination].prefix.prefix, pathID: path.pathID, attributes: outgoing,
                peer: path.route.source == RoutePath.local ? nil : PeerIndex(path.route.source), isBest: !group.sendsAllPaths,
                isStale: false, isRejected: false, why: "")
        }
    }

    private func explain<Prefix>(_ routes: FamilyRoutes<Prefix>, _ prefix: Prefix) -> [RouteView] {
        routes.table.find(prefix).map { explain(routes, $0) } ?? []
    }

    private func explain<Prefix>(_ routes: FamilyRoutes<Prefix>, _ destination: Int) -> [RouteView] {
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
