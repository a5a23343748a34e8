import Addresses
import BGPCore
import BGPWire
import Glibc
import Speaker
import Testing

/// Peers that are not named, and strangers.
@Suite(.enabled(if: geteuid() == 0, "needs network namespaces"))
struct NeighbourTests {
    private func listener(_ scenery: Scenery, _ networks: [(String, Int)], peers: [PeerConfiguration] = []) async throws -> TestSpeaker {
        var configuration = try SpeakerConfiguration.test(as: 64512, on: ["10.9.0.1", "fd09::1"], peers: peers)
        configuration.dynamicNeighbours = try networks.map { network, limit in
            var session = SessionConfiguration.test(as: 64512, with: nil)
            session.gracefulRestart = nil
            return DynamicNeighbours(network: try prefix(network), limit: limit, session: session)
        }
        let speaker = try await scenery.speaker(configuration)
        try await speaker.speaker.start()
        return speaker
    }

    @Test(arguments: [("10.9.0.2", "10.9.0.1", "10.9.0.0/16"), ("fd09::2", "fd09::1", "fd09::/64")])
    func anyPeerOfTheNetworkIsTakenAndGoesWithItsSession(_ from: String, _ to: String, _ network: String) async throws {
        try await withNetwork { scenery in
            let listener = try await listener(scenery, [(network, 10)])
            let external = try await scenery.start(as: 65001, on: [], peers: [.test("hub", as: 65001, with: 64512, from: from, to: to)])
            try await external.until(.established, with: "hub")
            let peer = try await listener.until(.established, with: from)
            #expect(peer.isDynamic && peer.remoteAS == ASNumber(65001) && peer.link == .incoming)
            await external.speaker.originate(try prefix("10.1.0.0/24"))
            try await listener.until("the route") { $0[from]?.routes.contains { $0.received == 1 } == true }
            await external.speaker.remove("hub")
            try await listener.until("nobody") { $0.peers.isEmpty }
            #expect(await listener.speaker.best(.ipv4Unicast).isEmpty)
        }
    }

    @Test func internalAndExternalPeersComeFromOneNetwork() async throws {
        try await withNetwork { scenery in
            let listener = try await listener(scenery, [("10.9.0.0/16", 10)])
            let inside = try await scenery.start(
                as: 64512, on: [],
                peers: [.test("hub", as: 64512, with: 64512, from: "10.9.0.2", to: "10.9.0.1") { $0.session.identifier = BGPIdentifier(2) }])
            let outside = try await scenery.start(
                as: 65001, on: [], peers: [.test("hub", as: 65001, with: 64512, from: "10.9.0.3", to: "10.9.0.1")])
            try await inside.until(.established, with: "hub")
            try await outside.until(.established, with: "hub")
            await outside.speaker.originate(try prefix("10.3.0.0/24"))
            try await inside.until("the external route") { $0["hub"]?.routes.contains { $0.received == 1 } == true }
            #expect(await listener.speaker.status().peers.map(\.name) == ["10.9.0.2", "10.9.0.3"])
        }
    }

    @Test func limitCountsSessionsAndIsFreeAgainWhenOneGoes() async throws {
        try await withNetwork { scenery in
            let listener = try await listener(scenery, [("10.9.0.0/16", 1)])
            let first = try await scenery.start(
                as: 65001, on: [], peers: [.test("hub", as: 65001, with: 64512, from: "10.9.0.2", to: "10.9.0.1")])
            try await first.until(.established, with: "hub")
            let isClosed = try await scenery.network.inside { try RawPeer(from: "10.9.0.3", to: "10.9.0.1").isClosed() }
            #expect(isClosed)
            #expect(await listener.speaker.status().listeners.first?.refused == 1)
            await first.speaker.remove("hub")
            try await listener.until("nobody") { $0.peers.isEmpty }
            let second = try await scenery.start(
                as: 65002, on: [], peers: [.test("hub", as: 65002, with: 64512, from: "10.9.0.3", to: "10.9.0.1")])
            try await second.until(.established, with: "hub")
        }
    }

    @Test func longestNetworkDecides() async throws {
        try await withNetwork { scenery in
            let listener = try await listener(scenery, [("10.9.0.0/16", 10), ("10.9.0.0/24", 0), ("10.0.0.0/8", 10)])
            let (near, far) = try await scenery.network.inside {
                (try RawPeer(from: "10.9.0.2", to: "10.9.0.1").isClosed(), try RawPeer(from: "10.9.7.2", to: "10.9.0.1"))
            }
            #expect(near)
            try await listener.until(.openSent, with: "10.9.7.2")
            withExtendedLifetime(far) {}
        }
    }

    @Test func strangerIsClosedAtOnceAndCounted() async throws {
        try await withNetwork { scenery in
            let listener = try await listener(scenery, [("10.8.0.0/16", 10)])
            let isClosed = try await scenery.network.inside { try RawPeer(from: "10.9.0.3", to: "10.9.0.1").isClosed() }
            #expect(isClosed)
            let status = await listener.speaker.status()
            #expect(status.peers.isEmpty)
            #expect(status.listeners.first?.refused == 1 && status.listeners.first?.accepted == 1)
            #expect(listener.journal.lines.contains { $0.contains("connection refused") && $0.contains("from=10.9.0.3") })
        }
    }

    @Test func peerNamedLaterTakesThePlaceOfTheUnnamed() async throws {
        try await withNetwork { scenery in
            let listener = try await listener(scenery, [("10.9.0.0/16", 10)])
            let other = try await scenery.start(
                as: 65001, on: ["10.9.0.2"], peers: [.test("hub", as: 65001, with: 64512, from: "10.9.0.2", to: "10.9.0.1")])
            try await listener.until(.established, with: "10.9.0.2")
            await listener.speaker.add(try .test("named", as: 64512, with: 65001, from: "10.9.0.1", to: "10.9.0.2"))
            try await listener.until(.established, with: "named")
            try await other.until(.established, with: "hub")
            #expect(await listener.speaker.status().peers.map(\.name) == ["named"])
        }
    }
}
