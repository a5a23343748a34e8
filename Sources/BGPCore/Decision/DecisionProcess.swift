internal import Addresses
internal import BGPWire

/// The choice among routes to the same destination (RFC 4271 §9.1.2.2, RFC 4456 §9, RFC 5004, RFC 9494 §4.3).
///
/// MED counts within a neighbour AS only, so comparing in pairs is not transitive. The best of each neighbour AS is found first, then the
/// best of those: the result does not depend on the order of arrival.
enum DecisionProcess {
    /// Compares two routes; between routes of different neighbour ASes without MED, unless the options say otherwise.
    static func compare(_ first: Candidate, _ second: Candidate, _ options: DecisionOptions) -> DecisionOrder {
        let (one, other) = (first.key, second.key)
        if one.isLongLivedStale != other.isLongLivedStale { return order(!one.isLongLivedStale, .notLongLivedStale) }
        if one.localPreference != other.localPreference { return order(one.localPreference > other.localPreference, .localPreference) }
        if (first.role == nil) != (second.role == nil) { return order(first.role == nil, .localOrigin) }
        if one.pathLength != other.pathLength { return order(one.pathLength < other.pathLength, .asPathLength) }
        if one.origin != other.origin { return order(one.origin.rawValue < other.origin.rawValue, .origin) }
        if options.alwaysComparesMED || one.neighborAS == other.neighborAS {
            let missing = options.missingMEDIsWorst ? UInt32.max : 0
            let (low, high) = (one.multiExitDiscriminator ?? missing, other.multiExitDiscriminator ?? missing)
            if low != high { return order(low < high, .multiExitDiscriminator) }
        }
        if (first.role == .external) != (second.role == .external) { return order(first.role == .external, .externalOverInternal) }
        if first.nextHopMetric != second.nextHopMetric { return order(first.nextHopMetric < second.nextHopMetric, .nextHopMetric) }
        return breakTie(first, second, options)
    }

    /// What decides between routes that are equally good.
    private static func breakTie(_ first: Candidate, _ second: Candidate, _ options: DecisionOptions) -> DecisionOrder {
        let (one, other) = (first.key, second.key)
        // For all external routes, those of one router too: else it would not be an order.
        if options.prefersOldestExternal, first.role == .external, first.arrival != second.arrival {
            return order(first.arrival < second.arrival, .oldest)
        }
        let identifiers = (one.originatorID ?? first.identifier, other.originatorID ?? second.identifier)
        if identifiers.0 != identifiers.1 { return order(identifiers.0.value < identifiers.1.value, .routerIdentifier) }
        if one.clusterListLength != other.clusterListLength { return order(one.clusterListLength < other.clusterListLength, .clusterListLength) }
        if first.address != second.address {
            let isLower =
                first.address.family == second.address.family
                ? first.address.value < second.address.value : first.address.family.rawValue < second.address.family.rawValue
            return order(isLower, .peerAddress)
        }
        return order(first.pathID < second.pathID, .pathIdentifier)
    }

    @inline(__always)
    private static func order(_ isFirstBetter: Bool, _ step: DecisionStep) -> DecisionOrder {
        DecisionOrder(isFirstBetter: isFirstBetter, step: step)
    }

    /// The place of the best route; 0 for none.
    static func best(_ candidates: [Candidate], _ options: DecisionOptions) -> Int {
        var best = -1
        for place in candidates.indices where isFirstOfGroup(place, candidates, options) {
            let winner = winner(from: place, candidates, options)
            if best < 0 || compare(candidates[winner], candidates[best], options).isFirstBetter { best = winner }
        }
        return max(best, 0)
    }

    /// Whether no earlier route is of the same neighbour AS; all are one group when MED is always compared.
    private static func isFirstOfGroup(_ place: Int, _ candidates: [Candidate], _ options: DecisionOptions) -> Bool {
        for earlier in 0..<place where isSameGroup(candidates[earlier], candidates[place], options) { return false }
        return true
    }

    @inline(__always)
    private static func isSameGroup(_ one: Candidate, _ other: Candidate, _ options: DecisionOptions) -> Bool {
        options.alwaysComparesMED || one.key.neighborAS == other.key.neighborAS
    }

    /// The best of the group of the route at `place`, from there on.
    private static func winner(from place: Int, _ candidates: [Candidate], _ options: DecisionOptions) -> Int {
        var winner = place
        for other in candidates.indices.dropFirst(place + 1) where isSameGroup(candidates[place], candidates[other], options) {
            if compare(candidates[other], candidates[winner], options).isFirstBetter { winner = other }
        }
        return winner
    }
}
