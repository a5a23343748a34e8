public import Logging
public import NIOCore
internal import NIOPosix
public import NodeProtocol
internal import Sockets
internal import Synchronization

/// Answers ``NodeRequest`` on a unix socket.
///
/// Requests of one connection are answered in their order, one at a time; connections do not wait for each other.
public final class NodeServer: Sendable {
    public typealias Handler = @Sendable (NodeRequest, PeerCredentials) async -> NodeReply

    private struct Running {
        let file: SocketFile
        let channel: any Channel
        let clients: Clients
    }

    /// Where it listens.
    public let path: String
    private let group: any EventLoopGroup
    private let logger: Logger
    private let access: AccessRules
    private let limits: NodeServerLimits
    private let handler: Handler
    private let running = Mutex<Running?>(nil)

    /// - Parameters:
    ///   - path: At most 107 octets; its folder is there.
    ///   - group: Runs the sockets; the caller shuts it down, after ``stop()``.
    ///   - logger: Who is refused or cut off at notice, requests at debug.
    ///   - access: Who may ask what. The file is given to the smallest of its groups.
    ///   - handler: Called for each request that is allowed. It has no deadline but its own.
    public init(
        path: String, on group: any EventLoopGroup, logger: Logger, access: AccessRules = AccessRules(),
        limits: NodeServerLimits = NodeServerLimits(), replying handler: @escaping Handler
    ) {
        self.path = path
        self.group = group
        self.logger = logger
        self.access = access
        self.limits = limits
        self.handler = handler
    }

    /// The same with answers that are whole.
    public convenience init(
        path: String, on group: any EventLoopGroup, logger: Logger, access: AccessRules = AccessRules(),
        limits: NodeServerLimits = NodeServerLimits(), handler: @escaping @Sendable (NodeRequest, PeerCredentials) async -> NodeAnswer
    ) {
        self.init(path: path, on: group, logger: logger, access: access, limits: limits) { .answer(await handler($0, $1)) }
    }

    /// Listens; returns when clients can connect.
    ///
    /// - Throws: ``NodeServerFailure`` when a living daemon answers at the path, or the socket cannot be made.
    public func start() async throws(NodeServerFailure) {
        guard running.withLock({ $0 == nil }) else { throw NodeServerFailure("the server on \(path) has been started already") }
        let file = try SocketFile(path: path, group: access.readingGroups.min())
        let clients = Clients()
        let channel: any Channel
        do { channel = try await listening(file, clients) } catch {
            file.remove()
            throw NodeServerFailure("cannot listen on \(path): \(error)")
        }
        running.withLock { $0 = Running(file: file, channel: channel, clients: clients) }
        logger.info("listening", metadata: ["path": "\(path)"])
    }

    /// Removes the file, closes all connections and returns when the last handler has returned.
    public func stop() async {
        guard
            let last = running.withLock({ running in
                defer { running = nil }
                return running
            })
        else { return }
        last.file.remove()
        // Fails when it is closed already.
        try? await last.channel.close().get()
        await last.clients.stop()
    }

    private func listening(_ file: SocketFile, _ clients: Clients) async throws -> any Channel {
        let (path, logger, limits, access, handler) = (path, logger, limits, access, handler)
        return try await ServerBootstrap(group: group)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        AcceptPause { logger.error("cannot accept a connection", metadata: ["path": "\(path)", "why": "\($0)"]) })
                }
            }
            .childChannelOption(ChannelOptions.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let client = try AcceptedClient(channel)
                    let conversation = Conversation(client, limits: limits, access: access, logger: logger, handler: handler)
                    clients.begin(limit: limits.connections) { isWelcome in
                        if isWelcome { await conversation.run() } else { await conversation.turnAway() }
                    }
                }
            }
            .withBoundSocket(file.descriptor).get()
    }
}
