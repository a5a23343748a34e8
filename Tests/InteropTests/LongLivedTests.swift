import BGPCore
import BGPWire
import Speaker
import Testing

/// Long-lived graceful restart (RFC 9494): after the restart time, routes stay as the last choice.
@Suite struct LongLivedTests {
    private static let community = "65535:6"

    /// Speaker 3 hears of it from us.
    @Test(.needs(.bird, .goBGP), arguments: [DaemonKind.bird, .goBGP])
    func aDaemonsRoutesStayAndAreMarked(_ kind: DaemonKind) async throws {
        try await TestNetwork.run { network in
            let third = TestNetwork.address(3)
            let duel = try await Duel(network, kind) { plan in
                plan.ours.session.gracefulRestart = RestartSupport.settings(longLived: 30)
                plan.theirs.restartTime = 1
                plan.theirs.longLivedTime = 30
                plan.daemon.routes = [TestRoute("10.2.0.0/24")]
                guard var peer = try? TestSpeaker.peer(third, asNumber: 65003, localAS: 65001) else { return }
                peer.session.gracefulRestart = RestartSupport.settings(longLived: 30)
                plan.speaker.peers.append(peer)
            }
            var peer = try TestSpeaker.peer(duel.ourAddress, asNumber: 65001, of: 3, localAS: 65003)
            peer.session.gracefulRestart = RestartSupport.settings(longLived: 30)
            let other = try await TestSpeaker(try TestSpeaker.configuration(3, asNumber: 65003, peers: [peer]), in: network)
            try await eventually("the route is there, unmarked", { await other.routes(from: duel.ourAddress) }) {
                $0.count == 1 && $0.allSatisfy { !$0.communities.contains(Self.community) }
            }
            try await duel.daemon.kill()
            try await eventually("the route is marked", { await other.routes(from: duel.ourAddress) }) {
                $0.count == 1 && $0.allSatisfy { $0.communities.contains(Self.community) }
            }
            #expect(await duel.us.routes(from: duel.daemonAddress).map(\.isStale) == [true])
        }
    }

    @Test(.needs(.bird, .goBGP), arguments: [DaemonKind.bird, .goBGP])
    func daemonsKeepOurRoutes(_ kind: DaemonKind) async throws {
        try await TestNetwork.run { network in
            let duel = try await Duel(network, kind) { plan in
                plan.ours.session.gracefulRestart = RestartSupport.settings(1, longLived: 30)
                plan.theirs.restartTime = 20
                plan.theirs.longLivedTime = 30
            }
            try await duel.us.originate([TestRoute("10.1.0.0/24")])
            try await eventually("the route is there") { try await duel.daemon.routes(from: duel.ourAddress).count == 1 }
            await duel.us.speaker.abandon()
            try await eventually("the route is marked", { try await duel.daemon.routes(from: duel.ourAddress) }) {
                $0.count == 1 && $0.allSatisfy { $0.communities.contains(Self.community) }
            }
        }
    }
}
