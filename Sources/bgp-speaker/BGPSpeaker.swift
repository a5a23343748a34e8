internal import Addresses
internal import ArgumentParser
internal import BGPCore
internal import BGPWire
internal import Logging
internal import NIOCore
internal import NIOPosix
internal import Speaker

/// A speaker that takes any peer of some networks and spreads routes among them, for tests and benchmarks.
@main
struct BGPSpeaker: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bgp-speaker",
        abstract: "Takes any BGP peer of the given networks and spreads their routes among them. Touches no kernel route.")

    @Option(help: "Address and port to listen on: 10.9.0.1:179, [fd09::1]:179. Repeatable.")
    var listen: [String]
    @Option(name: .customLong("as"), help: "AS number. A peer with the same one is internal.")
    var asNumber: UInt32
    @Option(help: "Network whose peers are accepted: 10.9.0.0/16. Repeatable.")
    var accept: [String]
    @Flag(help: "Internal peers are clients of this route reflector.")
    var reflector = false
    @Option(help: "BGP identifier; the first IPv4 address listened on when it is not given.")
    var routerID: String?
    @Option(help: "Hold time in seconds, 0 or 3 and more.")
    var holdTime: UInt16 = 90
    @Option(help: "TCP-MD5 password of all peers.")
    var password: String?
    @Option(help: "Sessions from each network, at most.")
    var limit = 10000
    @Flag(help: "Goes silently on SIGTERM, and tells peers at its start that it has restarted (RFC 4724).")
    var restart = false
    @Option(help: "Seconds after a restart in which routes are gathered and none are told.")
    var deferral: UInt16 = 10
    @Option(help: "Log level: trace, debug, info, notice, warning, error.")
    var logLevel = "notice"

    func run() async throws {
        let (endpoints, networks, identifier) = try values()
        var logger = Logger(label: "bgp-speaker") { StreamLogHandler.standardError(label: $0) }
        guard let level = Logger.Level(rawValue: logLevel) else { throw ValidationError("--log-level \(logLevel): no such level") }
        logger.logLevel = level
        var configuration = SpeakerConfiguration(
            SpeakerIdentity(asNumber: ASNumber(asNumber), identifier: identifier, seed: UInt64.random(in: 0 ... .max)))
        configuration.listeners = endpoints
        if restart { configuration.restart = RestartSettings(families: [.ipv4, .ipv6], deferral: .seconds(Int64(deferral))) }
        configuration.dynamicNeighbours = networks.map { neighbours($0, identifier) }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let speaker = Speaker(configuration, on: group.next(), logger: logger)
        let signals = TerminationSignals()
        try await speaker.start()
        await signals.first()
        let counters = await speaker.status().counters
        logger.notice(
            "stopping",
            metadata: [
                "UPDATEs encoded": "\(counters.updatesEncoded)", "UPDATEs sent": "\(counters.updatesSent)",
                "unsendable": "\(counters.unsendable)",
            ])
        if restart { await speaker.abandon() } else { await speaker.stop() }
        try await group.shutdownGracefully()
    }

    private func values() throws -> ([ListenEndpoint], [IPPrefix], BGPIdentifier) {
        let endpoints = try listen.map { text in
            guard let endpoint = ListenEndpoint(text) else { throw ValidationError("--listen \(text): an address and a port are needed") }
            return endpoint
        }
        let networks = try accept.map { text in
            guard let network = IPPrefix(text), network.isNetwork else { throw ValidationError("--accept \(text): it is no network") }
            return network
        }
        let identifier = routerID.map { BGPIdentifier($0) } ?? endpoints.lazy.compactMap { BGPIdentifier($0.address) }.first
        guard let identifier, identifier.value != 0 else { throw ValidationError("--router-id: an identifier such as 10.9.0.1 is needed") }
        guard holdTime == 0 || holdTime >= 3 else { throw ValidationError("--hold-time \(holdTime): 0, or 3 and more are possible") }
        return (endpoints, networks, identifier)
    }

    private func neighbours(_ network: IPPrefix, _ identifier: BGPIdentifier) -> DynamicNeighbours {
        var session = SessionConfiguration(localAS: ASNumber(asNumber), identifier: identifier)
        session.holdTime = holdTime
        session.families = [.ipv4, .ipv6]
        var settings = GracefulRestartSettings()
        settings.families = [.ipv4, .ipv6]
        settings.forwardingPreserved = restart ? [.ipv4, .ipv6] : []
        settings.isRestarting = restart
        session.gracefulRestart = settings
        var neighbours = DynamicNeighbours(network: network, limit: limit, session: session)
        neighbours.isClient = reflector
        neighbours.password = password
        return neighbours
    }
}
