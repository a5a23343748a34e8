internal import Addresses
internal import Logging
internal import NIOCore
internal import NIOPosix
internal import Sockets

/// An endpoint that peers connect to; opened again when it could not be, or was closed.
///
/// Confined to the speaker's event loop, which is what makes it safe to share.
final class Listener: @unchecked Sendable {
    let endpoint: ListenEndpoint
    private unowned let loop: SpeakerLoop
    private(set) var channel: (any Channel)?
    private(set) var lastError: String?
    private var isOpen = false
    private var isStopped = false
    private var retry: Scheduled<Void>?
    private var delay = TimeAmount.seconds(1)
    var accepted: UInt64 = 0
    var refused: UInt64 = 0
    var throttle = LogThrottle()

    /// IPV6_V6ONLY (linux/in6.h): both families have sockets of their own.
    private static var onlyIPv6: ChannelOptions.Types.SocketOption { ChannelOptions.Types.SocketOption(level: .ipv6, name: .ipv6_v6only) }

    init(_ endpoint: ListenEndpoint, _ loop: SpeakerLoop) {
        self.endpoint = endpoint
        self.loop = loop
    }

    var status: ListenerStatus {
        ListenerStatus(endpoint: endpoint, isOpen: isOpen, lastError: lastError, accepted: accepted, refused: refused)
    }

    /// - Returns: Fails when the endpoint cannot be had now; it is tried again all the same.
    func open() -> EventLoopFuture<Void> {
        let loop = loop
        let address: SocketAddress
        do { address = try SocketAddress(endpoint.address, port: endpoint.port) } catch {
            return loop.eventLoop.makeFailedFuture(error)
        }
        var bootstrap = ServerBootstrap(group: loop.eventLoop)
            .serverChannelOption(ChannelOptions.backlog, value: 1024)
            .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
            .serverChannelOption(ChannelOptions.maxMessagesPerRead, value: 64)
            .childChannelOption(ChannelOptions.tcpOption(.tcp_nodelay), value: 1)
        if endpoint.address.family == .v6 { bootstrap = bootstrap.serverChannelOption(Self.onlyIPv6, value: 1) }
        let bound = loop.channelOptions(bootstrap).serverChannelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                try self.prepare(channel)
            }
        }.childChannelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                let connection = Connection(channel, loop)
                connection.listener = self
                try channel.pipeline.syncOperations.addHandler(connection)
            }
        }.bind(to: address)
        return bound.map { self.opened($0) }.flatMapErrorThrowing { error in
            self.failed(error)
            throw error
        }
    }

    private func opened(_ channel: any Channel) {
        guard !isStopped else { return channel.close(promise: nil) }
        isOpen = true
        lastError = nil
        delay = .seconds(1)
        loop.logger.info("listening", metadata: ["endpoint": "\(endpoint)"])
        channel.closeFuture.whenComplete { _ in
            self.channel = nil
            self.isOpen = false
            if !self.isStopped { self.openLater("the listening socket was closed") }
        }
    }

    private func failed(_ error: any Error) {
        channel = nil
        lastError = ConnectWords.cannotListen(error, endpoint)
        openLater(lastError ?? "")
    }

    private func openLater(_ words: String) {
        guard !isStopped else { return }
        lastError = words
        loop.logger.error("cannot listen", metadata: ["endpoint": "\(endpoint)", "why": "\(words)", "again in": "\(delay)"])
        retry = loop.eventLoop.scheduleTask(in: delay) { [weak self] in
            guard let self, !self.isStopped else { return }
            self.open().whenFailure { _ in }
        }
        delay = min(delay * 2, .seconds(30))
    }

    /// Before the socket listens.
    private func prepare(_ channel: any Channel) throws {
        let family = endpoint.address.family
        for key in loop.keys(for: family) { try SocketSettings.setKey(key.password, for: key.network, on: channel) }
        // The answer to a SYN has the TTL of this socket, and the peer may want 255 (RFC 5082 §3).
        try SocketSettings.setTTL(255, family, on: channel)
        try SocketSettings.setLeastTTL(loop.leastTTL(for: family), family, on: channel)
        try channel.pipeline.syncOperations.addHandler(AcceptPause { [weak self] in self?.cannotAccept($0) })
        // From here on keys that come and go are set on it.
        self.channel = channel
    }

    private func cannotAccept(_ error: any Error) {
        guard let left = throttle.note(.now()) else { return }
        loop.logger.error(
            "cannot accept a connection", metadata: ["endpoint": "\(endpoint)", "why": "\(error)", "others not logged": "\(left)"])
    }

    func setLeastTTL() throws {
        guard let channel else { return }
        try SocketSettings.setLeastTTL(loop.leastTTL(for: endpoint.address.family), endpoint.address.family, on: channel)
    }

    /// Sets or removes the TCP-MD5 key of a network on the open socket.
    func setKey(_ password: String?, for network: IPPrefix) throws {
        guard let channel, network.family == endpoint.address.family else { return }
        try SocketSettings.setKey(password, for: network, on: channel)
    }

    /// - Returns: Done when the socket is closed.
    @discardableResult
    func stop() -> EventLoopFuture<Void> {
        isStopped = true
        retry?.cancel()
        guard let channel else { return loop.eventLoop.makeSucceededVoidFuture() }
        channel.close(promise: nil)
        return channel.closeFuture
    }
}
