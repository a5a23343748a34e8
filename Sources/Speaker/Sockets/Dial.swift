internal import Addresses
internal import BGPCore
internal import NIOCore
internal import NIOPosix

/// Why a connection could not be made, in words.
struct DialFailure: Error {
    let text: String
}

/// One attempt to connect to a peer.
///
/// Confined to the speaker's event loop, which is what makes it safe to share.
final class Dial: @unchecked Sendable {
    private let peer: PeerConfiguration
    private let loop: SpeakerLoop
    /// nil once it was called, or nobody wants the connection any more.
    private var done: ((Result<Connection, DialFailure>) -> Void)?
    private var channel: (any Channel)?

    /// - Parameter done: Called in the event loop, later, at most once.
    init(_ peer: PeerConfiguration, _ loop: SpeakerLoop, _ done: @escaping (Result<Connection, DialFailure>) -> Void) {
        self.peer = peer
        self.loop = loop
        self.done = done
        do {
            try connect().whenComplete { self.complete($0) }
        } catch {
            loop.eventLoop.execute { self.finish(.failure(DialFailure(text: ConnectWords.failed(error, peer)))) }
        }
    }

    private func connect() throws -> EventLoopFuture<any Channel> {
        let peer = peer
        var bootstrap = ClientBootstrap(group: loop.eventLoop)
            .connectTimeout(TimeAmount(peer.session.connectTimeout))
            .channelOption(ChannelOptions.tcpOption(.tcp_nodelay), value: 1)
            .channelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
        bootstrap = loop.channelOptions(bootstrap)
        if let source = peer.source { bootstrap = bootstrap.bind(to: try SocketAddress(source, port: 0)) }
        return bootstrap.channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                if let password = peer.password { try SocketSettings.setKey(password, for: IPPrefix(host: peer.address), on: channel) }
                try SocketSettings.setHopLimit(peer.hopLimit, peer.address.family, on: channel)
                self.channel = channel
            }
        }.connect(to: try SocketAddress(peer.address, port: peer.port))
    }

    private func complete(_ result: Result<any Channel, any Error>) {
        channel = nil
        switch result {
        case .success(let channel):
            guard done != nil else { return channel.close(promise: nil) }
            let connection = Connection(channel, loop)
            // The peer takes it before anything can be read: reading begins with the handler.
            finish(.success(connection))
            do { try channel.pipeline.syncOperations.addHandler(connection) } catch { connection.drop() }
        case .failure(let error): finish(.failure(DialFailure(text: ConnectWords.failed(error, peer))))
        }
    }

    private func finish(_ result: Result<Connection, DialFailure>) {
        let done = done
        self.done = nil
        done?(result)
    }

    /// Nobody wants the connection any more.
    func abandon() {
        done = nil
        channel?.close(promise: nil)
    }
}
