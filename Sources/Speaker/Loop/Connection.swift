internal import BGPCore
internal import BGPWire
internal import NIOCore

/// One TCP connection with a peer: octets in as messages, messages out as octets.
///
/// Confined to the speaker's event loop, which is what makes it safe to share.
final class Connection: ChannelDuplexHandler, @unchecked Sendable {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    let channel: any Channel
    private let loop: SpeakerLoop
    /// The peer it belongs to; nil before it was accepted and after it was given up.
    var peer: PeerSession?
    /// The endpoint it came by; nil for a dialed one.
    var listener: Listener?
    /// Its place among the peer's; nil until the machine wants it.
    var link: SessionLink?
    var framer = MessageFramer()
    /// When octets came last.
    var lastReceived = NIODeadline.now()
    /// When the kernel was seen to take octets, or had none to take.
    var lastTaken = NIODeadline.now()
    private var takenCount: UInt64 = 0
    private(set) var writtenCount: UInt64 = 0
    /// No message is read or written any more.
    private(set) var isClosing = false
    /// It was written to in this turn.
    var isTouched = false
    /// As the core was told last.
    var wasWritable = true
    /// The peer is to read a NOTIFICATION before the connection goes.
    private var hasLastWords = false
    private var failure: String?

    init(_ channel: any Channel, _ loop: SpeakerLoop) {
        self.channel = channel
        self.loop = loop
    }

    // Inbound

    func channelActive(context: ChannelHandlerContext) {
        context.fireChannelActive()
        if listener != nil { loop.accepted(self) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var buffer = unwrapInboundIn(data)
        guard !isClosing, let octets = buffer.readBytes(length: buffer.readableBytes) else { return }
        lastReceived = .now()
        peer?.received(octets, on: self)
    }

    /// An established session waits while there is more to do; others are few, and have little to say.
    func read(context: ChannelHandlerContext) {
        if loop.isBehind, let peer, peer.establishedOn === self { loop.holdBack(self) } else { context.read() }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        peer?.writabilityChanged(of: self)
        context.fireChannelWritabilityChanged()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        failure = failure ?? ConnectWords.lost(error)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        let words = failure ?? "connection closed by the peer"
        let wasClosing = isClosing
        isClosing = true
        loop.closed(self)
        if !wasClosing { peer?.lost(self, words) }
        peer = nil
        context.fireChannelInactive()
    }

    // Outbound

    /// Writes; it leaves with the next ``flush()``.
    func write(_ buffer: ByteBuffer) {
        guard !isClosing else { return }
        writtenCount += UInt64(buffer.readableBytes)
        channel.write(buffer, promise: nil)
    }

    func send(_ octets: [UInt8]) {
        write(channel.allocator.buffer(bytes: octets))
        flush()
    }

    /// Sends a NOTIFICATION.
    func sendLast(_ octets: [UInt8]) {
        hasLastWords = true
        send(octets)
    }

    func flush() { channel.flush() }

    /// Closes once what was written has left, or the deadline has passed: a peer that takes nothing is not waited for.
    ///
    /// After a NOTIFICATION the peer closes first: closing with octets unread sends a reset, which may overtake it.
    func close(within deadline: TimeAmount = .seconds(3)) {
        guard !isClosing else { return }
        isClosing = true
        let channel = channel
        let mode = hasLastWords ? CloseMode.output : .all
        let forced = channel.eventLoop.scheduleTask(in: deadline) { channel.close(mode: .all, promise: nil) }
        channel.closeFuture.whenComplete { _ in forced.cancel() }
        // An empty write is done when all before it are.
        channel.writeAndFlush(channel.allocator.buffer(capacity: 0)).whenComplete { _ in channel.close(mode: mode, promise: nil) }
    }

    /// Closes at once and sends a reset, or nothing more at least.
    func drop() {
        isClosing = true
        channel.close(mode: .all, promise: nil)
    }

    /// When octets came last, also such that wait in the socket because this process was busy, or stopped.
    var heardLast: NIODeadline {
        guard let silence = SocketSettings.silence(on: channel) else { return lastReceived }
        return max(lastReceived, .now() - silence)
    }

    /// Looks how far the kernel has come with what was written.
    func notePace(_ now: NIODeadline) {
        let waiting = (try? channel.syncOptions?.getOption(ChannelOptions.bufferedWritableBytes)) ?? 0
        let taken = writtenCount &- UInt64(clamping: waiting)
        if waiting == 0 || taken != takenCount { lastTaken = now }
        takenCount = taken
    }
}
