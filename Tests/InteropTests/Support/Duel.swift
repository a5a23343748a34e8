import BGPCore
import Speaker
import Testing

/// The usual scene: our speaker (number 1, AS 65001) and one daemon (number 2, AS 65002), one session over IPv4 for both families.
struct Duel: Sendable {
    let daemon: any Daemon
    let us: TestSpeaker
    /// The daemon as our speaker names it, and the other way round.
    let daemonAddress: String
    let ourAddress: String

    struct Plan {
        var ours: PeerConfiguration
        var daemon: DaemonConfiguration
        var speaker: SpeakerConfiguration
        /// The daemon's end of the session.
        var theirs: DaemonPeer {
            get { daemon.peers[0] }
            set { daemon.peers[0] = newValue }
        }
    }

    /// Starts both, the daemon first.
    /// - Parameter change: What differs from the usual.
    init(
        _ network: TestNetwork, _ kind: DaemonKind, isInternal: Bool = false, overIPv6: Bool = false, ourAS: UInt32 = 65001, theirAS: UInt32 = 65002,
        isUp: Bool = true, _ change: (inout Plan) -> Void = { _ in }
    ) async throws {
        ourAddress = overIPv6 ? TestNetwork.address6(1) : TestNetwork.address(1)
        daemonAddress = overIPv6 ? TestNetwork.address6(2) : TestNetwork.address(2)
        let theirAS = isInternal ? ourAS : theirAS
        let ours = try TestSpeaker.peer(daemonAddress, asNumber: theirAS, localAS: ourAS)
        var plan = Plan(
            ours: ours, daemon: DaemonConfiguration(2, asNumber: theirAS, peers: [DaemonPeer(ourAddress, asNumber: ourAS)]),
            speaker: try TestSpeaker.configuration(1, asNumber: ourAS, peers: []))
        // The daemon waits for us: its first dial comes late.
        plan.theirs.isPassive = true
        change(&plan)
        plan.speaker.peers.insert(plan.ours, at: 0)
        daemon = network.daemon(kind, plan.daemon)
        try await daemon.start()
        us = try await TestSpeaker(plan.speaker, in: network)
        if isUp {
            try await us.waitUntilEstablished(daemonAddress)
            try await daemon.waitUntilEstablished(ourAddress)
        }
    }

    /// Waits until our speaker has logged a line with all of these words.
    func expectOurError(_ words: String...) async throws {
        try await eventually("our log says \(words)") {
            us.log.lines
        } until: { lines in
            lines.contains { line in words.allSatisfy { line.contains($0) } }
        }
    }

    /// Waits until the daemon has exactly these routes from us, as far as `view` looks.
    func expectAtDaemon(_ routes: [TestRoute], within deadline: Duration = .seconds(6), view: @Sendable (TestRoute) -> TestRoute = { $0 })
        async throws
    {
        let expected = routes.map(view).sorted { $0.description < $1.description }
        try await eventually("\(daemon.kind.rawValue) has \(expected)", within: deadline) {
            try await daemon.routes(from: ourAddress).map(view)
        } until: {
            $0 == expected
        }
    }

    /// Waits until we have exactly these routes from the daemon.
    func expectAtOurs(_ routes: [TestRoute], within deadline: Duration = .seconds(6), view: @Sendable (TestRoute) -> TestRoute = { $0 }) async throws
    {
        let expected = routes.map(view).sorted { $0.description < $1.description }
        try await eventually("we have \(expected)", within: deadline) {
            await us.routes(from: daemonAddress).map(view)
        } until: {
            $0 == expected
        }
    }
}
