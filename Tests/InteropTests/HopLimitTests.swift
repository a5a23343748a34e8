import BGPCore
import Speaker
import Testing

/// The generalised TTL security mechanism (RFC 5082).
@Suite struct HopLimitTests {
    @Test(.needs(.bird, .goBGP, .frr), arguments: DaemonKind.allCases, [false, true])
    func bothSidesWithItHaveASession(_ kind: DaemonKind, overIPv6: Bool) async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, kind, overIPv6: overIPv6) { plan in
                plan.ours.hopLimit = .security(maximumHops: 1)
                plan.theirs.securityHops = 1
            }
            try await duel.us.originate([TestRoute(overIPv6 ? "2001:db8:1::/48" : "10.1.0.0/24")])
            try await eventually("the route arrives") { try await duel.daemon.routes(from: duel.ourAddress).count == 1 }
        }
    }

    /// Listening daemons answer with TTL 255; what they send later has a small one.
    @Test(.needs(.bird, .goBGP, .frr), arguments: DaemonKind.allCases)
    func aPeerFurtherAwayThanOursAllowsIsNotHeard(_ kind: DaemonKind) async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, kind, isUp: false) { $0.ours.hopLimit = .security(maximumHops: 1) }
            try await eventually("dropped segments are counted") { try await network.tcpCounter("TCPMinTTLDrop") >= 3 }
            let status = try await duel.us.status(duel.daemonAddress)
            #expect(status.establishedCount == 0 && status.counters.octetsReceived == 0)
        }
    }

    @Test(.needs(.bird, .goBGP, .frr), arguments: DaemonKind.allCases)
    func aSpeakerFurtherAwayThanTheDaemonAllowsIsNotHeard(_ kind: DaemonKind) async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, kind, isUp: false) { plan in
                plan.ours.hopLimit = .sent(64)
                plan.ours.session.holdTime = 3
                plan.theirs.securityHops = 1
            }
            try await eventually("dropped segments are counted") { try await network.tcpCounter("TCPMinTTLDrop") >= 3 }
            #expect(try await duel.daemon.session(duel.ourAddress).isEstablished == false)
        }
    }
}
