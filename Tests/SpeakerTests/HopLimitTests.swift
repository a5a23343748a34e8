import Addresses
import BGPCore
import Glibc
import Speaker
import Testing

/// TTLs, and the generalized TTL security mechanism (RFC 5082).
@Suite(.enabled(if: geteuid() == 0, "needs network namespaces"))
struct HopLimitTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let listening: HopLimit, dialing: HopLimit
        var isIPv6 = false
        var testDescription: String { "\(listening) and \(dialing)\(isIPv6 ? ", IPv6" : "")" }
    }

    private func pair(_ scenery: Scenery, _ row: Row) async throws -> (listener: TestSpeaker, dialer: TestSpeaker) {
        let (first, second) = row.isIPv6 ? ("fd09::1", "fd09::2") : ("10.9.0.1", "10.9.0.2")
        let listener = try await scenery.start(
            as: 64512, on: [first],
            peers: [
                .test("dialer", as: 64512, with: 64513, from: first, to: second) { peer in
                    peer.session.isPassive = true
                    peer.hopLimit = row.listening
                }
            ])
        let dialer = try await scenery.start(
            as: 64513, on: [], peers: [.test("listener", as: 64513, with: 64512, from: second, to: first) { $0.hopLimit = row.dialing }])
        return (listener, dialer)
    }

    @Test(arguments: [
        Row(listening: .system, dialing: .system),
        Row(listening: .sent(1), dialing: .sent(1)),
        Row(listening: .security(maximumHops: 1), dialing: .security(maximumHops: 1)),
        Row(listening: .security(maximumHops: 1), dialing: .security(maximumHops: 1), isIPv6: true),
        Row(listening: .security(maximumHops: 1), dialing: .sent(255)),
        Row(listening: .security(maximumHops: 2), dialing: .sent(254)),
        Row(listening: .security(maximumHops: 2), dialing: .sent(254), isIPv6: true),
        Row(listening: .sent(254), dialing: .security(maximumHops: 2)),
    ])
    func nearPeersComeUp(_ row: Row) async throws {
        try await withNetwork { scenery in
            let (listener, dialer) = try await pair(scenery, row)
            try await listener.until(.established, with: "dialer")
            try await dialer.until(.established, with: "listener")
        }
    }

    @Test(arguments: [
        Row(listening: .security(maximumHops: 1), dialing: .system),
        Row(listening: .security(maximumHops: 1), dialing: .sent(254)),
        Row(listening: .security(maximumHops: 1), dialing: .sent(254), isIPv6: true),
        Row(listening: .security(maximumHops: 64), dialing: .sent(64)),
    ])
    func farPeersCannotEvenConnect(_ row: Row) async throws {
        try await withNetwork { scenery in
            let (listener, dialer) = try await pair(scenery, row)
            try await dialer.until(error: "no SYN-ACK", of: "listener")
            #expect(await listener.speaker.status().listeners.map(\.accepted) == [0])
        }
    }

    @Test func farPeerIsNotHeardWhereOthersMayBeFar() async throws {
        try await withNetwork { scenery in
            let listener = try await scenery.start(
                as: 64512, on: ["10.9.0.1"],
                peers: [
                    .test("near", as: 64512, with: 64513, from: "10.9.0.1", to: "10.9.0.2") { peer in
                        peer.session.isPassive = true
                        peer.hopLimit = .security(maximumHops: 1)
                    },
                    .test("any", as: 64512, with: 64514, from: "10.9.0.1", to: "10.9.0.3") { $0.session.isPassive = true },
                ])
            let near = try await scenery.start(
                as: 64513, on: [], peers: [.test("listener", as: 64513, with: 64512, from: "10.9.0.2", to: "10.9.0.1") { $0.hopLimit = .sent(200) }])
            let any = try await scenery.start(
                as: 64514, on: [], peers: [.test("listener", as: 64514, with: 64512, from: "10.9.0.3", to: "10.9.0.1")])
            try await any.until(.established, with: "listener")
            // Its connection was accepted, and an OPEN that came before that may have been read; nothing else of it is.
            try await near.until("the listener's OPEN") { ($0["listener"]?.counters.opensReceived ?? 0) == 1 }
            #expect(await listener.speaker.status()["near"]?.establishedCount == 0)
        }
    }

    @Test func securityBeginsForTheListeningSocketWhenTheLastOtherPeerGoes() async throws {
        try await withNetwork { scenery in
            let listener = try await scenery.start(
                as: 64512, on: ["10.9.0.1"],
                peers: [
                    .test("any", as: 64512, with: 64514, from: "10.9.0.1", to: "10.9.0.3") { $0.session.isPassive = true },
                    .test("near", as: 64512, with: 64513, from: "10.9.0.1", to: "10.9.0.2") { peer in
                        peer.session.isPassive = true
                        peer.hopLimit = .security(maximumHops: 1)
                    },
                ])
            let any = try await scenery.start(
                as: 64514, on: [], peers: [.test("listener", as: 64514, with: 64512, from: "10.9.0.3", to: "10.9.0.1")])
            try await any.until(.established, with: "listener")
            await listener.speaker.remove("any")
            try await any.until(error: "no SYN-ACK", of: "listener")
        }
    }
}
