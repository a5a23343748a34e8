import Addresses
import BGPCore
import BGPWire
import NIOCore
import NIOPosix
import Speaker

/// Our speaker in a ``TestNetwork``; number N has the addresses 10.9.0.N and fd09::N, as daemons have. Peers are named by their addresses.
struct TestSpeaker: Sendable {
    let speaker: Speaker
    let log = RecordedLog()

    /// Starts it; it is gone with the network.
    init(_ configuration: SpeakerConfiguration, in network: TestNetwork) async throws {
        speaker = Speaker(configuration, on: network.loops.next(), logger: log.logger)
        await network.add(speaker)
        let speaker = speaker
        do { try await speaker.start() } catch {
            // A program that another test just starts has a copy of the sockets closed here, for a moment; it is tried again.
            try await eventually("our speaker listens after \(error)") { await speaker.status().listeners.allSatisfy(\.isOpen) }
        }
    }

    /// A speaker on its addresses.
    static func configuration(_ number: Int, asNumber: UInt32, clusterID: String? = nil, peers: [PeerConfiguration]) throws -> SpeakerConfiguration {
        let identity = SpeakerIdentity(
            asNumber: ASNumber(asNumber), identifier: try value(BGPIdentifier(TestNetwork.address(number))),
            clusterID: clusterID.flatMap { BGPIdentifier($0) },
            seed: UInt64(number))
        var configuration = SpeakerConfiguration(identity)
        configuration.listeners = [
            ListenEndpoint(try value(IPAddress(TestNetwork.address(number)))), ListenEndpoint(try value(IPAddress(TestNetwork.address6(number)))),
        ]
        configuration.peers = peers
        return configuration
    }

    /// A peer of speaker `number`; both families, a hold time of 9 s and quick retries, for others to change.
    static func peer(_ address: String, asNumber: UInt32, of number: Int = 1, localAS: UInt32) throws -> PeerConfiguration {
        var session = SessionConfiguration(
            localAS: ASNumber(localAS), identifier: try value(BGPIdentifier(TestNetwork.address(number))), expectedAS: ASNumber(asNumber))
        session.families = [.ipv4, .ipv6]
        session.holdTime = 9
        session.connectRetryTime = .milliseconds(200)
        session.maximumConnectRetryTime = .milliseconds(500)
        session.errorHoldTime = .milliseconds(500)
        session.maximumErrorHoldTime = .seconds(1)
        var peer = PeerConfiguration(name: address, address: try value(IPAddress(address)), session: session)
        peer.source = IPAddress(address.contains(":") ? TestNetwork.address6(number) : TestNetwork.address(number))
        return peer
    }

    func originate(_ routes: [TestRoute]) async throws {
        for route in routes { await speaker.originate(try Self.value(IPPrefix(route.prefix)), route.attributes) }
    }

    func withdraw(_ prefixes: [String]) async throws {
        for prefix in prefixes { await speaker.withdraw(try Self.value(IPPrefix(prefix))) }
    }

    /// As daemons tell it: routes received from `peer` and not refused, sorted.
    func routes(from peer: String) async -> [TestRoute] {
        var views: [RouteView] = []
        for family in [AddressFamily.ipv4Unicast, .ipv6Unicast] { views += await speaker.received(from: peer, family) }
        return views.filter { !$0.isRejected }.map { TestRoute($0) }.sorted { $0.description < $1.description }
    }

    func status(_ peer: String) async throws -> PeerStatus { try Self.value(await speaker.status()[peer]) }

    func waitUntilEstablished(_ peer: String, within deadline: Duration = .seconds(8)) async throws {
        try await wait(for: .established, peer, within: deadline)
    }

    func wait(for state: SessionState, _ peer: String, within deadline: Duration = .seconds(8)) async throws {
        try await eventually("our session with \(peer) is \(state)", within: deadline) {
            let status = try await self.status(peer)
            return "\(status.state), last error \(status.lastError ?? "none")"
        } until: {
            $0.hasPrefix("\(state)")
        }
    }

    private static func value<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw NotUnderstood(text: "a value of type \(Value.self)") }
        return value
    }
}
