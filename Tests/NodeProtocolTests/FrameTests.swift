import NodeProtocol
import TestSupport
import Testing

@Suite struct FrameTests {
    struct Row: Sendable {
        let octets: [UInt8]
        let limit: Int
        let want: [[UInt8]]
        var error: FrameError?
        var pending = 0
    }

    @Test(
        arguments: [
            Row(octets: [], limit: 9, want: []),
            Row(octets: [0, 0], limit: 9, want: [], pending: 2),
            Row(octets: [0, 0, 0, 2, 65], limit: 9, want: [], pending: 5),
            Row(octets: [0, 0, 0, 1, 65], limit: 9, want: [[65]]),
            Row(octets: [0, 0, 0, 1, 65, 0, 0, 0, 2, 66, 67, 0], limit: 9, want: [[65], [66, 67]], pending: 1),
            Row(octets: [0, 0, 0, 0], limit: 9, want: [], error: .empty, pending: 4),
            Row(octets: [0, 0, 0, 10], limit: 9, want: [], error: .tooLong(length: 10, limit: 9), pending: 4),
            Row(octets: [0xff, 0xff, 0xff, 0xff], limit: 1 << 24, want: [], error: .tooLong(length: 0xffff_ffff, limit: 1 << 24), pending: 4),
            Row(octets: [0, 0, 0, 1, 65, 0xff, 0, 0, 0, 9], limit: 9, want: [[65]], error: .tooLong(length: 0xff00_0000, limit: 9), pending: 5),
        ], [1, 2, 3, 100])
    func streams(_ row: Row, _ size: Int) {
        var reader = FrameReader(limit: row.limit)
        var messages: [[UInt8]] = []
        var failure: FrameError?
        for start in stride(from: 0, to: row.octets.count, by: size) {
            reader.append(row.octets[start..<min(start + size, row.octets.count)])
            do throws(FrameError) { while let message = try reader.next() { messages.append(message) } } catch { failure = error }
        }
        #expect(messages == row.want)
        #expect(failure == row.error)
        #expect(reader.pendingCount == row.pending)
    }

    @Test func comeBackAsTheyWere() throws {
        var generator = SeededGenerator(seed: 7)
        let messages = (0..<200).map { _ in generator.octets(Int.random(in: 1...3000, using: &generator)) }
        var reader = FrameReader()
        var found: [[UInt8]] = []
        var stream = try messages.flatMap { try Frame.encode($0) }[...]
        while !stream.isEmpty {
            let count = min(stream.count, Int.random(in: 1...5000, using: &generator))
            reader.append(stream.prefix(count))
            stream = stream.dropFirst(count)
            while let message = try reader.next() { found.append(message) }
        }
        #expect(found == messages)
        #expect(reader.pendingCount == 0)
    }

    @Test func whatDoesNotFitIsRefused() throws {
        #expect(throws: FrameError.empty) { try Frame.encode([]) }
        #expect(throws: FrameError.tooLong(length: (16 << 20) + 1, limit: 16 << 20)) {
            try Frame.encode([UInt8](repeating: 0, count: (16 << 20) + 1))
        }
        #expect(try Frame.encode([UInt8](repeating: 0, count: 16 << 20)).count == 4 + (16 << 20))
    }

    @Test func oddOctetsDoNotTrap() {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<2000 {
            var reader = FrameReader(limit: 64)
            reader.append(generator.octets(Int.random(in: 0...40, using: &generator)))
            do throws(FrameError) { while try reader.next() != nil {} } catch {}
            #expect(reader.pendingCount <= 40)
        }
    }
}
