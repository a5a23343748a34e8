internal import Addresses
internal import BGPWire
internal import Testing

@testable internal import BGPCore

@Suite struct DecisionRankingTests {
    /// A route by neighbour AS, MED, whether it is external, and router identifier.
    private static func route(_ neighbor: ASNumber, _ med: UInt32?, _ role: PeerRole, _ identifier: String) -> Candidate {
        Candidate.of {
            $0.key.neighborAS = neighbor
            $0.key.multiExitDiscriminator = med
            $0.role = role
            $0.identifier = .of(identifier)
        }
    }

    /// Sets in which comparing in pairs goes round in circles; the best comes first.
    static let circles: [[Candidate]] = [
        // c beats b by identifier, a beats c by identifier, b beats a by MED.
        [route(2, 0, .external, "10.0.0.2"), route(1, 20, .external, "10.0.0.1"), route(1, 10, .external, "10.0.0.3")],
        // RFC 4451 §2.1: what is external wins, unless MED removes it.
        [route(2, 5, .external, "10.0.0.5"), route(1, 20, .external, "10.0.0.1"), route(1, 10, .internal, "10.0.0.2")],
        [
            route(3, 7, .external, "10.0.0.3"), route(1, 1, .external, "10.0.0.9"), route(1, 2, .external, "10.0.0.1"),
            route(2, 1, .external, "10.0.0.8"), route(2, 2, .external, "10.0.0.2"),
        ],
        [
            route(1, nil, .external, "10.0.0.4"), route(1, 1, .external, "10.0.0.1"), route(2, 3, .internal, "10.0.0.2"),
            route(2, 3, .internal, "10.0.0.3"),
        ],
    ]

    @Test(arguments: circles)
    func theOrderOfArrivalMakesNoDifference(_ candidates: [Candidate]) {
        let want = DecisionProcess.rank(candidates, DecisionOptions())
        #expect(want.best == 0)
        let steps = Dictionary(uniqueKeysWithValues: zip(candidates, want.steps))
        for order in candidates.permutations {
            #expect(order[DecisionProcess.best(order, DecisionOptions())] == candidates[0])
            let selection = DecisionProcess.rank(order, DecisionOptions())
            #expect(order[selection.best] == candidates[0])
            for (candidate, step) in zip(order, selection.steps) { #expect(steps[candidate] == step) }
        }
    }

    @Test func aRouteThatLosesWithinItsASSaysSo() {
        // The second would beat the best by identifier, were it not for the third.
        let selection = DecisionProcess.rank(Self.circles[0], DecisionOptions())
        #expect(selection.steps == [nil, .multiExitDiscriminator, .routerIdentifier])
    }

    @Test func comparingAllMEDsThereIsOneGroup() {
        let options = DecisionOptions().with { $0.alwaysComparesMED = true }
        for order in Self.circles[2].permutations {
            let best = order[DecisionProcess.best(order, options)]
            #expect(best.key.multiExitDiscriminator == 1 && best.identifier == .of("10.0.0.8"))
        }
    }

    @Test func ofNoneAndOfOne() {
        #expect(DecisionProcess.best([], DecisionOptions()) == 0)
        #expect(DecisionProcess.rank([], DecisionOptions()) == Selection(best: 0, steps: [], multipath: []))
        #expect(DecisionProcess.rank([.of()], DecisionOptions()) == Selection(best: 0, steps: [nil], multipath: [0]))
    }

    struct Multipath: Sendable, CustomTestStringConvertible {
        let name: String
        let maximum: Int
        let relaxes: Bool
        let candidates: [Candidate]
        let want: [Int]

        init(_ name: String, maximum: Int = 8, relaxes: Bool = true, _ candidates: [Candidate], _ want: [Int]) {
            self.name = name
            self.maximum = maximum
            self.relaxes = relaxes
            self.candidates = candidates
            self.want = want
        }

        var testDescription: String { name }
    }

    static let a = route(1, nil, .external, "10.0.0.1")
    static let b = route(1, nil, .external, "10.0.0.2")
    static let c = route(1, nil, .external, "10.0.0.3")
    static let elsewhere = route(2, nil, .external, "10.0.0.4")

    private static func changed(_ candidate: Candidate, _ change: (inout Candidate) -> Void) -> Candidate {
        var changed = candidate
        change(&changed)
        return changed
    }

    @Test(arguments: [
        Multipath("all equal ones, the best first", [c, a, b], [1, 2, 0]),
        Multipath("no more than the maximum", maximum: 2, [c, a, b], [1, 2]),
        Multipath("one", maximum: 1, [c, a, b], [1]),
        Multipath("the best in any case", maximum: 0, [c, a, b], [1]),
        Multipath("of different ASes", [elsewhere, a, b], [1, 2, 0]),
        Multipath("of the same neighbour only", relaxes: false, [elsewhere, a, b], [1, 2]),
        Multipath("not a longer path", [changed(c) { $0.key.pathLength = 3 }, a, b], [1, 2]),
        Multipath("not a lower local preference", [changed(c) { $0.key.localPreference = 99 }, a, b], [1, 2]),
        Multipath("not another origin", [changed(c) { $0.key.origin = .egp }, a, b], [1, 2]),
        Multipath("not a higher MED", [changed(c) { $0.key.multiExitDiscriminator = 1 }, a, b], [1, 2]),
        Multipath("another MED of another AS", [changed(elsewhere) { $0.key.multiExitDiscriminator = 1 }, a], [1, 0]),
        Multipath(
            "not a higher MED within another AS", [elsewhere, changed(elsewhere) { $0.key.multiExitDiscriminator = 1 }, a], [2, 0]),
        Multipath("not internal beside external", [changed(c) { $0.role = .internal }, a, b], [1, 2]),
        Multipath("internal and client", [changed(c) { $0.role = .internal }, changed(a) { $0.role = .client }], [1, 0]),
        Multipath("not a further next hop", [changed(c) { $0.nextHopMetric = 1 }, a, b], [1, 2]),
        Multipath("not stale beside fresh", [changed(c) { $0.key.isLongLivedStale = true }, a, b], [1, 2]),
        Multipath("several of one peer", [a, changed(a) { $0.pathID = 2 }], [0, 1]),
        Multipath("not learned beside own", [changed(a) { $0.role = nil }, b], [0]),
    ])
    func multipath(_ row: Multipath) {
        let options = DecisionOptions().with {
            $0.maximumPaths = row.maximum
            $0.multipathRelaxesASPath = row.relaxes
        }
        #expect(DecisionProcess.rank(row.candidates, options).multipath == row.want)
    }
}
