import Addresses
import BGPCore
import BGPWire

/// A policy in the words of the simulation: as a filter for the core, and as plain code for the reference.
struct PlainPolicy {
    struct Rule {
        /// nil: any.
        var inside: IPPrefix?
        /// nil: any.
        var community: Community?
        /// nil refuses the route.
        var changes: [Change]?
    }

    enum Change {
        case add(Community)
        case prepend([ASNumber])
        case setMED(UInt32)
        case setLocalPreference(UInt32)
    }

    var rules: [Rule] = []

    var filters: [RouteFilter] {
        guard !rules.isEmpty else { return [] }
        return [RouteFilter(name: "simulated", rules: rules.map(\.filterRule))]
    }

    /// The first rule that is meant decides; a route that none is meant for passes.
    func apply(_ prefix: IPPrefix, _ route: ReferenceRoute) -> ReferenceRoute? {
        for rule in rules {
            if let inside = rule.inside, !inside.contains(prefix.address) { continue }
            if let community = rule.community, !route.communities.contains(community) { continue }
            guard let changes = rule.changes else { return nil }
            var changed = route
            for change in changes { change.apply(&changed) }
            return changed
        }
        return route
    }
}

extension PlainPolicy.Rule {
    fileprivate var filterRule: FilterRule {
        var conditions: [FilterCondition] = []
        if let inside { conditions.append(.prefix(.inside, inside, lengths: nil)) }
        if let community { conditions.append(.community(community)) }
        guard let changes else { return FilterRule(conditions, .reject) }
        return FilterRule(conditions, .accept(changes.map(\.operation)))
    }
}

extension PlainPolicy.Change {
    fileprivate var operation: FilterOperation {
        switch self {
        case .add(let community): .addCommunity(community)
        case .prepend(let numbers): .prependASPath(numbers)
        case .setMED(let value): .setMultiExitDiscriminator(value)
        case .setLocalPreference(let value): .setLocalPreference(value)
        }
    }

    fileprivate func apply(_ route: inout ReferenceRoute) {
        switch self {
        case .add(let community): if !route.communities.contains(community) { route.communities.append(community) }
        case .prepend(let numbers): route.path = numbers + route.path
        case .setMED(let value):
            route.multiExitDiscriminator = value
            route.hasSetMED = true
        case .setLocalPreference(let value): route.localPreference = value
        }
    }
}
