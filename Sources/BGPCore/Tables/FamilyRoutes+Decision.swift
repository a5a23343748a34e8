internal import BGPWire

/// From changed destinations to what each group of peers is told.
extension FamilyRoutes {
    /// Looks at changed destinations, at most `limit`. False when none is left.
    mutating func process(limit: Int, _ attributes: inout AttributeTable, _ sources: PeerSources, _ options: DecisionOptions) -> Bool {
        for _ in 0..<limit {
            guard let destination = table.takeDirty() else { return false }
            let best = selectBest(destination, attributes, sources, options)
            table.setBest(UInt32(truncatingIfNeeded: best), of: destination)
            for number in groups.indices where groups[number] != nil {
                groups[number]?.tell(destination, best, &table, &attributes, sources)
            }
            feed(destination, best, &attributes, sources, options)
            table.settle(destination)
        }
        return table.hasDirty
    }

    /// What a path is to the decision process.
    @inline(__always)
    func candidate(_ place: Int, _ path: RoutePath, _ attributes: AttributeTable, _ sources: PeerSources) -> Candidate {
        let source = sources[path.peer]
        return Candidate(
            key: attributes.key(path.effective), role: source.role, identifier: source.identifier, address: source.address,
            arrival: UInt64(path.arrival), pathID: path.remoteID)
    }

    /// Neither policy nor its next hop is against it.
    @inline(__always)
    func isUsable(_ path: RoutePath, _ attributes: AttributeTable) -> Bool {
        !path.effective.isNone && attributes.isReachable(path.effective)
    }

    /// The place of the best path that can be used, 0 for none.
    private func selectBest(_ destination: Int, _ attributes: AttributeTable, _ sources: PeerSources, _ options: DecisionOptions) -> Int {
        var first = 0
        var second = 0
        var count = 0
        table.forEachPath(of: destination) { place, path in
            guard isUsable(path, attributes) else { return }
            count += 1
            if count == 1 { first = place } else { second = place }
        }
        switch count {
        case 0, 1: return first
        case 2:
            // They are compared with MED only when it is comparable; with two the order does not matter.
            let (one, other) = (table.paths[first], table.paths[second])
            let order = DecisionProcess.compare(
                candidate(first, one, attributes, sources), candidate(second, other, attributes, sources), options)
            return order.isFirstBetter ? first : second
        default:
            var places: [Int] = []
            var candidates: [Candidate] = []
            table.forEachPath(of: destination) { place, path in
                guard isUsable(path, attributes) else { return }
                places.append(place)
                candidates.append(candidate(place, path, attributes, sources))
            }
            return places[DecisionProcess.best(candidates, options)]
        }
    }

    /// Tells a new group of everything there is.
    mutating func fill(_ number: Int, _ attributes: inout AttributeTable, _ sources: PeerSources) {
        for destination in 1..<max(table.destinationEnd, 1) where table.destinations[destination].isUsed {
            groups[number]?.tell(destination, Int(table.destinations[destination].best), &table, &attributes, sources)
        }
    }
}
