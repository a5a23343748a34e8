import Addresses
import BGPCore
import BGPWire
import TestSupport

/// Many speakers in memory, joined by links, in virtual time. The seed decides everything.
final class Simulation {
    enum Event {
        case timer(SimulatedPeer, PeerTimer)
        case arrival(SimulatedSocket)
        case turn(SimulatedSpeaker)
        case connects(SimulatedPeer, dial: Int)
        case timesOut(SimulatedPeer, dial: Int)
        case action(() -> Void)
    }

    let scenario: Scenario
    let topology: Topology
    var random: SeededGenerator
    var queue = EventQueue<Event>()
    private(set) var now: VirtualTime = 0
    private(set) var speakers: [SimulatedSpeaker] = []
    private(set) var links: [SimulatedLink] = []
    let prefixes: [IPPrefix]
    private(set) var failures: [String] = []
    /// Sessions that have come up, and UPDATEs that have come.
    var sessions = 0
    var updates = 0

    init(_ scenario: Scenario) {
        self.scenario = scenario
        random = SeededGenerator(seed: scenario.seed)
        topology = Topology(scenario.shape, scenario.count, &random)
        prefixes = (0..<scenario.prefixes).compactMap { number in
            let isIPv6 = scenario.families.contains(.ipv6) && number % 2 == 1
            let family: IPAddress.Family = isIPv6 ? .v6 : .v4
            let address = isIPv6 ? 0x2001_0db9 << 96 | UInt128(number) << 80 : 0x1400_0000 + UInt128(number) << 8
            return IPPrefix(IPAddress(family: family, value: address), length: isIPv6 ? 48 : 24)
        }
        let identifiers = topology.nodes.indices.map { 0x0a00_0001 + UInt32($0) }.shuffled(using: &random)
        speakers = zip(topology.nodes, identifiers).enumerated().map { SimulatedSpeaker(self, $0, $1.0, identifier: $1.1) }
        links = topology.edges.map { SimulatedLink(self, $0) }
        for link in links {
            for side in 0...1 {
                link.policies[side] = policy(link, side: side)
                speakers[link.speaker(side)].add(link, side: side)
            }
        }
    }

    /// All speakers' addresses, where they share a subnet.
    var sharedNetworks: [IPPrefix] {
        scenario.sharesNetwork ? [IPPrefix(IPAddress(family: .v4, value: 0x0a00_0000), length: 24)].compactMap { $0 } : []
    }

    func fail(_ words: String) { if failures.count < 10 { failures.append("\(time): \(words)") } }

    /// "1:05:03.250".
    private var time: String {
        let (seconds, hour) = (now / 1000 % 60, now / 3_600_000)
        return "\(hour) h \(now / 60_000 % 60) min \(seconds).\(now % 1000) s"
    }

    func after(_ duration: Duration, _ action: @escaping () -> Void) { queue.add(.action(action), at: now + duration.milliseconds) }

    func run(for duration: Duration) {
        let end = now + duration.milliseconds
        while let time = queue.nextTime, time <= end, failures.isEmpty, let (_, event) = queue.next() {
            now = time
            switch event {
            case .timer(let peer, let timer): peer.wake(timer)
            case .arrival(let socket): socket.arrive()
            case .turn(let speaker): speaker.turn()
            case .connects(let peer, let dial): peer.connects(dial)
            case .timesOut(let peer, let dial): peer.timesOut(dial)
            case .action(let action): action()
            }
        }
        now = end
    }

    /// Lets go of everything; what was wrong is left.
    func end() -> [String] {
        queue = EventQueue()
        return failures
    }

    /// What a speaker has configured for the other end of a link.
    func configuration(_ link: SimulatedLink, side: Int, isRestarting: Bool) -> (PeerRoutes, SessionConfiguration) {
        let (local, remote) = (speakers[link.speaker(side)], speakers[link.speaker(1 - side)])
        var session = SessionConfiguration(
            localAS: local.asNumber, identifier: local.identity.identifier, expectedAS: remote.asNumber)
        session.holdTime = scenario.holdTime
        session.families = scenario.families
        session.isPassive = link.edge.isToClient && side == 0
        if scenario.addPath { session.addPath = scenario.families.families.map { .init($0, .sendAndReceive) } }
        if scenario.restarts {
            var settings = GracefulRestartSettings()
            settings.families = scenario.families
            settings.forwardingPreserved = isRestarting ? scenario.families : []
            settings.isRestarting = isRestarting
            settings.longLivedStaleTime = scenario.longLived
            session.gracefulRestart = settings
        }
        return (routes(link, side: side), session)
    }

    func routes(_ link: SimulatedLink, side: Int) -> PeerRoutes {
        var routes = PeerRoutes(address: speakers[link.speaker(1 - side)].address)
        routes.isClient = link.edge.isToClient && side == 0
        routes.importPolicy.filters = link.policies[side].imported.filters
        routes.exportPolicy.filters = link.policies[side].exported.filters
        routes.exportPolicy.nextHop = link.policies[side].hasOwnNextHop ? .own : .auto
        return routes
    }
}
