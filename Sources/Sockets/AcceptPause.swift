public import NIOCore

/// Makes a listening socket rest when no connection can be taken: with a full table of descriptors it stays readable, and the loop would be busy
/// with trying. The error goes no further, or it would end the server. NIO's AcceptBackoffHandler delays the next read, but after an error there is no next one to delay.
///
/// Confined to the channel's event loop, which is what makes it safe to share.
public final class AcceptPause: ChannelInboundHandler, @unchecked Sendable {
    public typealias InboundIn = any Channel

    private let noted: (any Error) -> Void
    private var isPausing = false

    /// - Parameter noted: Called with each error.
    public init(noted: @escaping (any Error) -> Void) { self.noted = noted }

    public func errorCaught(context: ChannelHandlerContext, error: any Error) {
        noted(error)
        guard !isPausing else { return }
        isPausing = true
        let channel = context.channel
        setReading(false, on: channel)
        context.eventLoop.scheduleTask(in: .seconds(1)) {
            self.isPausing = false
            self.setReading(true, on: channel)
        }
    }

    /// A channel that was closed meanwhile needs neither.
    private func setReading(_ isReading: Bool, on channel: any Channel) {
        try? channel.syncOptions?.setOption(ChannelOptions.autoRead, value: isReading)
    }
}
