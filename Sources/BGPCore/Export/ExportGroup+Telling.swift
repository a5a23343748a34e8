internal import BGPWire

/// From a destination's paths to what the group's peers are told of it.
extension ExportGroup {
    /// - Parameter best: The place of the best path, 0 for none.
    @inline(__always)
    mutating func tell(
        _ destination: Int, _ best: Int, _ table: inout RouteTable<Prefix>, _ attributes: inout AttributeTable, _ sources: PeerSources
    ) {
        if sendsAllPaths {
            var places: [Int] = []
            table.forEachPath(of: destination) { place, path in
                if !path.effective.isNone, attributes.isReachable(path.effective) { places.append(place) }
            }
            var paths: [SentPath] = []
            for place in places {
                let route = route(table.paths[place], table.destinations[destination].prefix, attributes, sources)
                if !route.isNone { paths.append(SentPath(pathID: UInt32(truncatingIfNeeded: place), route: route)) }
            }
            set(paths, of: destination, &table, &attributes)
        } else {
            let route = best == 0 ? .none : route(table.paths[best], table.destinations[destination].prefix, attributes, sources)
            set(route, of: destination, &table, &attributes)
        }
    }

    /// A path as the group's peers are told it; none when rules or filters keep it from them.
    @inline(__always)
    private mutating func route(_ path: RoutePath, _ prefix: Prefix, _ attributes: AttributeTable, _ sources: PeerSources) -> SentRoute {
        // A new group is filled before everything was looked at: what was the best may be refused by now.
        guard !path.effective.isNone else { return .none }
        guard rules.allows(sources[path.peer].role, attributes.marks(path.effective), Prefix.family) else { return .none }
        guard !rules.filters.isTrivial else { return SentRoute(attributes: path.effective, source: path.peer, operations: 0) }
        let verdict = rules.filters.verdict(prefix, source: sources.source(path.peer, prefix.prefix), peerIsExternal: rules.role == .external) {
            attributes.attributes(path.effective)
        }
        guard case .accept(let list) = verdict else { return .none }
        return SentRoute(attributes: path.effective, source: path.peer, operations: operations.number(of: list))
    }
}
