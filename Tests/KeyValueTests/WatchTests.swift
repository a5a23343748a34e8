import KeyValue
import Testing

/// What a watch tells, on every store.
@Suite(.serialized) struct WatchTests {
    @Test(arguments: Implementation.allCases)
    func eachChangeComesWithWhatWasBefore(_ implementation: Implementation) async throws {
        try await implementation.withStore { store in
            let watch = try await store.watch(.all, after: nil)
            #expect(watch.start == 1)
            try await store.put("a", "1")
            try await store.put("a", "2")
            try await store.delete("a")
            try await store.put("a", "3")
            _ = try await store.commit(KeyValueTransaction(then: [.put("z", []), .delete(.prefix("a")), .put("b", [])]))

            let first = KeyValueEntry.text("a", "1", created: 2, modified: 2, version: 1)
            let second = KeyValueEntry.text("a", "2", created: 2, modified: 3, version: 2)
            let third = KeyValueEntry.text("a", "3", created: 5, modified: 5, version: 1)
            let events = try await watch.events(through: 6)
            #expect(
                events == [
                    WatchEvent(.put, first, previous: nil), WatchEvent(.put, second, previous: first),
                    WatchEvent(.delete, .text("a", "", created: 0, modified: 4, version: 0), previous: second),
                    WatchEvent(.put, third, previous: nil),
                    WatchEvent(.put, .text("z", "", created: 6, modified: 6, version: 1), previous: nil),
                    WatchEvent(.delete, .text("a", "", created: 0, modified: 6, version: 0), previous: third),
                    WatchEvent(.put, .text("b", "", created: 6, modified: 6, version: 1), previous: nil),
                ])
            #expect(events.map(\.isCreation) == [true, false, false, true, true, false, true])
            #expect(events.map(\.revision) == [2, 3, 4, 5, 6, 6, 6])
        }
    }

    @Test(arguments: Implementation.allCases)
    func theBytesOfKeysAndValuesArriveAsTheyWere(_ implementation: Implementation) async throws {
        try await implementation.withStore { store in
            let keys = [Key("e\u{301}"), Key("\u{e9}"), Key(octets: [0xff, 0, 0xfe]), Key(octets: [0])]
            let value = (0..<70_000).map { UInt8(truncatingIfNeeded: $0) }
            _ = try await store.batch(keys.map { .put($0, value) } + keys.map { .delete($0) })
            let events = try await store.watch(.all, after: 1).events(through: 9)
            #expect(events.map(\.entry.key) == keys + keys)
            #expect(events.prefix(4).allSatisfy { $0.entry.value == value })
            #expect(events.suffix(4).allSatisfy { $0.previous?.value == value })
        }
    }

    @Test(arguments: Implementation.allCases, [Int64(1), 2, 3, 5])
    func beginsAfterTheRevisionItIsGiven(_ implementation: Implementation, revision: Int64) async throws {
        try await implementation.withStore { store in
            for number in 2...5 { try await store.put("k", "\(number)") }
            let watch = try await store.watch(.key("k"), after: revision)
            #expect(watch.start == revision)
            try await store.put("k", "6")
            #expect(try await watch.events(through: 6).map(\.revision) == Array((revision + 1)...6))
        }
    }

    @Test(arguments: Implementation.allCases)
    func tellsHowFarItIsWhenNothingConcernsIt(_ implementation: Implementation) async throws {
        try await implementation.withStore { store in
            let watch = try await store.watch(.prefix("mine/"), after: nil)
            try await store.put("other", "1")
            #expect(try await watch.next() == WatchBatch(events: [], revision: 2))
            _ = try await store.commit(KeyValueTransaction(then: [.put("mine/1", []), .put("minf", []), .put("min", [])]))
            let batch = try await watch.next()
            #expect(batch?.events.map(\.entry.key) == ["mine/1"] && batch?.revision == 3)
        }
    }

    @Test(arguments: Implementation.allCases, [1, 2, 7])
    func noTransactionIsSplit(_ implementation: Implementation, limit: Int) async throws {
        var limits = WatchLimits()
        limits.events = limit
        try await implementation.withStore(watch: limits) { store in
            for size in [3, 1, 5, 1, 1, 2] {
                _ = try await store.commit(KeyValueTransaction(then: (0..<size).map { .put(Key("k\($0)"), []) }))
            }
            let watch = try await store.watch(.all, after: 1)
            var sizes: [Int64: Int] = [:]
            var last: Int64 = 1
            while last < 7 {
                let batch = try #require(try await watch.next())
                #expect(batch.revision > last && batch.events.last?.revision == batch.revision)
                for event in batch.events {
                    #expect(event.revision > last, "revision \(event.revision) is in two batches")
                    sizes[event.revision, default: 0] += 1
                }
                last = batch.revision
            }
            #expect(sizes == [2: 3, 3: 1, 4: 5, 5: 1, 6: 1, 7: 2])
        }
    }

    @Test(arguments: Implementation.allCases)
    func batchesAreBoundedByOctetsAndByWhatIsLookedAt(_ implementation: Implementation) async throws {
        var limits = WatchLimits()
        limits.octets = 3000
        limits.seen = 10
        try await implementation.withStore(watch: limits) { store in
            for number in 0..<6 { _ = try await store.commit(.put(Key("large/\(number)"), [UInt8](repeating: 1, count: 1000))) }
            for number in 0..<25 { _ = try await store.commit(.put(Key("other/\(number)"), [])) }
            let watch = try await store.watch(.prefix("large/"), after: 1)
            var batches: [WatchBatch] = []
            while (batches.last?.revision ?? 0) < 32 { batches.append(try #require(try await watch.next())) }
            #expect(batches.map(\.events.count) == [3, 3, 0, 0, 0])
            #expect(batches.map(\.revision) == [4, 7, 17, 27, 32])
        }
    }

    @Test(arguments: Implementation.allCases)
    func writersAtOnceAreSeenInOrderByAllWithoutLoss(_ implementation: Implementation) async throws {
        try await implementation.withStore { store in
            let watches = [try await store.watch(.all, after: nil), try await store.watch(.prefix("k/1"), after: nil)]
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<4 {
                    group.addTask {
                        for number in 0..<50 { try await store.put(Key("k/\(writer)/\(number % 10)"), "\(number)") }
                    }
                }
                group.addTask {
                    let events = try await watches[0].events(through: 201)
                    #expect(events.map(\.revision) == Array(2...201))
                    var contents: [Key: KeyValueEntry] = [:]
                    for event in events {
                        #expect(event.previous == contents[event.entry.key])
                        contents[event.entry.key] = event.entry
                    }
                    #expect(try await store.range(.all).entries == contents.values.sorted { $0.key < $1.key })
                }
                group.addTask {
                    let events = try await watches[1].events(through: 201)
                    #expect(events.map { String(decoding: $0.entry.value, as: UTF8.self) } == (0..<50).map { "\($0)" })
                }
                try await group.waitForAll()
            }
        }
    }

    @Test(arguments: Implementation.allCases)
    func isAnAsyncSequence(_ implementation: Implementation) async throws {
        try await implementation.withStore { store in
            let watch = try await store.watch(.all, after: nil)
            try await store.put("a", "1")
            try await store.put("end", "")
            var keys: [Key] = []
            for try await batch in watch {
                keys += batch.events.map(\.entry.key)
                if keys.last == "end" { break }
            }
            #expect(keys == ["a", "end"])
        }
    }
}
