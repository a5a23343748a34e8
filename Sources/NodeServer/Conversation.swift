internal import JSON
internal import Logging
internal import NIOCore
internal import NodeProtocol

/// One connection: request, answer, request, answer.
struct Conversation: Sendable {
    private let client: NIOAsyncChannel<ByteBuffer, ByteBuffer>
    private let peer: PeerCredentials?
    private let limits: NodeServerLimits
    private let access: AccessRules
    private let logger: Logger
    private let handler: NodeServer.Handler

    init(_ client: AcceptedClient, limits: NodeServerLimits, access: AccessRules, logger: Logger, handler: @escaping NodeServer.Handler) {
        self.client = client.channel
        peer = client.peer
        self.limits = limits
        self.access = access
        var logger = logger
        logger[metadataKey: "user"] = "\(client.peer.map { "\($0.userID)" } ?? "unknown")"
        logger[metadataKey: "process"] = "\(client.peer.map { "\($0.processID)" } ?? "unknown")"
        self.logger = logger
        self.handler = handler
    }

    private var channel: any Channel { client.channel }

    /// Until the client closes, is cut off, or the task is cancelled.
    func run() async {
        await closing { inbound in
            var iterator = inbound.makeAsyncIterator()
            var reader = FrameReader(limit: limits.requestLength)
            do {
                while let message = try await nextMessage(&iterator, &reader) { try await answer(message) }
            } catch let error as FrameError {
                logger.notice("a client sent no frame", metadata: ["why": "\(error)"])
                try await send(.whole(.failure("the request cannot be read: \(error)")))
            }
        }
    }

    /// Tells the client that there are too many.
    func turnAway() async {
        logger.notice("a client is turned away", metadata: ["clients": "\(limits.connections)"])
        await closing { _ in
            try await send(.whole(.failure("\(limits.connections) clients are connected to calico-node, which is the most it takes; try again")))
        }
    }

    private func closing(_ body: (NIOAsyncChannelInboundStream<ByteBuffer>) async throws -> Void) async {
        // A client that takes nothing would hold up the end of the server.
        await withTaskCancellationHandler {
            do {
                try await client.executeThenClose { inbound, _ in try await body(inbound) }
            } catch {
                logger.debug("a client's connection ended", metadata: ["why": "\(error)"])
            }
        } onCancel: {
            channel.close(promise: nil)
        }
    }

    private func nextMessage(
        _ iterator: inout NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator, _ reader: inout FrameReader
    ) async throws -> [UInt8]? {
        if let message = try reader.next() { return message }
        let alarm = alarm(limits.silence, "no whole request came in")
        defer { alarm.cancel() }
        while let buffer = try await iterator.next() {
            reader.append(buffer.readableBytesView)
            if let message = try reader.next() { return message }
        }
        return nil
    }

    private func answer(_ message: [UInt8]) async throws {
        let request: NodeRequest
        do { request = try NodeRequest(json: JSONValue(parsing: message)) } catch {
            return try await send(.whole(.failure("the request cannot be understood: \(error)")))
        }
        guard let peer else { return try await refuse(request, "the kernel does not tell who asks; connect from this host") }
        if let refusal = access.refusal(of: request, from: peer) { return try await refuse(request, refusal) }
        logger.debug("request", metadata: ["verb": "\(request.verb)"])
        switch await handler(request, peer) {
        case .answer(.routes(let entries)):
            for start in stride(from: 0, to: entries.count, by: limits.routesInPiece) {
                let end = min(start + limits.routesInPiece, entries.count)
                try await send(.piece(Array(entries[start..<end]), more: true))
            }
            try await send(.piece([], more: false))
        case .answer(let answer): try await send(.whole(answer))
        case .pages(let next):
            while let entries = await next() {
                for start in stride(from: 0, to: entries.count, by: limits.routesInPiece) {
                    try await send(.piece(Array(entries[start..<min(start + limits.routesInPiece, entries.count)]), more: true))
                }
            }
            try await send(.piece([], more: false))
        }
    }

    private func refuse(_ request: NodeRequest, _ words: String) async throws {
        logger.notice("a request is refused", metadata: ["verb": "\(request.verb)"])
        try await send(.whole(.failure(words)))
    }

    /// Returns when the client's socket has taken all of it.
    private func send(_ frame: AnswerFrame) async throws {
        let octets: [UInt8]
        do throws(FrameError) { octets = try Frame.encode(Array(frame.json.text.utf8)) } catch {
            return try await send(.whole(.failure("the answer does not fit in a message: \(error)")))
        }
        let alarm = alarm(limits.stall, "the client did not take the answer")
        defer { alarm.cancel() }
        try await channel.writeAndFlush(ByteBuffer(bytes: octets))
    }

    /// Cuts the client off after a time, with a last word if it still reads.
    private func alarm(_ time: TimeAmount, _ what: String) -> Scheduled<Void> {
        let (channel, logger) = (channel, logger)
        let words = "\(what) within \(time.nanoseconds / 1_000_000) ms"
        let farewell = try? Frame.encode(Array(AnswerFrame.whole(.failure("\(words); the connection is closed")).json.text.utf8))
        return channel.eventLoop.scheduleTask(in: time) {
            logger.notice("a client is cut off", metadata: ["why": "\(words)"])
            if channel.isWritable, let farewell { channel.writeAndFlush(ByteBuffer(bytes: farewell), promise: nil) }
            channel.close(promise: nil)
        }
    }
}
