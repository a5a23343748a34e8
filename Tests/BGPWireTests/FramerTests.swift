internal import BGPWire
internal import TestSupport
internal import Testing

@Suite struct FramerTests {
    static let stream =
        message(1, [4, 0xfc, 1, 0, 90, 10, 0, 0, 1, 0]) + message(4, []) + message(2, [0, 0, 0, 0]) + message(3, [6, 2, 0])
        + message(5, [0, 1, 0, 1])
    static let kinds: [MessageKind] = [.open, .keepalive, .update, .notification, .routeRefresh]

    /// Everything the framer gives for these pieces, one after the other.
    private func frames(_ pieces: [[UInt8]], limit: Int = 4096) throws -> [MessageFrame] {
        var framer = MessageFramer()
        framer.maximumLength = limit
        var frames: [MessageFrame] = []
        for piece in pieces {
            framer.append(piece)
            while let frame = try framer.next() { frames.append(frame) }
        }
        return frames
    }

    @Test func cutsAStreamInOnePiece() throws {
        let frames = try frames([Self.stream])
        #expect(frames.map(\.kind) == Self.kinds)
        #expect(frames.flatMap(\.octets) == Self.stream)
        #expect(Array(frames[3].body) == [6, 2, 0])
    }

    @Test(arguments: 0...stream.count)
    func cutsAStreamSplitAnywhere(_ split: Int) throws {
        let frames = try frames([Array(Self.stream[..<split]), Array(Self.stream[split...])])
        #expect(frames.map(\.kind) == Self.kinds)
        #expect(frames.flatMap(\.octets) == Self.stream)
    }

    @Test(arguments: 1...25)
    func cutsAStreamInPiecesOf(_ size: Int) throws {
        let pieces = stride(from: 0, to: Self.stream.count, by: size).map { Array(Self.stream[$0..<min($0 + size, Self.stream.count)]) }
        let frames = try frames(pieces)
        #expect(frames.map(\.kind) == Self.kinds)
        #expect(frames.flatMap(\.octets) == Self.stream)
    }

    @Test func cutsAStreamThatIsAppendedBeforeItIsRead() throws {
        var framer = MessageFramer()
        for octet in Self.stream { framer.append([octet]) }
        #expect(framer.pendingCount == Self.stream.count)
        var kinds: [MessageKind] = []
        while let frame = try framer.next() { kinds.append(frame.kind) }
        #expect(kinds == Self.kinds)
        #expect(framer.pendingCount == 0)
    }

    @Test func slicesWhoseIndicesDoNotBeginAtZero() throws {
        var framer = MessageFramer()
        let padded = [1, 2, 3] + Self.stream + [4, 5]
        framer.append(padded[3..<40])
        var octets: [UInt8] = []
        while let frame = try framer.next() { octets += frame.octets }
        framer.append(padded[40..<(padded.count - 2)])
        while let frame = try framer.next() { octets += frame.octets }
        #expect(octets == Self.stream)
    }

    @Test func saysHowMuchIsWaiting() throws {
        var framer = MessageFramer()
        #expect(framer.pendingCount == 0)
        #expect(try framer.next() == nil)
        framer.append(Array(Self.stream[..<10]))
        #expect(try framer.next() == nil)
        #expect(framer.pendingCount == 10)
        framer.append(Array(Self.stream[10..<35]))
        #expect(try framer.next()?.kind == .open)
        #expect(try framer.next() == nil)
        #expect(framer.pendingCount == 6)
    }

    @Test func anErrorIsFinal() throws {
        var framer = MessageFramer()
        framer.append(message(4, []) + [UInt8](repeating: 0, count: 19) + message(4, []))
        #expect(try framer.next()?.kind == .keepalive)
        for _ in 0..<3 {
            #expect(throws: BGPError.self) { try framer.next() }
            framer.append(message(4, []))
        }
    }

    @Test(arguments: [([0, 20, 4], 2), ([0, 19, 9], 3), ([0x10, 1, 2], 2)] as [([UInt8], UInt8)])
    func refusesAHeaderThatComesInPieces(_ tail: [UInt8], _ subcode: UInt8) {
        var framer = MessageFramer()
        do throws(BGPError) {
            for octet in [UInt8](repeating: 0xff, count: 16) + tail {
                framer.append([octet])
                #expect(try framer.next() == nil)
            }
            Issue.record("no error")
        } catch {
            #expect(error.notification.code == 1)
            #expect(error.notification.subcode == subcode)
        }
    }

    @Test func takesLongMessagesOnlyWhereTheyWereAgreed() throws {
        let long = message(2, [0, 0] + [0x0f, 0xff] + [UInt8](repeating: 0, count: 4095))
        #expect(throws: BGPError.self) { try frames([long]) }
        #expect(try frames([long, message(4, [])], limit: 65535).map(\.kind) == [.update, .keepalive])
    }

    @Test func framesKeepTheirOctetsWhenMoreComes() throws {
        var framer = MessageFramer()
        framer.append(Self.stream)
        let first = try #require(try framer.next())
        framer.append(Self.stream)
        while try framer.next() != nil {}
        #expect(Array(first.octets) == Array(Self.stream[..<29]))
    }

    @Test func randomPiecesOfRandomMessages() throws {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<200 {
            var stream: [UInt8] = []
            for _ in 0..<Int.random(in: 1...20, using: &random) {
                stream += message(2, random.octets(Int.random(in: 4...300, using: &random)))
            }
            var pieces: [[UInt8]] = []
            var start = 0
            while start < stream.count {
                let end = min(stream.count, start + Int.random(in: 1...150, using: &random))
                pieces.append(Array(stream[start..<end]))
                start = end
            }
            #expect(try frames(pieces).flatMap(\.octets) == stream)
        }
    }
}
