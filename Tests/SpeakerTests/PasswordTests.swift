import Addresses
import BGPCore
import Glibc
import Speaker
import Testing

/// TCP-MD5 (RFC 2385).
@Suite(.enabled(if: geteuid() == 0, "needs network namespaces"))
struct PasswordTests {
    /// A speaker that listens, and one that dials it, each with a password or none.
    private func pair(
        _ scenery: Scenery, _ listening: String?, _ dialing: String?, isIPv6: Bool = false
    ) async throws -> (listener: TestSpeaker, dialer: TestSpeaker) {
        let (first, second) = isIPv6 ? ("fd09::1", "fd09::2") : ("10.9.0.1", "10.9.0.2")
        let listener = try await scenery.start(
            as: 64512, on: [first],
            peers: [
                .test("dialer", as: 64512, with: 64513, from: first, to: second) { peer in
                    peer.session.isPassive = true
                    peer.password = listening
                }
            ])
        let dialer = try await scenery.start(
            as: 64513, on: [], peers: [.test("listener", as: 64513, with: 64512, from: second, to: first) { $0.password = dialing }])
        return (listener, dialer)
    }

    @Test(arguments: [false, true])
    func equalPasswordsComeUp(_ isIPv6: Bool) async throws {
        try await withNetwork { scenery in
            let (listener, dialer) = try await pair(scenery, "secret", "secret", isIPv6: isIPv6)
            try await listener.until(.established, with: "dialer")
            try await dialer.until(.established, with: "listener")
        }
    }

    struct Row: Sendable {
        let listening: String?, dialing: String?, hint: String
    }

    @Test(arguments: [
        Row(listening: "secret", dialing: "wrong", hint: "a TCP-MD5 password that differs looks the same"),
        Row(listening: nil, dialing: "secret", hint: "a TCP-MD5 password that differs looks the same"),
        Row(listening: "secret", dialing: nil, hint: "a TCP-MD5 password that only the peer has looks the same"),
    ])
    func differentPasswordsAreSilence(_ row: Row) async throws {
        try await withNetwork { scenery in
            let (listener, dialer) = try await pair(scenery, row.listening, row.dialing)
            try await dialer.until(error: "no SYN-ACK from 10.9.0.1:179 for 1 s; \(row.hint)", of: "listener")
            #expect(await listener.speaker.status()["dialer"]?.establishedCount == 0)
        }
    }

    @Test func passwordCanBeChangedAndRemovedWhileListening() async throws {
        try await withNetwork { scenery in
            let (listener, dialer) = try await pair(scenery, "old", "new")
            try await dialer.until(error: "no SYN-ACK", of: "listener")
            var peer = try PeerConfiguration.test("dialer", as: 64512, with: 64513, from: "10.9.0.1", to: "10.9.0.2") { $0.session.isPassive = true }
            peer.password = "new"
            await listener.speaker.change(peer)
            try await dialer.until(.established, with: "listener")
            peer.password = nil
            await listener.speaker.change(peer)
            try await dialer.until(error: "no SYN-ACK", of: "listener")
            await dialer.speaker.change(try .test("listener", as: 64513, with: 64512, from: "10.9.0.2", to: "10.9.0.1"))
            try await dialer.until(.established, with: "listener")
        }
    }

    @Test func peerAddedLaterHasItsPassword() async throws {
        try await withNetwork { scenery in
            let listener = try await scenery.start(as: 64512, on: ["10.9.0.1"])
            let dialer = try await scenery.start(
                as: 64513, on: [], peers: [.test("listener", as: 64513, with: 64512, from: "10.9.0.2", to: "10.9.0.1") { $0.password = "late" }])
            try await dialer.until(error: "no SYN-ACK", of: "listener")
            await listener.speaker.add(
                try .test("dialer", as: 64512, with: 64513, from: "10.9.0.1", to: "10.9.0.2") { peer in
                    peer.session.isPassive = true
                    peer.password = "late"
                })
            try await dialer.until(.established, with: "listener")
        }
    }

    @Test func dynamicNeighboursShareThePasswordOfTheirNetwork() async throws {
        try await withNetwork { scenery in
            var configuration = try SpeakerConfiguration.test(as: 64512, on: ["10.9.0.1"])
            var neighbours = DynamicNeighbours(network: try prefix("10.9.0.0/16"), session: .test(as: 64512, with: nil))
            neighbours.password = "shared"
            configuration.dynamicNeighbours = [neighbours]
            let listener = try await scenery.speaker(configuration)
            try await listener.speaker.start()
            let right = try await scenery.start(
                as: 64513, on: [], peers: [.test("listener", as: 64513, with: 64512, from: "10.9.0.2", to: "10.9.0.1") { $0.password = "shared" }])
            let wrong = try await scenery.start(
                as: 64514, on: [], peers: [.test("listener", as: 64514, with: 64512, from: "10.9.0.3", to: "10.9.0.1") { $0.password = "other" }])
            try await right.until(.established, with: "listener")
            try await wrong.until(error: "no SYN-ACK", of: "listener")
            #expect(await listener.speaker.status().peers.map(\.name) == ["10.9.0.2"])
        }
    }
}
