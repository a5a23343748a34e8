import Addresses
import BGPCore
import BGPWire
import Speaker
import Testing

/// Parses an address that a test has written.
func ip(_ text: String) throws -> IPAddress { try #require(IPAddress(text)) }

func prefix(_ text: String) throws -> IPPrefix { try #require(IPPrefix(text)) }

/// Runs a test with a network of its own; speakers made in it are ended.
func withNetwork(_ body: (Scenery) async throws -> Void) async throws {
    let scenery = Scenery(try await TestNetwork())
    do { try await body(scenery) } catch {
        try await scenery.end()
        throw error
    }
    try await scenery.end()
}

/// A network and the speakers in it.
final class Scenery {
    let network: TestNetwork
    private var speakers: [TestSpeaker] = []

    init(_ network: TestNetwork) { self.network = network }

    /// A speaker that is not started yet.
    func speaker(_ configuration: SpeakerConfiguration) async throws -> TestSpeaker {
        let speaker = try await TestSpeaker(configuration, in: network)
        speakers.append(speaker)
        return speaker
    }

    /// A speaker that listens on an address, its identifier made of the AS, and has begun with its peers.
    func start(as number: UInt32, on addresses: [String], peers: [PeerConfiguration] = []) async throws -> TestSpeaker {
        let speaker = try await speaker(.test(as: number, on: addresses, peers: peers))
        try await speaker.speaker.start()
        return speaker
    }

    /// A speaker on endpoints that were another's.
    ///
    /// A child that another test is starting has the closed sockets until it is exec'd: the first attempt to listen may fail.
    func startAgain(_ configuration: SpeakerConfiguration) async throws -> TestSpeaker {
        let speaker = try await speaker(configuration)
        do { try await speaker.speaker.start() } catch is SpeakerFailure {}
        try await speaker.until("the listeners to open") { $0.listeners.allSatisfy(\.isOpen) }
        return speaker
    }

    func end() async throws {
        for speaker in speakers { try await speaker.end() }
    }
}

extension SpeakerConfiguration {
    static func test(as number: UInt32, on addresses: [String], peers: [PeerConfiguration] = []) throws -> SpeakerConfiguration {
        var configuration = SpeakerConfiguration(SpeakerIdentity(asNumber: ASNumber(number), identifier: BGPIdentifier(number), seed: 7))
        configuration.listeners = try addresses.map { ListenEndpoint(try ip($0)) }
        configuration.peers = peers
        return configuration
    }
}

extension SessionConfiguration {
    /// Retries fast.
    static func test(as number: UInt32, with expected: UInt32?) -> SessionConfiguration {
        var session = SessionConfiguration(localAS: ASNumber(number), identifier: BGPIdentifier(number), expectedAS: expected.map { ASNumber($0) })
        session.families = [.ipv4, .ipv6]
        session.connectRetryTime = .milliseconds(200)
        session.maximumConnectRetryTime = .milliseconds(400)
        session.errorHoldTime = .milliseconds(200)
        session.maximumErrorHoldTime = .milliseconds(400)
        session.connectTimeout = .seconds(1)
        session.gracefulRestart = GracefulRestartSettings()
        return session
    }
}

extension PeerConfiguration {
    /// The peer `remote`, dialed from `local`.
    static func test(
        _ name: String, as number: UInt32, with expected: UInt32, from local: String, to remote: String,
        _ edit: (inout PeerConfiguration) -> Void = { _ in }
    ) throws -> PeerConfiguration {
        var peer = PeerConfiguration(name: name, address: try ip(remote), session: .test(as: number, with: expected))
        peer.source = try ip(local)
        edit(&peer)
        return peer
    }
}
