import Addresses
import BGPCore
import BGPWire
import Glibc
import NIOCore
import Speaker
import Testing

/// How a speaker goes, and how it comes back.
@Suite(.enabled(if: geteuid() == 0, "needs network namespaces"))
struct StopTests {
    private func peers(_ scenery: Scenery) async throws -> (TestSpeaker, TestSpeaker) {
        let one = try await scenery.start(
            as: 64512, on: ["10.9.0.1"], peers: [.test("two", as: 64512, with: 64513, from: "10.9.0.1", to: "10.9.0.2")])
        let two = try await scenery.start(
            as: 64513, on: ["10.9.0.2"],
            peers: [.test("one", as: 64513, with: 64512, from: "10.9.0.2", to: "10.9.0.1")])
        try await one.until(.established, with: "two")
        try await two.until(.established, with: "one")
        return (one, two)
    }

    @Test func ceaseTellsThePeersOperatorsWhy() async throws {
        try await withNetwork { scenery in
            let (one, two) = try await peers(scenery)
            await one.speaker.stop("moving to another rack")
            try await two.until(error: "administrative shutdown \"moving to another rack\"", of: "one")
            let status = await one.speaker.status()
            #expect(status.listeners.allSatisfy { !$0.isOpen })
            #expect(status["two"]?.state == .idle)
        }
    }

    @Test func stoppedSpeakerLeavesItsPortToTheNext() async throws {
        try await withNetwork { scenery in
            let (one, _) = try await peers(scenery)
            await one.speaker.stop()
            _ = try await scenery.startAgain(.test(as: 64512, on: ["10.9.0.1"]))
        }
    }

    @Test func silentStopKeepsItsRoutesAtThePeerUntilItIsBack() async throws {
        try await withNetwork { scenery in
            let (one, two) = try await peers(scenery)
            await one.speaker.originate(try prefix("10.1.0.0/24"))
            await one.speaker.originate(try prefix("10.2.0.0/24"))
            try await two.until("both routes") { $0["one"]?.routes.first?.received == 2 }
            await one.speaker.abandon()
            try await two.until("stale routes") { $0["one"]?.routes.first?.stale == 2 }
            #expect(await two.speaker.best(.ipv4Unicast).count == 2)

            var configuration = try SpeakerConfiguration.test(as: 64512, on: ["10.9.0.1"])
            configuration.restart = RestartSettings(families: .ipv4)
            let peer = try PeerConfiguration.test("two", as: 64512, with: 64513, from: "10.9.0.1", to: "10.9.0.2") { peer in
                peer.session.gracefulRestart?.isRestarting = true
                peer.session.gracefulRestart?.forwardingPreserved = .ipv4
            }
            configuration.peers = [peer]
            let again = try await scenery.startAgain(configuration)
            await again.speaker.originate(try prefix("10.1.0.0/24"))
            try await again.until("its routes told again") { !$0.isDeferring }
            try await two.until("one fresh route") { $0["one"]?.routes.first?.stale == 0 && $0["one"]?.routes.first?.received == 1 }
            #expect(await two.speaker.best(.ipv4Unicast).map(\.prefix) == [try prefix("10.1.0.0/24")])
        }
    }

    @Test func restartWaitsForAbsentPeersNoLongerThanItSays() async throws {
        try await withNetwork { scenery in
            var configuration = try SpeakerConfiguration.test(
                as: 64512, on: ["10.9.0.1"],
                peers: [
                    .test("two", as: 64512, with: 64513, from: "10.9.0.1", to: "10.9.0.2"),
                    .test("absent", as: 64512, with: 64514, from: "10.9.0.1", to: "10.9.0.3"),
                ])
            configuration.restart = RestartSettings(families: [.ipv4, .ipv6], deferral: .seconds(2))
            let one = try await scenery.speaker(configuration)
            try await one.speaker.start()
            await one.speaker.originate(try prefix("10.1.0.0/24"))
            let two = try await scenery.start(
                as: 64513, on: ["10.9.0.2"], peers: [.test("one", as: 64513, with: 64512, from: "10.9.0.2", to: "10.9.0.1")])
            try await two.until(.established, with: "one")
            #expect(await one.speaker.status().isDeferring)
            #expect(await two.speaker.best(.ipv4Unicast).isEmpty)
            try await two.until("the route") { $0["one"]?.routes.first?.received == 1 }
            #expect(await one.speaker.status().isDeferring == false)
            #expect(one.journal.lines.contains { $0.contains("still missing=absent") })
        }
    }
}
