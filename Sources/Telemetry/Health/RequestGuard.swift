internal import NIOCore

/// Stands before the HTTP decoder: counts connections and octets, and watches the time.
///
/// Confined to the channel's event loop, which is what makes it safe to share.
final class RequestGuard: ChannelInboundHandler, @unchecked Sendable {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let limits: HealthLimits
    private let count: ConnectionCount
    private var octets = 0
    private var isCounted = false
    /// What else comes is thrown away.
    private var isRefused = false
    private var alarm: Scheduled<Void>?

    init(_ limits: HealthLimits, _ count: ConnectionCount) {
        self.limits = limits
        self.count = count
    }

    func channelActive(context: ChannelHandlerContext) {
        let channel = context.channel
        alarm = context.eventLoop.scheduleTask(in: limits.time) { channel.close(promise: nil) }
        isCounted = count.enter(limit: limits.connections)
        if !isCounted { refuse(context, "503 Service Unavailable", "\(limits.connections) clients are connected, which is the most; try again") }
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        alarm?.cancel()
        if isCounted { count.leave() }
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isRefused else { return }
        octets += Self.unwrapInboundIn(data).readableBytes
        guard octets <= limits.requestLength else {
            return refuse(context, "431 Request Header Fields Too Large", "a request has at most \(limits.requestLength) octets")
        }
        context.fireChannelRead(data)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        // Who asked for something may close its side and still read the answer; who asked for nothing is gone.
        if octets == 0, case ChannelEvent.inputClosed? = event as? ChannelEvent { return context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    private func refuse(_ context: ChannelHandlerContext, _ status: String, _ words: String) {
        isRefused = true
        let text = words + "\n"
        let answer =
            "HTTP/1.1 \(status)\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: \(text.utf8.count)\r\nConnection: close\r\n\r\n\(text)"
        context.writeAndFlush(Self.wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
        // Closed at once, with octets unread, the client would get a reset instead of the answer.
        context.close(mode: .output, promise: nil)
    }
}
