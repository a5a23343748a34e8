internal import Addresses
internal import BGPWire
internal import TestSupport
internal import Testing

@testable internal import BGPCore

/// The decision process against the letter of RFC 4271 §9.1.2.2: step by step, routes that are worse than another one are removed.
@Suite struct DecisionPropertyTests {
    private func reference(_ candidates: [Candidate], _ options: DecisionOptions) -> Selection {
        var steps = [DecisionStep?](repeating: nil, count: candidates.count)
        var left = Array(candidates.indices)
        var multipath: [Int] = []
        func remove(_ step: DecisionStep, where isWorse: (Candidate, Candidate) -> Bool) {
            let worse = left.filter { place in left.contains { isWorse(candidates[place], candidates[$0]) } }
            for place in worse { steps[place] = step }
            left.removeAll { worse.contains($0) }
        }
        func med(_ candidate: Candidate) -> UInt32 { candidate.key.multiExitDiscriminator ?? (options.missingMEDIsWorst ? .max : 0) }
        func identifier(_ candidate: Candidate) -> BGPIdentifier { candidate.key.originatorID ?? candidate.identifier }
        remove(.notLongLivedStale) { $0.key.isLongLivedStale && !$1.key.isLongLivedStale }
        remove(.localPreference) { $0.key.localPreference < $1.key.localPreference }
        remove(.localOrigin) { $0.role != nil && $1.role == nil }
        remove(.asPathLength) { $0.key.pathLength > $1.key.pathLength }
        remove(.origin) { $0.key.origin > $1.key.origin }
        remove(.multiExitDiscriminator) { (options.alwaysComparesMED || $0.key.neighborAS == $1.key.neighborAS) && med($0) > med($1) }
        remove(.externalOverInternal) { $0.role != .external && $1.role == .external }
        remove(.nextHopMetric) { $0.nextHopMetric > $1.nextHopMetric }
        let equal = left
        remove(.oldest) { options.prefersOldestExternal && $0.role == .external && $0.arrival > $1.arrival }
        remove(.routerIdentifier) { identifier($0) > identifier($1) }
        remove(.clusterListLength) { $0.key.clusterListLength > $1.key.clusterListLength }
        remove(.peerAddress) { $0.address > $1.address }
        remove(.pathIdentifier) { $0.pathID > $1.pathID }
        let best = left[0]
        // The best of the equal ones, without it the best of the others, and so on.
        var rest = equal.filter { options.multipathRelaxesASPath || candidates[$0].key.neighborAS == candidates[best].key.neighborAS }
        while multipath.count < max(options.maximumPaths, 1), !rest.isEmpty {
            let first = multipath.isEmpty ? best : rest[reference(rest.map { candidates[$0] }, DecisionOptions.single(options)).best]
            multipath.append(first)
            rest.removeAll { $0 == first }
        }
        return Selection(best: best, steps: steps, multipath: multipath)
    }

    private func randomCandidate(_ random: inout SeededGenerator, _ pathID: UInt32) -> Candidate {
        func number(_ end: UInt32) -> UInt32 { .random(in: 0..<end, using: &random) }
        return Candidate.of {
            $0.key.isLongLivedStale = number(10) == 0
            $0.key.localPreference = 100 + (number(5) == 0 ? 1 : 0)
            $0.key.pathLength = 2 + (number(4) == 0 ? 1 : 0)
            $0.key.origin = number(4) == 0 ? .egp : .igp
            $0.key.neighborAS = number(6) == 0 ? nil : ASNumber(1 + number(3))
            $0.key.multiExitDiscriminator = number(4) == 0 ? nil : number(3)
            $0.role = [nil, .external, .external, .external, .external, .internal, .client][Int(number(7))]
            $0.nextHopMetric = number(3) / 2
            $0.arrival = UInt64(pathID ^ 5)
            $0.identifier = BGPIdentifier(1 + number(3))
            $0.key.originatorID = number(4) == 0 ? BGPIdentifier(1 + number(3)) : nil
            $0.key.clusterListLength = number(3)
            $0.address = IPAddress(family: number(3) == 0 ? .v6 : .v4, value: UInt128(number(3)))
            $0.pathID = pathID
        }
    }

    @Test(arguments: 0..<16)
    func selectsAsTheLetterSays(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let options = DecisionOptions().with {
            $0.alwaysComparesMED = seed & 1 != 0
            $0.missingMEDIsWorst = seed & 2 != 0
            $0.prefersOldestExternal = seed & 4 != 0
            $0.multipathRelaxesASPath = seed & 8 != 0
        }
        for _ in 0..<400 {
            let count = Int.random(in: 1...7, using: &random)
            var candidates = (0..<count).map { randomCandidate(&random, UInt32($0)) }
            let options = options.with { $0.maximumPaths = Int.random(in: 1...4, using: &random) }
            let want = reference(candidates, options)
            #expect(DecisionProcess.rank(candidates, options) == want)
            let best = candidates[want.best]
            candidates.shuffle(using: &random)
            #expect(candidates[DecisionProcess.best(candidates, options)] == best)
        }
    }

    @Test func withinOneASComparingIsAnOrder() {
        var random = SeededGenerator(seed: 99)
        for round in 0..<2000 {
            let options = DecisionOptions().with { $0.prefersOldestExternal = round.isMultiple(of: 2) }
            let three = (0..<3).map { place in
                var candidate = randomCandidate(&random, UInt32(place))
                candidate.key.neighborAS = 1
                return candidate
            }
            for order in three.permutations {
                let (first, second, third) = (order[0], order[1], order[2])
                #expect(
                    DecisionProcess.compare(first, second, options).isFirstBetter
                        != DecisionProcess.compare(second, first, options).isFirstBetter)
                if DecisionProcess.compare(first, second, options).isFirstBetter, DecisionProcess.compare(second, third, options).isFirstBetter {
                    #expect(DecisionProcess.compare(first, third, options).isFirstBetter)
                }
            }
        }
    }
}

extension DecisionOptions {
    /// The same, for one path.
    fileprivate static func single(_ options: DecisionOptions) -> DecisionOptions { options.with { $0.maximumPaths = 1 } }
}
