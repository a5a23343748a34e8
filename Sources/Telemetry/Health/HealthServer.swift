internal import Addresses
internal import Glibc
public import Logging
public import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import Sockets
internal import Synchronization

/// Serves liveness, readiness and metrics over HTTP/1.1, one request a connection.
public final class HealthServer: Sendable {
    private let endpoints: [HealthEndpoint]
    private let pages: HealthPages
    private let group: any EventLoopGroup
    private let logger: Logger
    private let limits: HealthLimits
    private let count = ConnectionCount()
    private let channels = Mutex<[any Channel]>([])
    private let clients = Mutex<[ObjectIdentifier: any Channel]>([:])

    /// - Parameters:
    ///   - endpoints: Where, and which pages there. IPv6 sockets take no IPv4 connections.
    ///   - pages: What the pages tell.
    ///   - group: Runs the sockets; the caller shuts it down, after ``stop()``.
    public init(
        _ endpoints: [HealthEndpoint], pages: HealthPages, on group: any EventLoopGroup, logger: Logger, limits: HealthLimits = HealthLimits()
    ) {
        self.endpoints = endpoints
        self.pages = pages
        self.group = group
        self.logger = logger
        self.limits = limits
    }

    /// Listens on every endpoint, or on none.
    ///
    /// - Returns: The endpoints with the ports that were free for those with port 0.
    /// - Throws: ``HealthServerFailure`` that names the address, and who has it if that can be seen.
    @discardableResult
    public func start() async throws(HealthServerFailure) -> [HealthEndpoint] {
        var bound: [HealthEndpoint] = []
        for endpoint in endpoints {
            do {
                let channel = try await listening(endpoint)
                channels.withLock { $0.append(channel) }
                var known = endpoint
                known.port = channel.localAddress?.port.flatMap { UInt16(exactly: $0) } ?? endpoint.port
                bound.append(known)
                logger.info(
                    "listening", metadata: ["endpoint": "\(known)", "pages": "\(known.pages.map(\.rawValue).sorted().joined(separator: " "))"])
            } catch {
                await stop()
                throw Self.failure(endpoint, error)
            }
        }
        return bound
    }

    /// Closes all sockets.
    public func stop() async {
        let listening = channels.withLock { channels in
            defer { channels = [] }
            return channels
        }
        for channel in listening { try? await channel.close().get() }
        for channel in clients.withLock({ Array($0.values) }) { try? await channel.close().get() }
    }

    private func listening(_ endpoint: HealthEndpoint) async throws -> any Channel {
        let address = try SocketAddress(ipAddress: "\(endpoint.address)", port: Int(endpoint.port))
        let responder = HealthResponder(pages: pages, served: endpoint.pages)
        var bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(ChannelOptions.allowRemoteHalfClosure, value: true)
        if endpoint.address.family == .v6 {
            let only = ChannelOptions.Types.SocketOption(level: .ipv6, name: .ipv6_v6only)
            bootstrap = bootstrap.serverChannelOption(only, value: 1)
        }
        let (logger, limits, count) = (logger, limits, count)
        return try await bootstrap.serverChannelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(
                    AcceptPause { logger.error("cannot accept a connection", metadata: ["endpoint": "\(endpoint)", "why": "\($0)"]) })
            }
        }.childChannelInitializer { [weak self] channel in
            self?.follow(channel)
            return channel.eventLoop.makeCompletedFuture {
                let pipeline = channel.pipeline.syncOperations
                try pipeline.addHandler(RequestGuard(limits, count))
                try pipeline.configureHTTPServerPipeline(withPipeliningAssistance: false, withErrorHandling: true)
                try pipeline.addHandler(HealthHandler(responder))
            }
        }.bind(to: address).get()
    }

    /// Keeps the connection in mind until it is closed.
    private func follow(_ channel: any Channel) {
        let key = ObjectIdentifier(channel)
        clients.withLock { $0[key] = channel }
        channel.closeFuture.whenComplete { [weak self] _ in self?.clients.withLock { $0[key] = nil } }
    }

    private static func failure(_ endpoint: HealthEndpoint, _ error: any Error) -> HealthServerFailure {
        guard let error = error as? IOError else { return HealthServerFailure("cannot listen on \(endpoint): \(error)") }
        switch error.errnoCode {
        case EADDRINUSE:
            let owner = PortOwner.words(port: endpoint.port).map { "\($0) listens there" } ?? "something listens there"
            return HealthServerFailure("cannot listen on \(endpoint): address already in use, \(owner); stop it or choose another port")
        case EADDRNOTAVAIL:
            return HealthServerFailure("cannot listen on \(endpoint): no interface has the address \(endpoint.address); choose another one")
        default:
            return HealthServerFailure("cannot listen on \(endpoint): \(SystemText.error(error.errnoCode))")
        }
    }
}
