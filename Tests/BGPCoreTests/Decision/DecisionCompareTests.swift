internal import Addresses
internal import BGPWire
internal import Testing

@testable internal import BGPCore

@Suite struct DecisionCompareTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let better: Candidate
        let worse: Candidate
        let step: DecisionStep
        let options: DecisionOptions

        init(
            _ step: DecisionStep, _ name: String, options: (inout DecisionOptions) -> Void = { _ in }, _ better: (inout Candidate) -> Void,
            _ worse: (inout Candidate) -> Void
        ) {
            self.step = step
            self.name = name
            self.options = DecisionOptions().with(options)
            self.better = Candidate.of(better)
            self.worse = Candidate.of(worse)
        }

        var testDescription: String { "\(step): \(name)" }
    }

    /// Better in everything but what a row is about.
    static func strong(_ candidate: inout Candidate) {
        candidate.key.localPreference = 1000
        candidate.key.pathLength = 1
        candidate.key.multiExitDiscriminator = 0
        candidate.identifier = .of("0.0.0.1")
    }

    static let rows = [
        Row(.notLongLivedStale, "stale loses", { _ in }, { $0.key.isLongLivedStale = true }),
        Row(
            .notLongLivedStale, "whatever else it has", { _ in },
            {
                strong(&$0)
                $0.key.isLongLivedStale = true
            }),
        Row(
            .localPreference, "both stale: the next step decides",
            {
                $0.key.isLongLivedStale = true
                $0.key.localPreference = 101
            }, { $0.key.isLongLivedStale = true }),
        Row(.localPreference, "the higher one", { $0.key.localPreference = 101 }, { _ in }),
        Row(.localPreference, "0 is the lowest", { _ in }, { $0.key.localPreference = 0 }),
        Row(.localPreference, "of 32 bits", { $0.key.localPreference = .max }, { $0.key.localPreference = .max - 1 }),
        Row(
            .localPreference, "before the length of the path",
            {
                $0.key.localPreference = 101
                $0.key.pathLength = 20
            }, { _ in }),
        Row(.localOrigin, "own before external", { $0.role = nil }, { _ in }),
        Row(.localOrigin, "own before internal", { $0.role = nil }, { $0.role = .internal }),
        Row(.localOrigin, "own before a client's", { $0.role = nil }, { $0.role = .client }),
        Row(
            .localOrigin, "before the length of the path",
            {
                $0.role = nil
                $0.key.pathLength = 3
            }, { $0.key.pathLength = 1 }),
        Row(.asPathLength, "the shorter one", { $0.key.pathLength = 2 }, { $0.key.pathLength = 3 }),
        Row(.asPathLength, "an empty one", { $0.key.pathLength = 0 }, { $0.key.pathLength = 1 }),
        Row(
            .asPathLength, "before the origin",
            {
                $0.key.pathLength = 2
                $0.key.origin = .incomplete
            }, { $0.key.pathLength = 3 }),
        Row(.origin, "IGP before EGP", { $0.key.origin = .igp }, { $0.key.origin = .egp }),
        Row(.origin, "EGP before incomplete", { $0.key.origin = .egp }, { $0.key.origin = .incomplete }),
        Row(
            .origin, "before MED", { $0.key.multiExitDiscriminator = 9 },
            {
                $0.key.origin = .egp
                $0.key.multiExitDiscriminator = 1
            }),
        Row(.multiExitDiscriminator, "the lower one", { $0.key.multiExitDiscriminator = 1 }, { $0.key.multiExitDiscriminator = 2 }),
        Row(.multiExitDiscriminator, "none is 0", { $0.key.multiExitDiscriminator = nil }, { $0.key.multiExitDiscriminator = 1 }),
        Row(
            .multiExitDiscriminator, "none is the worst", options: { $0.missingMEDIsWorst = true }, { $0.key.multiExitDiscriminator = 4_294_967_294 },
            { $0.key.multiExitDiscriminator = nil }),
        Row(
            .multiExitDiscriminator, "within an AS with no neighbour",
            {
                $0.key.neighborAS = nil
                $0.key.multiExitDiscriminator = 1
            },
            {
                $0.key.neighborAS = nil
                $0.key.multiExitDiscriminator = 2
            }),
        Row(
            .multiExitDiscriminator, "between ASes when wanted", options: { $0.alwaysComparesMED = true },
            {
                $0.key.neighborAS = 1
                $0.key.multiExitDiscriminator = 1
                $0.identifier = .of("10.0.0.9")
            },
            {
                $0.key.neighborAS = 2
                $0.key.multiExitDiscriminator = 2
            }),
        Row(
            .routerIdentifier, "MED is not compared between ASes",
            {
                $0.key.neighborAS = 1
                $0.key.multiExitDiscriminator = 2
                $0.identifier = .of("10.0.0.1")
            },
            {
                $0.key.neighborAS = 2
                $0.key.multiExitDiscriminator = 1
            }),
        Row(
            .routerIdentifier, "nor with own routes",
            {
                $0.key.neighborAS = nil
                $0.key.multiExitDiscriminator = 2
                $0.identifier = .of("10.0.0.1")
            }, { $0.key.multiExitDiscriminator = 1 }),
        Row(
            .multiExitDiscriminator, "before external over internal",
            {
                $0.role = .internal
                $0.key.multiExitDiscriminator = 1
            }, { $0.key.multiExitDiscriminator = 2 }),
        Row(.externalOverInternal, "external before internal", { $0.role = .external }, { $0.role = .internal }),
        Row(.externalOverInternal, "external before a client's", { $0.role = .external }, { $0.role = .client }),
        Row(
            .externalOverInternal, "before the metric", { $0.nextHopMetric = 9 },
            {
                $0.role = .internal
                $0.nextHopMetric = 1
            }),
        Row(
            .nextHopMetric, "a client's is not better than another internal peer's",
            {
                $0.role = .internal
                $0.nextHopMetric = 1
            },
            {
                $0.role = .client
                $0.nextHopMetric = 2
            }),
        Row(.nextHopMetric, "the lower one", { $0.nextHopMetric = 1 }, { $0.nextHopMetric = 2 }),
        Row(
            .nextHopMetric, "before the age", options: { $0.prefersOldestExternal = true },
            {
                $0.nextHopMetric = 1
                $0.arrival = 99
            }, { $0.nextHopMetric = 2 }),
        Row(
            .oldest, "the older one", options: { $0.prefersOldestExternal = true },
            {
                $0.arrival = 5
                $0.identifier = .of("10.0.0.9")
            }, { $0.arrival = 6 }),
        Row(
            .routerIdentifier, "not between internal routes", options: { $0.prefersOldestExternal = true },
            {
                $0.role = .internal
                $0.arrival = 6
                $0.identifier = .of("10.0.0.1")
            },
            {
                $0.role = .internal
                $0.arrival = 5
            }),
        Row(
            .routerIdentifier, "not unless wanted",
            {
                $0.arrival = 6
                $0.identifier = .of("10.0.0.1")
            }, { $0.arrival = 5 }),
        Row(.routerIdentifier, "the lower one", { $0.identifier = .of("10.0.0.1") }, { $0.identifier = .of("10.0.0.2") }),
        Row(.routerIdentifier, "as numbers", { $0.identifier = .of("9.0.0.0") }, { $0.identifier = .of("10.0.0.0") }),
        Row(
            .routerIdentifier, "the originator stands in",
            {
                $0.identifier = .of("10.0.0.9")
                $0.key.originatorID = .of("10.0.0.1")
            }, { $0.identifier = .of("10.0.0.2") }),
        Row(
            .routerIdentifier, "for a worse one too", { $0.identifier = .of("10.0.0.2") },
            {
                $0.identifier = .of("10.0.0.1")
                $0.key.originatorID = .of("10.0.0.3")
            }),
        Row(
            .clusterListLength, "the shorter one",
            {
                $0.key.originatorID = .of("10.0.0.5")
                $0.key.clusterListLength = 1
                $0.identifier = .of("10.0.0.9")
            },
            {
                $0.key.originatorID = .of("10.0.0.5")
                $0.key.clusterListLength = 2
            }),
        Row(.clusterListLength, "none", { _ in }, { $0.key.clusterListLength = 1 }),
        Row(
            .clusterListLength, "before the address", { $0.address = .of("10.0.0.9") },
            {
                $0.key.clusterListLength = 1
                $0.address = .of("10.0.0.1")
            }),
        Row(.peerAddress, "the lower one", { $0.address = .of("9.0.0.1") }, { $0.address = .of("10.0.0.1") }),
        Row(.peerAddress, "IPv4 before IPv6", { $0.address = .of("10.0.0.1") }, { $0.address = .of("::1") }),
        Row(.peerAddress, "the lower IPv6 one", { $0.address = .of("2001:db8::1") }, { $0.address = .of("2001:db8::a") }),
        Row(
            .peerAddress, "before the path identifier",
            {
                $0.address = .of("10.0.0.1")
                $0.pathID = 2
            }, { $0.pathID = 1 }),
        Row(.pathIdentifier, "the lower one", { $0.pathID = 1 }, { $0.pathID = 2 }),
    ]

    @Test(arguments: rows)
    func decides(_ row: Row) {
        #expect(DecisionProcess.compare(row.better, row.worse, row.options) == DecisionOrder(isFirstBetter: true, step: row.step))
        #expect(DecisionProcess.compare(row.worse, row.better, row.options) == DecisionOrder(isFirstBetter: false, step: row.step))
        #expect(DecisionProcess.best([row.better, row.worse], row.options) == 0)
        #expect(DecisionProcess.best([row.worse, row.better], row.options) == 1)
        let selection = DecisionProcess.rank([row.worse, row.better], row.options)
        #expect(selection == Selection(best: 1, steps: [row.step, nil], multipath: [1]))
    }

    @Test func everyStepHasARow() {
        #expect(Set(Self.rows.map(\.step)) == Set(DecisionStep.allCases))
    }

    @Test func equalRoutesAreNeitherBetter() {
        #expect(!DecisionProcess.compare(.of(), .of(), DecisionOptions()).isFirstBetter)
    }

    @Test(
        arguments: [
            (.notLongLivedStale, "not long-lived stale"), (.localPreference, "higher local preference"), (.localOrigin, "originated here"),
            (.asPathLength, "shorter AS path"), (.origin, "better origin"), (.multiExitDiscriminator, "lower MED"),
            (.externalOverInternal, "learned from an external peer"), (.nextHopMetric, "nearer next hop"), (.oldest, "older route"),
            (.routerIdentifier, "lower router identifier"), (.clusterListLength, "shorter cluster list"),
            (.peerAddress, "lower peer address"), (.pathIdentifier, "lower path identifier"),
        ] as [(DecisionStep, String)])
    func words(_ step: DecisionStep, _ want: String) { #expect(step.description == want) }
}
