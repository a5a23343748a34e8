import KeyValue
import Testing

@testable import EmbeddedStore

/// What stands in the data file, and octets that are no such thing.
@Suite struct RecordTests {
    static let entry = KeyValueEntry(key: "key", value: [1, 2, 3], createRevision: 4, modRevision: 0x0102_0304_0506, version: 7)

    static let events = [
        WatchEvent(.put, entry, previous: nil),
        WatchEvent(.put, entry, previous: KeyValueEntry(key: "key", value: [9, 8], createRevision: 4, modRevision: 5, version: 6)),
        WatchEvent(.put, entry, previous: KeyValueEntry(key: "key", value: [], createRevision: 1, modRevision: 1, version: 1)),
        WatchEvent(
            .delete, KeyValueEntry(key: "key", value: [], createRevision: 0, modRevision: 9, version: 0),
            previous: KeyValueEntry(key: "key", value: [5], createRevision: 4, modRevision: 5, version: 6)),
    ]

    private func octets(_ event: WatchEvent) -> [UInt8] {
        var octets = [UInt8](repeating: 0xee, count: EventRecord.size(event))
        octets.withUnsafeMutableBytes { EventRecord.write(event, to: $0) }
        return octets
    }

    @Test func anEntryComesBackAsItWas() {
        var octets = [UInt8](repeating: 0xee, count: EntryRecord.size(Self.entry))
        octets.withUnsafeMutableBytes { EntryRecord.write(Self.entry, to: $0) }
        #expect(octets.prefix(16) == [0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 1, 2, 3, 4, 5, 6])
        #expect(octets.withUnsafeBytes { EntryRecord.read("key", $0) } == Self.entry)
        #expect(octets.withUnsafeBytes { EntryRecord.read("key", $0, keysOnly: true)?.value } == [])
        for length in 0..<24 { #expect(octets.prefix(length).withUnsafeBytes { EntryRecord.read("key", $0) } == nil) }
    }

    @Test(arguments: events)
    func anEventComesBackAsItWas(_ event: WatchEvent) {
        let octets = octets(event)
        #expect(octets.withUnsafeBytes { EventRecord($0)?.event(revision: event.revision) } == event)
        #expect(EventRecord.historyOctets(size: octets.count) == Int64(event.historyOctets))
    }

    @Test func theStateComesBackAsItWas() {
        var state = StoreState()
        state.revision = 77
        state.oldest = 12
        state.events = 65
        state.octets = 1 << 40
        #expect(state.record.withUnsafeBytes { StoreState($0) } == state)
        #expect(Array(state.record.prefix(16)) == Array("calicokv".utf8) + [0, 0, 0, 0, 0, 0, 0, 1])
    }

    @Test func numbersThatCannotBeAreRefused() {
        for (revision, oldest) in [(0, 0), (5, 6), (-1, -1), (Int64.max, 1), (1 << 62, 1), (5, 0)] as [(Int64, Int64)] {
            var state = StoreState()
            state.revision = revision
            state.oldest = oldest
            #expect(state.record.withUnsafeBytes { StoreState($0) } == nil, "\(revision) \(oldest)")
        }
        #expect((StoreState().record + [0]).withUnsafeBytes { StoreState($0) } == nil)
    }

    /// Whatever stands in the file, reading it ends with a value or with nil.
    @Test func changedOctetsAreReadOrRefused() {
        var random = SystemRandomNumberGenerator()
        var read = 0
        var refused = 0
        for seed in [octets(Self.events[0]), octets(Self.events[1]), octets(Self.events[3]), StoreState().record] {
            for _ in 0..<50_000 {
                var octets = seed
                for _ in 0..<Int.random(in: 1...4, using: &random) {
                    switch Int.random(in: 0..<4, using: &random) {
                    case 0 where !octets.isEmpty:
                        octets[Int.random(in: octets.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
                    case 1 where !octets.isEmpty:
                        octets[Int.random(in: octets.indices, using: &random)] = [0, 1, 0x7f, 0x80, 0xff].randomElement(using: &random) ?? 0
                    case 2: octets.removeLast(Int.random(in: 0...octets.count, using: &random))
                    default: octets += (0..<Int.random(in: 0..<9, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
                    }
                }
                let isRead = octets.withUnsafeBytes { octets in
                    let state = StoreState(octets)
                    if let state { _ = state.record }
                    let entry = EntryRecord.read("k", octets)
                    if let entry { #expect(entry.version >= 0 && entry.version + 1 > 0) }
                    let event = EventRecord(octets)?.event(revision: 5)
                    return state != nil || event != nil
                }
                if isRead { read += 1 } else { refused += 1 }
            }
        }
        #expect(read > 1000 && refused > 1000)
    }

    @Test func theKeysOfTheHistoryAreInOrder() {
        let places: [(Int64, UInt32)] = [(0, 0), (1, 0), (1, 1), (1, 255), (1, 256), (1, .max), (2, 0), (255, 0), (256, 0), (1 << 40, 3)]
        let keys = places.map { StoreKey.event($0.0, $0.1) }
        #expect(zip(keys, keys.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
        #expect(keys.allSatisfy { $0.count == 13 })
    }
}
