import Addresses
import BGPCore
import BGPWire
import Glibc
import Speaker
import Testing

@Suite(.enabled(if: geteuid() == 0, "needs network namespaces"))
struct SessionTests {
    @Test(arguments: [("10.9.0.1", "10.9.0.2"), ("fd09::1", "fd09::2")])
    func comesUpWhenBothSidesDialAndListen(_ first: String, _ second: String) async throws {
        try await withNetwork { scenery in
            let one = try await scenery.start(
                as: 64512, on: [first], peers: [.test("two", as: 64512, with: 64513, from: first, to: second) { $0.session.holdTime = 30 }])
            let two = try await scenery.start(
                as: 64513, on: [second], peers: [.test("one", as: 64513, with: 64512, from: second, to: first)])
            let here = try await one.until(.established, with: "two")
            let there = try await two.until(.established, with: "one")
            #expect(here.holdTime == 30 && there.holdTime == 30)
            #expect(here.remoteAS == ASNumber(64513) && here.localAS == ASNumber(64512))
            #expect(here.remoteIdentifier == BGPIdentifier(64513))
            #expect(here.link == there.link?.other)
            #expect(here.families == [.ipv4, .ipv6])
            #expect(here.capabilities.contains(.fourOctetAS(ASNumber(64513))))
            #expect(here.localEndpoint == there.remoteEndpoint && here.remoteEndpoint == there.localEndpoint)
            #expect(here.counters.opensReceived >= 1 && here.counters.octetsReceived > 0 && here.counters.octetsSent > 0)
            #expect(!here.isDynamic && here.isWritable)
            // The End-of-RIB of each family.
            try await one.until("the peer's End-of-RIB") { ($0["two"]?.counters.updatesReceived ?? 0) >= 2 }
        }
    }

    @Test func passivePeerWaitsAndIsDialed() async throws {
        try await withNetwork { scenery in
            let waiting = try await scenery.start(
                as: 64512, on: ["10.9.0.1"],
                peers: [.test("dialer", as: 64512, with: 64513, from: "10.9.0.1", to: "10.9.0.2") { $0.session.isPassive = true }])
            try await waiting.until(.active, with: "dialer")
            let dialer = try await scenery.start(
                as: 64513, on: [], peers: [.test("waiting", as: 64513, with: 64512, from: "10.9.0.2", to: "10.9.0.1")])
            #expect(try await waiting.until(.established, with: "dialer").link == .incoming)
            #expect(try await dialer.until(.established, with: "waiting").link == .outgoing)
        }
    }

    @Test func otherPortsAreListenedOnAndDialed() async throws {
        try await withNetwork { scenery in
            var configuration = try SpeakerConfiguration.test(as: 64512, on: [])
            configuration.listeners = [ListenEndpoint(try ip("10.9.0.1"), port: 1790)]
            configuration.peers = [
                try .test("dialer", as: 64512, with: 64513, from: "10.9.0.1", to: "10.9.0.2") { $0.session.isPassive = true }
            ]
            let waiting = try await scenery.speaker(configuration)
            try await waiting.speaker.start()
            let dialer = try await scenery.start(
                as: 64513, on: [], peers: [.test("waiting", as: 64513, with: 64512, from: "10.9.0.2", to: "10.9.0.1") { $0.port = 1790 }])
            try await dialer.until(.established, with: "waiting")
            #expect(try await waiting.until(.established, with: "dialer").localEndpoint == "10.9.0.1:1790")
        }
    }

    @Test func wrongASIsToldOnBothSides() async throws {
        try await withNetwork { scenery in
            let one = try await scenery.start(
                as: 64512, on: ["10.9.0.1"], peers: [.test("two", as: 64512, with: 64999, from: "10.9.0.1", to: "10.9.0.2")])
            let two = try await scenery.start(
                as: 64513, on: ["10.9.0.2"], peers: [.test("one", as: 64513, with: 64512, from: "10.9.0.2", to: "10.9.0.1")])
            try await one.until(error: "OPEN refused: AS 64513, expected 64999", of: "two")
            try await two.until(error: "bad peer AS", of: "one")
        }
    }

    @Test func routesAndWithdrawalsReachThePeer() async throws {
        try await withNetwork { scenery in
            let one = try await scenery.start(
                as: 64512, on: ["10.9.0.1"], peers: [.test("two", as: 64512, with: 64513, from: "10.9.0.1", to: "10.9.0.2")])
            let two = try await scenery.start(
                as: 64513, on: ["10.9.0.2"], peers: [.test("one", as: 64513, with: 64512, from: "10.9.0.2", to: "10.9.0.1")])
            try await one.until(.established, with: "two")
            await one.speaker.originate(try prefix("10.1.0.0/24"))
            try await two.until("the route") { ($0["one"]?.routes.first { $0.family == .ipv4Unicast })?.received == 1 }
            #expect(await two.speaker.best(.ipv4Unicast).map(\.prefix) == [try prefix("10.1.0.0/24")])
            await one.speaker.withdraw(try prefix("10.1.0.0/24"))
            try await two.until("no route") { ($0["one"]?.routes.first { $0.family == .ipv4Unicast })?.received == 0 }
        }
    }

    @Test func changedPolicyKeepsTheSessionAndAnotherSessionConfigurationEndsIt() async throws {
        try await withNetwork { scenery in
            var peer = try PeerConfiguration.test("two", as: 64512, with: 64513, from: "10.9.0.1", to: "10.9.0.2")
            let one = try await scenery.start(as: 64512, on: ["10.9.0.1"], peers: [peer])
            let two = try await scenery.start(
                as: 64513, on: ["10.9.0.2"], peers: [.test("one", as: 64513, with: 64512, from: "10.9.0.2", to: "10.9.0.1")])
            try await one.until(.established, with: "two")
            try await two.until(.established, with: "one")
            peer.routes.importPolicy.allowedOwnAS = 1
            await one.speaker.change(peer)
            #expect(await one.speaker.status()["two"]?.state == .established)
            peer.session.holdTime = 12
            await one.speaker.change(peer)
            try await two.until(error: "other configuration change", of: "one")
            #expect(try await one.until(.established, with: "two").holdTime == 12)
        }
    }

    @Test func refreshIsAskedForAndAnswered() async throws {
        try await withNetwork { scenery in
            let one = try await scenery.start(
                as: 64512, on: ["10.9.0.1"], peers: [.test("two", as: 64512, with: 64513, from: "10.9.0.1", to: "10.9.0.2")])
            let two = try await scenery.start(
                as: 64513, on: ["10.9.0.2"], peers: [.test("one", as: 64513, with: 64512, from: "10.9.0.2", to: "10.9.0.1")])
            #expect(await two.speaker.refresh("nobody", .ipv4Unicast) == false)
            try await two.until(.established, with: "one")
            await one.speaker.originate([try prefix("10.1.0.0/24"), try prefix("10.2.0.0/24")])
            try await two.until("both routes") { $0["one"]?.routes.first?.received == 2 }
            #expect(await two.speaker.refresh("one", .ipv4Unicast))
            // The beginning and the end of it (RFC 7313).
            try await two.until("the answer") { $0["one"]?.counters.refreshesReceived == 2 }
            #expect(await one.speaker.status()["two"]?.counters.refreshesReceived == 1)
            #expect(await two.speaker.best(.ipv4Unicast).count == 2)
        }
    }

    @Test func removedPeerIsToldAndGone() async throws {
        try await withNetwork { scenery in
            let one = try await scenery.start(
                as: 64512, on: ["10.9.0.1"], peers: [.test("two", as: 64512, with: 64513, from: "10.9.0.1", to: "10.9.0.2")])
            let two = try await scenery.start(
                as: 64513, on: ["10.9.0.2"], peers: [.test("one", as: 64513, with: 64512, from: "10.9.0.2", to: "10.9.0.1")])
            try await two.until(.established, with: "one")
            await one.speaker.remove("two")
            #expect(await one.speaker.status().peers.isEmpty)
            try await two.until(error: "peer de-configured", of: "one")
        }
    }

    @Test func resetBeginsAnotherSession() async throws {
        try await withNetwork { scenery in
            let one = try await scenery.start(
                as: 64512, on: ["10.9.0.1"], peers: [.test("two", as: 64512, with: 64513, from: "10.9.0.1", to: "10.9.0.2")])
            let two = try await scenery.start(
                as: 64513, on: ["10.9.0.2"], peers: [.test("one", as: 64513, with: 64512, from: "10.9.0.2", to: "10.9.0.1")])
            try await two.until(.established, with: "one")
            await one.speaker.reset("two", "new line card")
            try await two.until(error: "administrative reset \"new line card\"", of: "one")
            try await two.until("a second session") { $0["one"]?.establishedCount == 2 }
        }
    }
}
