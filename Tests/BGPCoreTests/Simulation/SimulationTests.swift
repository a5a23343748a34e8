import BGPCore
import BGPWire
import Testing

/// Networks of speakers for hours of virtual time, with everything that goes wrong; once it is quiet, all agree with the reference.
@Suite struct SimulationTests {
    static let scenarios =
        [
            Scenario(shape: .fullMesh, count: 6),
            Scenario(shape: .fullMesh, count: 10, families: [.ipv4, .ipv6], restarts: true),
            Scenario(shape: .oneReflector, count: 10, restarts: true),
            Scenario(shape: .oneReflector, count: 8, addPath: true),
            Scenario(shape: .oneReflector, count: 6, families: [.ipv4, .ipv6], restarts: true, longLived: 300, addPath: true),
            Scenario(shape: .twoReflectorsOfOneCluster, count: 10),
            Scenario(shape: .twoReflectorsOfOneCluster, count: 8, families: [.ipv4, .ipv6], restarts: true, longLived: 300),
            Scenario(shape: .twoClusters, count: 12),
            Scenario(shape: .twoClusters, count: 9, restarts: true),
            Scenario(shape: .line, count: 8, restarts: true),
            Scenario(shape: .ring, count: 9),
            Scenario(shape: .randomGraph, count: 16, hours: 1),
            Scenario(shape: .randomGraph, count: 8, families: [.ipv4, .ipv6], restarts: true),
            Scenario(shape: .randomGraph, count: 8, sharesNetwork: true),
            Scenario(shape: .providers, count: 14, restarts: true),
            Scenario(shape: .islands, count: 15),
            Scenario(shape: .islands, count: 20, hours: 1, families: [.ipv4, .ipv6], restarts: true, longLived: 300),
        ].flatMap { scenario in
            (1...2 as ClosedRange<UInt64>).map { seed in
                var scenario = scenario
                scenario.seed = seed
                return scenario
            }
        } + [Scenario(shape: .fullMesh, count: 50, hours: 1, pace: 60, holdTime: 900, prefixes: 12)]

    /// A network after hours of trouble and 40 minutes without.
    private func simulation(_ scenario: Scenario) -> Simulation {
        let simulation = Simulation(scenario)
        simulation.beginChaos(until: scenario.hours * 3_600_000)
        simulation.run(for: .seconds(scenario.hours * 3600 + 2400))
        return simulation
    }

    @Test(arguments: scenarios) func convergesAfterHoursOfTrouble(_ scenario: Scenario) {
        let simulation = simulation(scenario)
        simulation.checkSessions()
        simulation.checkTables()
        var reference = simulation.reference()
        if !reference.settle(simulation.prefixes, rounds: 5 * scenario.count) { simulation.fail("the reference has no stable outcome") }
        simulation.checkBest(reference)
        for speaker in simulation.speakers { for prefix in speaker.prefixes { speaker.withdraw(prefix) } }
        simulation.run(for: .seconds(600))
        simulation.checkNothingIsLeft()
        let failures = simulation.end()
        #expect(failures.isEmpty, "\(failures.joined(separator: "\n"))")
        #expect(simulation.sessions > 2 * simulation.links.count, "hardly anything happened")
        #expect(simulation.updates > 1000, "hardly anything happened")
    }

    @Test func theSeedDecidesEverything() {
        let scenario = Scenario(shape: .islands, count: 10, hours: 1, restarts: true)
        let stories = (0..<2).map { _ in
            let simulation = simulation(scenario)
            return [simulation.sessions, simulation.updates, simulation.end().count]
        }
        #expect(stories[0] == stories[1])
    }
}
