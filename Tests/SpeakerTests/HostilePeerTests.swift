import Addresses
import BGPCore
import BGPWire
import Glibc
import Speaker
import Testing

/// Peers that do everything wrong. A session beside them stays up, with a hold time of three seconds.
@Suite(.enabled(if: geteuid() == 0, "needs network namespaces"))
struct HostilePeerTests {
    struct Message: Sendable, CustomTestStringConvertible {
        let what: String, octets: [UInt8], code: UInt8, subcode: UInt8
        var testDescription: String { what }

        static func header(_ length: UInt16, _ kind: UInt8, marker: UInt8 = 0xff) -> [UInt8] {
            [UInt8](repeating: marker, count: 16) + [UInt8(length >> 8), UInt8(truncatingIfNeeded: length), kind]
        }
    }

    static let refusedFirst = [
        Message(what: "no marker", octets: Message.header(19, 4, marker: 0), code: 1, subcode: 1),
        Message(what: "HTTP", octets: Array("GET / HTTP/1.1\r\nHost: 10.9.0.1\r\n\r\n".utf8), code: 1, subcode: 1),
        Message(what: "too short", octets: Message.header(18, 4), code: 1, subcode: 2),
        Message(what: "too long", octets: Message.header(4097, 1), code: 1, subcode: 2),
        Message(what: "no such type", octets: Message.header(19, 9), code: 1, subcode: 3),
        Message(what: "KEEPALIVE before OPEN", octets: Message.header(19, 4), code: 5, subcode: 1),
        Message(what: "UPDATE before OPEN", octets: Message.header(23, 2) + [0, 0, 0, 0], code: 5, subcode: 1),
        Message(what: "ROUTE-REFRESH before OPEN", octets: Message.header(23, 5) + [0, 1, 0, 1], code: 5, subcode: 1),
        Message(what: "OPEN of version 3", octets: Message.header(29, 1) + [3, 0xfd, 0xe9, 0, 90, 1, 2, 3, 4, 0], code: 2, subcode: 1),
        Message(what: "OPEN with hold time 1", octets: Message.header(29, 1) + [4, 0xfd, 0xe9, 0, 1, 1, 2, 3, 4, 0], code: 2, subcode: 6),
        Message(what: "OPEN with identifier 0", octets: Message.header(29, 1) + [4, 0xfd, 0xe9, 0, 90, 0, 0, 0, 0, 0], code: 2, subcode: 3),
        Message(what: "OPEN of AS 0", octets: Message.header(29, 1) + [4, 0, 0, 0, 90, 1, 2, 3, 4, 0], code: 2, subcode: 2),
    ]

    @Test(arguments: refusedFirst)
    func badFirstMessageIsAnsweredAndEndsTheConnection(_ row: Message) async throws {
        try await withNetwork { scenery in
            let scene = try await Bystanders(in: scenery) { try $0.takeNeighbours() }
            let (notification, isClosed) = try await scenery.network.inside {
                let peer = try RawPeer(from: "10.9.0.2", to: "10.9.0.1")
                peer.send(row.octets)
                return (try peer.notification(), peer.isClosed())
            }
            #expect([notification?.code, notification?.subcode] == [row.code, row.subcode])
            #expect(isClosed)
            try await scene.expectUnharmed()
            try await scene.victim.until("only the bystander") { $0.peers.count == 1 }
        }
    }

    static let refusedLater = [
        Message(what: "no marker", octets: Message.header(19, 4, marker: 0), code: 1, subcode: 1),
        Message(what: "another OPEN", octets: Message.header(29, 1) + [4, 0xfd, 0xe9, 0, 90, 1, 2, 3, 4, 0], code: 5, subcode: 3),
        Message(what: "UPDATE longer than its fields", octets: Message.header(23, 2) + [0, 9, 0, 0], code: 3, subcode: 1),
        Message(what: "extended length that was not offered", octets: Message.header(5000, 2), code: 1, subcode: 2),
    ]

    @Test(arguments: refusedLater)
    func badMessageInASessionEndsIt(_ row: Message) async throws {
        try await withNetwork { scenery in
            let scene = try await Bystanders(in: scenery) { try $0.takeAttacker { $0.session.offersExtendedMessage = false } }
            let notification = try await scenery.network.inside {
                let peer = try RawPeer(from: "10.9.0.2", to: "10.9.0.1")
                try peer.establish(as: 65002)
                peer.send(row.octets)
                return try peer.notification()
            }
            #expect([notification?.code, notification?.subcode] == [row.code, row.subcode])
            try await scene.expectUnharmed()
        }
    }

    @Test func oneOctetAtATimeIsASessionAllTheSame() async throws {
        try await withNetwork { scenery in
            let scene = try await Bystanders(in: scenery) { try $0.takeAttacker() }
            let peer = try await scenery.network.inside {
                let peer = try RawPeer(from: "10.9.0.2", to: "10.9.0.1")
                for octet in try RawPeer.open(as: 65002) + KeepaliveMessage.octets + KeepaliveMessage.octets { peer.send([octet]) }
                return peer
            }
            try await scene.victim.until(.established, with: "attacker")
            try await scene.expectUnharmed()
            withExtendedLifetime(peer) {}
        }
    }

    @Test func halfAnOpenHoldsNothingButItsOwnConnection() async throws {
        try await withNetwork { scenery in
            let scene = try await Bystanders(in: scenery) { configuration in
                try configuration.takeNeighbours()
                configuration.maximumPendingConnections = 20
            }
            // The first twenty stay, each with half an OPEN; those after them are closed at once.
            let (held, refused) = try await scenery.network.inside {
                var held: [RawPeer] = []
                var refused = 0
                for number in 1...30 {
                    let peer = try RawPeer(from: "10.9.1.\(number)", to: "10.9.0.1")
                    peer.send(Array(try RawPeer.open(as: 65002).prefix(20)))
                    // The OPEN of the victim, or the end.
                    if try peer.message() == nil { refused += 1 } else { held.append(peer) }
                }
                return (held, refused)
            }
            #expect(held.count == 20 && refused == 10)
            try await scene.expectUnharmed()
            // A named peer has its place all the same.
            await scene.bystander.speaker.reset("victim")
            try await scene.bystander.until("another session") { $0["victim"]?.establishedCount == 2 }
            withExtendedLifetime(held) {}
        }
    }

    @Test func octetsNowAndThenDoNotKeepAConnectionWithoutKeepalive() async throws {
        try await withNetwork { scenery in
            let scene = try await Bystanders(in: scenery) { try $0.takeNeighbours() }
            // OpenConfirm: the hold time of three seconds counts, and half a KEEPALIVE is none.
            let notification = try await scenery.network.inside {
                let peer = try RawPeer(from: "10.9.0.2", to: "10.9.0.1")
                peer.send(try RawPeer.open(as: 65002))
                let octets = KeepaliveMessage.octets
                for octet in octets.prefix(10) {
                    peer.send([octet])
                    while peer.isReadable(within: 500), let frame = try peer.message() {
                        if frame.kind == .notification { return NotificationMessage(decoding: frame.body) }
                    }
                }
                return NotificationMessage(code: 0, subcode: 0)
            }
            #expect(notification.code == ErrorCode.holdTimerExpired.rawValue)
            try await scene.expectUnharmed()
        }
    }

    @Test func secondConnectionOfAPeerIsRefusedWhileTheFirstWaits() async throws {
        try await withNetwork { scenery in
            let scene = try await Bystanders(in: scenery) { try $0.takeAttacker() }
            let (first, notifications) = try await scenery.network.inside {
                let first = try RawPeer(from: "10.9.0.2", to: "10.9.0.1")
                _ = try first.message()
                return (first, try (1...50).map { _ in try RawPeer(from: "10.9.0.2", to: "10.9.0.1").notification() })
            }
            #expect(notifications.allSatisfy { $0?.ceaseReason == .connectionRejected })
            try await scene.expectUnharmed()
            withExtendedLifetime(first) {}
        }
    }

    @Test func restartedPeerReplacesItsConnectionThatNobodyClosed() async throws {
        try await withNetwork { scenery in
            let scene = try await Bystanders(in: scenery) { try $0.takeAttacker { $0.session.holdTime = 90 } }
            let first = try await scenery.network.inside {
                let peer = try RawPeer(from: "10.9.0.2", to: "10.9.0.1")
                try peer.establish(as: 65002, canRestart: true)
                return peer
            }
            try await scene.victim.until(.established, with: "attacker")
            let (isClosed, second) = try await scenery.network.inside {
                let peer = try RawPeer(from: "10.9.0.2", to: "10.9.0.1")
                try peer.establish(as: 65002, canRestart: true)
                return (first.isClosed(), peer)
            }
            #expect(isClosed)
            let status = try await scene.victim.until("the second session") { $0["attacker"]?.establishedCount == 2 }
            #expect(status["attacker"]?.state == .established)
            try await scene.expectUnharmed()
            withExtendedLifetime(second) {}
        }
    }

    @Test func tenThousandConnectionAttemptsLeaveOthersAlone() async throws {
        try await withNetwork { scenery in
            let scene = try await Bystanders(in: scenery) { try $0.takeAttacker() }
            // Half of them from strangers, half from the address of a peer; nobody waits for an answer.
            try await scenery.network.inside {
                for number in 0..<10_000 {
                    _ = try RawPeer(from: number.isMultiple(of: 2) ? "10.9.0.2" : "10.9.3.\(number % 250 + 1)", to: "10.9.0.1")
                }
            }
            try await scene.expectUnharmed()
            try await scene.victim.until("all of them seen") { $0.listeners.first.map { $0.accepted >= 10_001 } == true }
            #expect(scene.victim.journal.lines.filter { $0.contains("connection refused") }.count < 20)
            // The peer itself is still taken.
            let peer = try await scenery.network.inside {
                let peer = try RawPeer(from: "10.9.0.2", to: "10.9.0.1")
                try peer.establish(as: 65002)
                return peer
            }
            try await scene.victim.until(.established, with: "attacker")
            withExtendedLifetime(peer) {}
        }
    }
}
