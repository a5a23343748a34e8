internal import NIOCore
internal import NIOHTTP1

/// Answers the first request of a connection; there is no second one.
///
/// Confined to the channel's event loop, which is what makes it safe to share.
final class HealthHandler: ChannelInboundHandler, @unchecked Sendable {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let responder: HealthResponder
    private var hasRequest = false

    init(_ responder: HealthResponder) { self.responder = responder }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(let head) = Self.unwrapInboundIn(data), !hasRequest else { return }
        hasRequest = true
        let responder = responder
        let channel = context.channel
        channel.eventLoop.makeFutureWithTask { await responder.answer(method: head.method, target: head.uri) }.whenSuccess { answer in
            Self.send(answer, isHead: head.method == .HEAD, on: channel)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A bad request has been answered with 400 by the handler before this one.
        context.close(mode: error is HTTPParserError ? .output : .all, promise: nil)
    }

    private static func send(_ answer: HealthAnswer, isHead: Bool, on channel: any Channel) {
        var headers = HTTPHeaders([
            ("Content-Type", answer.contentType), ("Content-Length", "\(answer.text.utf8.count)"), ("Connection", "close"),
        ])
        if answer.status == .methodNotAllowed { headers.add(name: "Allow", value: "GET, HEAD") }
        let head = HTTPResponseHead(version: .http1_1, status: answer.status, headers: headers)
        channel.write(HTTPServerResponsePart.head(head), promise: nil)
        if !isHead { channel.write(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(string: answer.text))), promise: nil) }
        channel.writeAndFlush(HTTPServerResponsePart.end(nil)).whenComplete { _ in channel.close(mode: .output, promise: nil) }
    }
}
