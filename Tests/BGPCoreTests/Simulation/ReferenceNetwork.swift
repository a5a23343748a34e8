import Addresses
import BGPWire

/// The stable outcome for a network, in plain code: all speakers tell each other their best routes in rounds, until nothing changes.
///
/// It knows RFC 4271 and RFC 4456, and nothing of ``BGPCore``.
struct ReferenceNetwork {
    struct Speaker {
        var asNumber: ASNumber
        var identifier: BGPIdentifier
        var cluster: BGPIdentifier
        var address: IPAddress
        var address6: IPAddress
        var own: [IPPrefix: ReferenceRoute]
        var neighbours: [Neighbour] = []
    }

    struct Neighbour {
        var speaker: Int
        /// The neighbour is a client of the speaker.
        var isClient: Bool
        var policy: LinkPolicy
        /// The place of the speaker among the neighbour's neighbours.
        var place: Int
    }

    private(set) var speakers: [Speaker]
    /// By speaker, then by neighbour: what it has announced of the prefix that is looked at.
    private var received: [[[ReferenceRoute]]] = []
    /// By speaker: its routes to that prefix, the best one first.
    private var routes: [[ReferenceRoute]] = []
    /// By speaker.
    private(set) var best: [[IPPrefix: ReferenceRoute]]
    private let sharedNetworks: [IPPrefix]
    /// Speakers tell all their routes, not the best one alone.
    private let tellsAll: Bool

    init(_ speakers: [Speaker], sharedNetworks: [IPPrefix], tellsAll: Bool) {
        self.speakers = speakers
        self.sharedNetworks = sharedNetworks
        self.tellsAll = tellsAll
        best = speakers.map { _ in [:] }
    }

    /// - Returns: False when there is no stable outcome within so many rounds.
    mutating func settle(_ prefixes: [IPPrefix], rounds: Int) -> Bool {
        for prefix in prefixes {
            received = speakers.map { $0.neighbours.map { _ in [] } }
            routes = speakers.map { _ in [] }
            var left = rounds
            while round(prefix) {
                left -= 1
                if left == 0 { return false }
            }
            for speaker in speakers.indices { best[speaker][prefix] = routes[speaker].first }
        }
        return true
    }

    /// All choose, then all tell; false when nothing changed.
    private mutating func round(_ prefix: IPPrefix) -> Bool {
        var changed: [Int] = []
        for speaker in speakers.indices {
            let choice = choose(speaker, prefix)
            guard choice != routes[speaker] else { continue }
            routes[speaker] = choice
            changed.append(speaker)
        }
        for speaker in changed {
            for (place, neighbour) in speakers[speaker].neighbours.enumerated() {
                let words = routes[speaker].prefix(tellsAll ? .max : 1).compactMap { told(prefix, $0, by: speaker, to: place) }
                received[neighbour.speaker][neighbour.place] = words
            }
        }
        return !changed.isEmpty
    }

    private func choose(_ number: Int, _ prefix: IPPrefix) -> [ReferenceRoute] {
        var routes: [ReferenceRoute] = []
        if let own = speakers[number].own[prefix] { routes.append(own) }
        for (place, words) in received[number].enumerated() {
            routes += words.compactMap { taken(prefix, $0, by: number, from: place) }
        }
        guard let best = preferred(routes, number) else { return [] }
        return [best] + (tellsAll ? routes.filter { $0 != best } : [])
    }

    private func isExternal(_ number: Int, _ place: Int) -> Bool {
        speakers[speakers[number].neighbours[place].speaker].asNumber != speakers[number].asNumber
    }

    // Import

    private func taken(_ prefix: IPPrefix, _ route: ReferenceRoute, by number: Int, from place: Int) -> ReferenceRoute? {
        let speaker = speakers[number]
        if route.path.contains(speaker.asNumber) || route.originator == speaker.identifier || route.clusters.contains(speaker.cluster) { return nil }
        if route.nextHop == speaker.address || route.nextHop == speaker.address6 { return nil }
        var route = route
        route.neighbour = place
        return speaker.neighbours[place].policy.imported.apply(prefix, route)
    }

    // Decision: one rule after the other leaves fewer routes

    private func preferred(_ routes: [ReferenceRoute], _ number: Int) -> ReferenceRoute? {
        guard routes.count > 1 else { return routes.first }
        var left = routes
        func keepLeast<Value: Comparable>(_ value: (ReferenceRoute) -> Value) {
            if let least = left.map(value).min() { left.removeAll { value($0) != least } }
        }
        keepLeast { UInt32.max - ($0.localPreference ?? 100) }
        keepLeast { $0.neighbour == nil ? 0 : 1 }
        keepLeast { $0.path.count }
        keepLeast { $0.origin.rawValue }
        let beforeMED = left
        left.removeAll { route in
            beforeMED.contains { $0.path.first == route.path.first && ($0.multiExitDiscriminator ?? 0) < (route.multiExitDiscriminator ?? 0) }
        }
        keepLeast { route in route.neighbour.map { isExternal(number, $0) ? 0 : 1 } ?? 2 }
        keepLeast { ($0.originator ?? identifier(of: $0, number)).value }
        keepLeast { $0.clusters.count }
        keepLeast { route in route.neighbour.map { speakers[speakers[number].neighbours[$0].speaker].address.value } ?? 0 }
        return left.first
    }

    private func identifier(of route: ReferenceRoute, _ number: Int) -> BGPIdentifier {
        route.neighbour.map { speakers[speakers[number].neighbours[$0].speaker].identifier } ?? speakers[number].identifier
    }

    // Export

    /// A best route as a neighbour hears of it.
    private func told(_ prefix: IPPrefix, _ route: ReferenceRoute, by number: Int, to place: Int) -> ReferenceRoute? {
        let (speaker, neighbour) = (speakers[number], speakers[number].neighbours[place])
        let isExternal = isExternal(number, place)
        if route.neighbour == place { return nil }
        if let source = route.neighbour {
            let isFromInternal = !self.isExternal(number, source)
            if isFromInternal, !isExternal, !speaker.neighbours[source].isClient, !neighbour.isClient { return nil }
            if route.communities.contains(.noAdvertise) || isExternal && route.communities.contains(.noExport) { return nil }
        }
        guard var changed = neighbour.policy.exported.apply(prefix, route) else { return nil }
        let ownNextHop = prefix.address.family == .v4 ? speaker.address : speaker.address6
        if isExternal {
            let isThirdParty = changed.nextHop.map { nextHop in sharedNetworks.contains { $0.contains(nextHop) } } ?? false
            if !isThirdParty || neighbour.policy.hasOwnNextHop { changed.nextHop = ownNextHop }
            changed.path = [speaker.asNumber] + changed.path
            changed.localPreference = nil
            if !changed.hasSetMED, route.neighbour != nil { changed.multiExitDiscriminator = nil }
            changed.originator = nil
            changed.clusters = []
        } else {
            if route.neighbour == nil || neighbour.policy.hasOwnNextHop { changed.nextHop = ownNextHop }
            changed.localPreference = changed.localPreference ?? 100
            if let source = route.neighbour, !self.isExternal(number, source) {
                changed.originator = changed.originator ?? identifier(of: route, number)
                changed.clusters = [speaker.cluster] + changed.clusters
            }
        }
        // To be its own next hop is of no use to it.
        if changed.nextHop == speakers[neighbour.speaker].address { return nil }
        changed.neighbour = nil
        changed.hasSetMED = false
        return changed
    }
}
