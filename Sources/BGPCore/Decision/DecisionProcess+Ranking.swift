extension DecisionProcess {
    /// The best route, where each other one fell behind, and those that are used beside the best.
    ///
    /// Routes that are equal up to the metric of the next hop are used at once. Where AS paths of different ASes are not to be mixed, only those
    /// of the same neighbour AS are.
    static func rank(_ candidates: [Candidate], _ options: DecisionOptions) -> Selection {
        guard !candidates.isEmpty else { return Selection(best: 0, steps: [], multipath: []) }
        let best = best(candidates, options)
        let steps = candidates.indices.map { place -> DecisionStep? in
            guard place != best else { return nil }
            let step = compare(candidates[best], candidates[place], options).step
            guard step > .multiExitDiscriminator, losesByMED(place, candidates, options) else { return step }
            return .multiExitDiscriminator
        }
        let ordered = equals(of: best, candidates, options)
        return Selection(best: best, steps: steps, multipath: [best] + ordered.prefix(max(options.maximumPaths - 1, 0)))
    }

    /// The places of those that are equal to the best up to the metric of the next hop, in order.
    static func equals(of best: Int, _ candidates: [Candidate], _ options: DecisionOptions) -> [Int] {
        let hasMED = candidates.contains { $0.key.multiExitDiscriminator != nil } || options.missingMEDIsWorst
        let equal = candidates.indices.filter { place in
            guard place != best, compare(candidates[best], candidates[place], options).step > .nextHopMetric else { return false }
            let isSamePath = candidates[place].key.neighborAS == candidates[best].key.neighborAS
            return (isSamePath || options.multipathRelaxesASPath) && !(hasMED && losesByMED(place, candidates, options))
        }
        // Those of one neighbour AS have the same MED by now: comparing in pairs is an order.
        return equal.sorted { compare(candidates[$0], candidates[$1], options).isFirstBetter }
    }

    /// Whether a route of the same neighbour AS, as good up to there, has a lower MED.
    private static func losesByMED(_ place: Int, _ candidates: [Candidate], _ options: DecisionOptions) -> Bool {
        candidates.contains { other in
            let order = compare(other, candidates[place], options)
            return order.isFirstBetter && order.step == .multiExitDiscriminator
        }
    }
}
