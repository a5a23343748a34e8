internal import Addresses
internal import BGPWire

extension FamilyRoutes {
    /// Notes which routes to a destination are used, if anybody wants to hear of it.
    @inline(__always)
    mutating func feed(
        _ destination: Int, _ best: Int, _ attributes: inout AttributeTable, _ sources: PeerSources, _ options: DecisionOptions
    ) {
        guard forwarding != nil else { return }
        var first = ForwardingFeed.Use.none
        var rest: [ForwardingFeed.Use] = []
        if best != 0, table.paths[best].peer != RoutePath.local {
            first = use(best)
            if options.maximumPaths > 1, table.paths[Int(table.destinations[destination].firstPath)].next != 0 {
                rest = beside(best, destination, attributes, sources, options).map(use)
            }
        }
        forwarding?.set(first, rest, of: destination, &table, &attributes)
    }

    private func use(_ place: Int) -> ForwardingFeed.Use {
        ForwardingFeed.Use(attributes: table.paths[place].effective, peer: table.paths[place].peer)
    }

    /// Places of the routes that are as good as the best, in order, no next hop twice.
    private func beside(
        _ best: Int, _ destination: Int, _ attributes: AttributeTable, _ sources: PeerSources, _ options: DecisionOptions
    ) -> [Int] {
        var places = [best]
        var candidates = [candidate(best, table.paths[best], attributes, sources)]
        table.forEachPath(of: destination) { place, path in
            guard place != best, isUsable(path, attributes), path.peer != RoutePath.local else { return }
            places.append(place)
            candidates.append(candidate(place, path, attributes, sources))
        }
        guard places.count > 1 else { return [] }
        var nextHops: Set<UInt32> = [attributes.nextHop(table.paths[best].effective)]
        var beside: [Int] = []
        for number in DecisionProcess.equals(of: 0, candidates, options) where beside.count < options.maximumPaths - 1 {
            guard nextHops.insert(attributes.nextHop(table.paths[places[number]].effective)).inserted else { continue }
            beside.append(places[number])
        }
        return beside
    }

    /// Changed destinations, at most `limit`, as they are now.
    mutating func takeForwarding(limit: Int, _ attributes: AttributeTable) -> [ForwardingRoute] {
        var routes: [ForwardingRoute] = []
        while routes.count < limit, let destination = forwarding?.take() {
            let uses = forwarding?.uses(of: destination) ?? []
            let paths = uses.compactMap { use -> ForwardingPath? in
                guard let nextHop = attributes.nextHopAddress(use.attributes) else { return nil }
                return ForwardingPath(
                    nextHop: nextHop, localPreference: attributes.key(use.attributes).localPreference, peer: PeerIndex(use.peer))
            }
            routes.append(ForwardingRoute(table.destinations[destination].prefix.prefix, paths))
            table.removePending(destination)
        }
        return routes
    }

    mutating func offerForwardingAgain() {
        guard let known = forwarding else { return }
        for destination in table.destinations.indices where table.destinations[destination].isUsed && !known.uses(of: destination).isEmpty {
            forwarding?.queue(destination, &table)
        }
    }

    /// Has every destination looked at that a route with this next hop leads to.
    mutating func nextHopChanged(_ address: IPAddress, _ attributes: AttributeTable) {
        for place in table.paths.indices.dropFirst() where !table.paths[place].effective.isNone {
            if attributes.nextHopAddress(table.paths[place].effective) == address { table.markDirty(Int(table.paths[place].destination)) }
        }
    }
}
