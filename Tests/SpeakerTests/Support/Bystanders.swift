import BGPCore
import Speaker
import Testing

/// A speaker under attack, and one with an innocent session to it.
struct Bystanders {
    let victim: TestSpeaker
    let bystander: TestSpeaker

    /// The victim is AS 64512 at 10.9.0.1; the bystander at 10.9.0.9 has a session with a hold time of three seconds.
    /// - Parameter edit: Adds to the victim's configuration.
    init(in scenery: Scenery, _ edit: (inout SpeakerConfiguration) throws -> Void = { _ in }) async throws {
        let innocent = try PeerConfiguration.test("bystander", as: 64512, with: 64519, from: "10.9.0.1", to: "10.9.0.9") { peer in
            peer.session.isPassive = true
            peer.session.holdTime = 3
        }
        var configuration = try SpeakerConfiguration.test(as: 64512, on: ["10.9.0.1"], peers: [innocent])
        try edit(&configuration)
        victim = try await scenery.speaker(configuration)
        try await victim.speaker.start()
        bystander = try await scenery.start(
            as: 64519, on: [], peers: [.test("victim", as: 64519, with: 64512, from: "10.9.0.9", to: "10.9.0.1")])
        try await bystander.until(.established, with: "victim")
        try await victim.until(.established, with: "bystander")
    }

    /// The innocent session was there all the time, and routes still go through.
    func expectUnharmed() async throws {
        let mark = try prefix("10.250.0.0/24")
        await victim.speaker.originate(mark)
        try await bystander.until("a route through the innocent session") { $0["victim"]?.routes.contains { $0.received > 0 } == true }
        #expect(await bystander.speaker.status()["victim"]?.establishedCount == 1)
        #expect(await victim.speaker.status()["bystander"]?.establishedCount == 1)
        #expect(await victim.speaker.status()["bystander"]?.state == .established)
    }
}

extension SpeakerConfiguration {
    /// Takes any peer of 10.9.0.0/16, each with a hold time of three seconds.
    mutating func takeNeighbours(limit: Int = 1000, holdTime: UInt16 = 3) throws {
        var session = SessionConfiguration.test(as: 64512, with: nil)
        session.gracefulRestart = nil
        session.holdTime = holdTime
        dynamicNeighbours = [DynamicNeighbours(network: try prefix("10.9.0.0/16"), limit: limit, session: session)]
    }

    /// The attacker at 10.9.0.2 is a configured peer, AS 65002.
    mutating func takeAttacker(_ edit: (inout PeerConfiguration) -> Void = { _ in }) throws {
        peers.append(
            try .test("attacker", as: 64512, with: 65002, from: "10.9.0.1", to: "10.9.0.2") { peer in
                peer.session.isPassive = true
                peer.session.holdTime = 3
                edit(&peer)
            })
    }
}
