import KeyValue
import LMDB
import Testing

@testable import EmbeddedStore

/// How the history in the file is kept and cut.
@Suite struct HistoryTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// What the store counts, and what is there.
    private func audit() throws -> (state: StoreState, events: Int, octets: Int, oldest: Int64) {
        let identity = try #require(DataFileIdentity(path: scratch.dataFile))
        let environment = try Environment(opening: scratch.directory, identity, .durable)
        let records = try environment.begin(.read)
        let state = try #require(try records.value(StoreKey.state).flatMap { StoreState($0) })
        var found = (events: 0, octets: 0, oldest: Int64.max)
        try records.visit(from: StoreKey.history, prefix: StoreKey.history) { key, value in
            var reader = OctetReader(key)
            guard let revision = reader.count(), let event = EventRecord(value)?.event(revision: revision) else { return false }
            found.events += 1
            found.octets += event.historyOctets
            found.oldest = min(found.oldest, revision)
            return true
        }
        return (state, found.events, found.octets, found.oldest)
    }

    @Test func countsWhatItKeeps() async throws {
        var limits = EmbeddedStoreLimits()
        limits.history = HistoryLimits(events: 40, octets: 30_000)
        let store = try scratch.open(limits: limits)
        for number in 0..<300 {
            let key = Key("k\(number % 9)")
            let transaction: KeyValueTransaction =
                switch number % 5 {
                case 0: .delete(key)
                case 1: KeyValueTransaction(then: [.put(key, [UInt8](repeating: 1, count: number * 7)), .put("other", []), .delete(.prefix("x"))])
                default: .put(key, [UInt8](repeating: 2, count: number))
                }
            _ = try await store.commit(transaction)
            _ = try await store.batch([.put("x", [1]), .put("y", [2]), .delete("x")])
        }
        let status = try await store.status()
        await store.close()
        let found = try audit()
        #expect(found.state.events == Int64(found.events) && found.state.octets == Int64(found.octets))
        #expect(found.events <= 40 && found.octets <= 30_000)
        #expect(found.oldest == found.state.oldest + 1 && status.oldestRevision == found.state.oldest)
    }

    @Test func aTransactionForgetsAboutAsMuchAsItAdds() async throws {
        var store = try scratch.open()
        _ = try await store.batch((0..<5000).map { .put(Key("k\($0)"), []) })
        await store.close()
        var limits = EmbeddedStoreLimits()
        limits.history = HistoryLimits(events: 10)
        store = try scratch.open(limits: limits)
        var oldest = try await store.status().oldestRevision ?? 0
        var commits = 0
        while oldest < 5000 - 10 {
            try await store.put("k", "1")
            let next = try await store.status().oldestRevision ?? 0
            #expect(next > oldest && next - oldest < 80, "not all at once, and some each time")
            oldest = next
            commits += 1
        }
        #expect(commits > 50)
        await store.close()
        let found = try audit()
        #expect(found.state.events == Int64(found.events) && found.state.octets == Int64(found.octets))
    }

    @Test func aLargeRevisionIsForgottenInParts() async throws {
        var limits = EmbeddedStoreLimits()
        limits.history = HistoryLimits(events: 10)
        let store = try scratch.open(limits: limits)
        _ = try await store.commit(KeyValueTransaction(then: (0..<500).map { .put(Key("k\($0)"), []) }))
        #expect(try await store.watch(.all, after: 1).next()?.events.count == 500, "the newest is kept whole")
        for number in 0..<30 {
            try await store.put("x", "\(number)")
            // What is partly forgotten is not handed out any more.
            let early = try await store.watch(.all, after: 1)
            #expect(await refusal { () async throws(KeyValueError) in try await early.next() } == .compacted(oldest: max(2, Int64(number) - 7)))
            #expect(try await store.watch(.all, after: Int64(number) + 2).next()?.events.count == 1)
        }
        await store.close()
        let found = try audit()
        #expect(found.events == 10 && found.state.events == 10)
    }

    @Test func theFileDoesNotGrowForEver() async throws {
        var limits = EmbeddedStoreLimits()
        limits.history = HistoryLimits(events: 100)
        let store = try scratch.open(limits: limits)
        let watch = try await store.watch(.all, after: nil)
        func churn() async throws {
            for number in 0..<500 { _ = try await store.commit(.put(Key("k\(number % 20)"), [UInt8](repeating: 1, count: 1500))) }
            _ = try await store.range(.all)
        }
        try await churn()
        let before = try #require(try await store.status().octets)
        for _ in 0..<3 { try await churn() }
        // The watch is behind, and the readers that were used are kept: neither keeps old pages.
        #expect(try #require(try await store.status().octets) < before + before / 4)
        watch.cancel()
        await store.close()
    }
}
