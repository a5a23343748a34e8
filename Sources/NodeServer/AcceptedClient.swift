internal import NIOCore

/// A connection that was taken, with who is at its other end.
struct AcceptedClient: Sendable {
    let channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>
    /// nil when the kernel does not tell; such a client may ask nothing.
    let peer: PeerCredentials?

    /// On the channel's event loop.
    init(_ channel: any Channel) throws {
        peer = try channel.pipeline.syncOperations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) { PeerCredentials(socket: $0) }
            .flatMap { $0 }
        self.channel = try NIOAsyncChannel(wrappingChannelSynchronously: channel)
    }
}
