import Addresses
import BGPCore
import BGPWire
import Dispatch
import Glibc
import NIOCore
import NIOPosix
import Speaker
import Testing

/// Time: peers that say nothing, take nothing, or say too much, and a speaker that is busy.
@Suite(.enabled(if: geteuid() == 0, "needs network namespaces"))
struct SlowPeerTests {
    @Test func silentPeerLosesItsSessionAfterTheHoldTime() async throws {
        try await withNetwork { scenery in
            let scene = try await Bystanders(in: scenery) { try $0.takeAttacker() }
            let (notification, seconds) = try await scenery.network.inside {
                let peer = try RawPeer(from: "10.9.0.2", to: "10.9.0.1")
                try peer.establish(as: 65002)
                let start = ContinuousClock().now
                return (try peer.notification(), (ContinuousClock().now - start) / .seconds(1))
            }
            #expect(notification?.code == ErrorCode.holdTimerExpired.rawValue)
            #expect(seconds > 2.5 && seconds < 10)
            try await scene.victim.until(error: "nothing received for 3 s: hold timer expired (10.9.0.2:179)", of: "attacker")
            try await scene.expectUnharmed()
        }
    }

    @Test func keepalivesAloneKeepASession() async throws {
        try await withNetwork { scenery in
            let scene = try await Bystanders(in: scenery) { try $0.takeAttacker() }
            let keepalives = try await scenery.network.inside {
                let peer = try RawPeer(from: "10.9.0.2", to: "10.9.0.1")
                try peer.establish(as: 65002)
                return try Self.live(peer, seconds: 7)
            }
            // Every second, but for the jitter.
            #expect((6...12).contains(keepalives))
            #expect(await scene.victim.speaker.status()["attacker"]?.establishedCount == 1)
            try await scene.expectUnharmed()
        }
    }

    /// Sends a KEEPALIVE every second and reads; hands back how many came.
    private static func live(_ peer: RawPeer, seconds: Int) throws -> Int {
        let end = ContinuousClock().now + .seconds(seconds)
        var next = ContinuousClock().now
        var keepalives = 0
        while ContinuousClock().now < end {
            if ContinuousClock().now >= next {
                peer.send(KeepaliveMessage.octets)
                next = next + .seconds(1)
            }
            guard peer.isReadable(within: 100) else { continue }
            guard let frame = try peer.message(), frame.kind != .notification else {
                throw CallFailure(operation: "the session ended", code: ECONNRESET)
            }
            if frame.kind == .keepalive { keepalives += 1 }
        }
        return keepalives
    }

    @Test func peerThatTakesNothingLosesItsSession() async throws {
        try await withNetwork { scenery in
            try await scenery.network.shell("sysctl -qw net.ipv4.tcp_wmem='4096 16384 32768'")
            let scene = try await Bystanders(in: scenery) { configuration in
                try configuration.takeAttacker { peer in
                    peer.session.sendHoldTime = 2
                }
            }
            let stop = Flag()
            let network = scenery.network
            let peer = try await scenery.network.inside {
                let peer = try RawPeer(from: "10.9.0.2", to: "10.9.0.1", receiveBuffer: 4096)
                try peer.establish(as: 65002)
                return peer
            }
            try await scene.victim.until(.established, with: "attacker")
            async let live: Void = network.inside {
                // It sends KEEPALIVEs, so that only the send hold timer can end it.
                while !stop.isSet, peer.send(KeepaliveMessage.octets) { poll(nil, 0, 300) }
            }
            // More than its connection takes: 40,000 routes of 17 octets each.
            await scene.victim.speaker.originate(try (0..<40_000).map { try prefix("fd10::\(String($0, radix: 16))/128") })
            try await scene.victim.until(error: "the peer took nothing for 2 s: send hold timer expired (10.9.0.2:179)", of: "attacker")
            stop.set()
            try await live
            // What was written for it was bounded: the high mark, one output, and what the kernel took.
            let status = await scene.victim.speaker.status()
            #expect((300 << 10..<600 << 10).contains(Int(status["attacker"]?.counters.octetsSent ?? 0)))
            try await scene.expectUnharmed()
        }
    }

    @Test func floodsOfManyPeersDelayNoKeepalive() async throws {
        try await withNetwork { scenery in
            let scene = try await Bystanders(in: scenery) { try $0.takeNeighbours() }
            let stop = Flag()
            let network = scenery.network
            // An UPDATE that announces and one that withdraws 200 prefixes, again and again, from eight peers for seven seconds.
            let flood: @Sendable (Int) throws -> Int = { number in
                let peer = try RawPeer(from: "10.9.2.\(number)", to: "10.9.0.1")
                try peer.establish(as: UInt32(65100 + number))
                let octets = Self.churn(number)
                var count = 0
                while !stop.isSet, peer.send(octets) {
                    count += 1
                    while peer.isReadable(within: 0), try peer.message(within: 0) != nil {}
                }
                return count
            }
            let counts = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 1...8 { group.addTask { try await network.inside { try flood(number) } } }
                try await scenery.network.inside { _ = poll(nil, 0, 7000) }
                stop.set()
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(counts.allSatisfy { $0 > 10 })
            try await scene.expectUnharmed()
        }
    }

    /// Two UPDATEs.
    private static func churn(_ number: Int) -> [UInt8] {
        let prefixes: [UInt8] = (0..<200).flatMap { place -> [UInt8] in [24, 60, UInt8(number), UInt8(place)] }
        let attributes: [UInt8] = [0x40, 1, 1, 0, 0x40, 2, 6, 2, 1, 0, 0, 0xfe, UInt8(0x4c + number), 0x40, 3, 4, 10, 9, 2, UInt8(number)]
        func message(_ body: [UInt8]) -> [UInt8] {
            let length = body.count + 19
            return [UInt8](repeating: 0xff, count: 16) + [UInt8(length >> 8), UInt8(length & 0xff), 2] + body
        }
        let count = [UInt8(prefixes.count >> 8), UInt8(prefixes.count & 0xff)]
        return message([0, 0, 0, UInt8(attributes.count)] + attributes + prefixes) + message(count + prefixes + [0, 0])
    }

    @Test func speakerThatWasBusyLongerThanTheHoldTimeLooksAtWhatCameMeanwhile() async throws {
        try await withNetwork { scenery in
            let scene = try await Bystanders(in: scenery) { try $0.takeAttacker { $0.session.holdTime = 4 } }
            let peer = try await scenery.network.inside {
                let peer = try RawPeer(from: "10.9.0.2", to: "10.9.0.1")
                try peer.establish(as: 65002)
                return peer
            }
            try await scene.victim.until(.established, with: "attacker")
            // The loop does nothing until the peer has lived on for longer than its hold time.
            let isOver = DispatchSemaphore(value: 0)
            scene.victim.group.next().execute { _ = isOver.wait(timeout: .now() + .seconds(20)) }
            try await scenery.network.inside {
                for _ in 0..<6 {
                    peer.send(KeepaliveMessage.octets)
                    poll(nil, 0, 900)
                }
            }
            isOver.signal()
            let status = await scene.victim.speaker.status()
            #expect(status["attacker"]?.state == .established)
            try await scene.victim.until("what came meanwhile") { ($0["attacker"]?.counters.keepalivesReceived ?? 0) >= 7 }
            #expect(await scene.victim.speaker.status()["attacker"]?.establishedCount == 1)
        }
    }
}
