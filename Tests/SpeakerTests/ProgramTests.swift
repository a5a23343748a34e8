import BGPCore
import BGPWire
import Glibc
import Speaker
import Testing

/// The program bgp-speaker.
@Suite(.enabled(if: geteuid() == 0 && SpeakerProgram.isBuilt, "needs network namespaces and bgp-speaker beside the tests"))
struct ProgramTests {
    @Test(arguments: [SIGTERM, SIGINT])
    func spreadsRoutesAndEndsSessionsOnASignal(_ signal: Int32) async throws {
        try await withNetwork { scenery in
            let program = try await SpeakerProgram(
                "--listen 10.9.0.1:179 --listen '[fd09::1]:179' --as 64512 --accept 10.9.0.0/16 --accept fd09::/64 --reflector", in: scenery.network)
            let external = try await scenery.start(
                as: 65001, on: [], peers: [.test("hub", as: 65001, with: 64512, from: "10.9.0.2", to: "10.9.0.1")])
            let client = try await scenery.start(
                as: 64512, on: [],
                peers: [.test("hub", as: 64512, with: 64512, from: "10.9.0.3", to: "10.9.0.1") { $0.session.identifier = BGPIdentifier(3) }])
            let other = try await scenery.start(
                as: 64512, on: [],
                peers: [.test("hub", as: 64512, with: 64512, from: "fd09::4", to: "fd09::1") { $0.session.identifier = BGPIdentifier(4) }])
            for speaker in [external, client, other] { try await speaker.until(.established, with: "hub") }
            await external.speaker.originate(try prefix("10.1.0.0/24"))
            await client.speaker.originate(try prefix("10.2.0.0/24"))
            try await client.until("the external route") { $0["hub"]?.routes.first?.received == 1 }
            try await external.until("the client's route") { $0["hub"]?.routes.first?.received == 1 }
            try await other.until("both, one reflected") { $0["hub"]?.routes.first?.received == 2 }
            #expect(program.end(signal) == 0)
            for speaker in [external, client, other] { try await speaker.until(error: "administrative shutdown", of: "hub") }
        }
    }

    @Test func goesSilentlyForARestart() async throws {
        try await withNetwork { scenery in
            let program = try await SpeakerProgram("--listen 10.9.0.1:179 --as 64512 --accept 10.9.0.0/16 --restart", in: scenery.network)
            let peer = try await scenery.start(
                as: 65001, on: [], peers: [.test("hub", as: 65001, with: 64512, from: "10.9.0.2", to: "10.9.0.1")])
            let status = try await peer.until(.established, with: "hub")
            #expect(status.capabilities.contains { if case .gracefulRestart(let capability) = $0 { capability.restarting } else { false } })
            #expect(program.end() == 0)
            try await peer.until(error: "connection lost in Established", of: "hub")
        }
    }

    @Test(arguments: [
        "--as 64512 --accept 10.9.0.0/16", "--listen 10.9.0.1:179 --as 64512 --accept 10.9.0.1/16",
        "--listen 10.9.0.1:0 --as 64512 --accept 10.9.0.0/16", "--listen '[fd09::1]:179' --as 64512 --accept fd09::/64",
        "--listen 10.9.0.1:179 --as 64512 --accept 10.9.0.0/16 --hold-time 2", "--listen 10.77.0.1:179 --as 64512 --accept 10.9.0.0/16",
    ])
    func badArgumentsEndIt(_ words: String) async throws {
        try await withNetwork { scenery in
            let program = try await SpeakerProgram(words, in: scenery.network)
            let status = program.end(0)
            #expect(status != 0 && status != nil)
        }
    }

    @Test func fullTableOfDescriptorsMakesItWaitAndNotSpin() async throws {
        try await withNetwork { scenery in
            let program = try await SpeakerProgram("--listen 10.9.0.1:179 --as 64512 --accept 10.9.0.0/16", limit: 40, in: scenery.network)
            let ticks = try await scenery.network.inside {
                let first = try RawPeer.whenListening(from: "10.9.1.1", to: "10.9.0.1")
                _ = try first.message()
                let others = try (2...80).map { try RawPeer(from: "10.9.1.\($0)", to: "10.9.0.1") }
                let before = try program.ticks()
                poll(nil, 0, 2000)
                withExtendedLifetime((first, others)) {}
                return try program.ticks() - before
            }
            #expect(ticks < 40)
            // All of them are gone now.
            let peer = try await scenery.start(
                as: 65001, on: [], peers: [.test("hub", as: 65001, with: 64512, from: "10.9.0.2", to: "10.9.0.1")])
            try await peer.until(.established, with: "hub")
            #expect(program.end() == 0)
        }
    }
}
