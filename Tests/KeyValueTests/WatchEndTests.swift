import KeyValue
import Testing

/// How a watch ends and when it cannot begin, on every store.
@Suite(.serialized) struct WatchEndTests {
    @Test(arguments: Implementation.allCases)
    func oneThatFallsBehindTheHistoryIsTold(_ implementation: Implementation) async throws {
        try await implementation.withStore(history: HistoryLimits(events: 10)) { store in
            let slow = try await store.watch(.all, after: nil)
            for number in 0..<30 { try await store.put("k", "\(number)") }
            #expect(try await store.status().oldestRevision == 21)
            #expect(await refusal { () async throws(KeyValueError) in try await slow.next() } == .compacted(oldest: 21))
            for revision in [0, 1, 20] as [Int64] {
                let late = try await store.watch(.all, after: revision)
                #expect(await refusal { () async throws(KeyValueError) in try await late.next() } == .compacted(oldest: 21))
            }
            let events = try await store.watch(.all, after: 21).events(through: 31)
            #expect(events.map(\.revision) == Array(22...31))
            #expect(events.first?.previous?.value == octets("19"), "what was before is known, though its own event is forgotten")
        }
    }

    @Test(arguments: Implementation.allCases)
    func theHistoryIsBoundedByOctetsToo(_ implementation: Implementation) async throws {
        try await implementation.withStore(history: HistoryLimits(octets: 10_000)) { store in
            // 64 for the event, 1 for the key, 936 for the value; from the second one on as much again for the previous value.
            for number in 0..<20 { _ = try await store.commit(.put("k", [UInt8](repeating: UInt8(number), count: 936))) }
            #expect(try await store.status().oldestRevision == 16)
            #expect(try await store.watch(.all, after: 16).events(through: 21).count == 5)
        }
    }

    @Test(arguments: Implementation.allCases)
    func theNewestTransactionIsKeptWhateverItsSize(_ implementation: Implementation) async throws {
        try await implementation.withStore(history: HistoryLimits(events: 2, octets: 1)) { store in
            try await store.put("a", "1")
            _ = try await store.commit(KeyValueTransaction(then: (0..<5).map { .put(Key("k\($0)"), []) }))
            #expect(try await store.status().oldestRevision == 2)
            #expect(try await store.watch(.all, after: 2).events(through: 3).count == 5)
        }
    }

    @Test(arguments: Implementation.allCases)
    func aRevisionThatIsNotYetThereIsRefused(_ implementation: Implementation) async throws {
        try await implementation.withStore { store in
            try await store.put("a", "1")
            #expect(await refusal { () async throws(KeyValueError) in try await store.watch(.all, after: 3) } == .futureRevision(asked: 3, newest: 2))
            #expect(try await store.watch(.all, after: 2).start == 2)
        }
    }

    @Test(arguments: Implementation.allCases)
    func theEndOfATaskEndsItsWait(_ implementation: Implementation) async throws {
        try await implementation.withStore { store in
            let watch = try await store.watch(.all, after: nil)
            let waiting = Task { try await watch.next() }
            await Task.yield()
            waiting.cancel()
            #expect(try await waiting.value == nil)
            // The watch itself goes on where it was.
            try await store.put("a", "1")
            #expect(try await watch.next()?.revision == 2)
        }
    }

    @Test(arguments: Implementation.allCases)
    func aCancelledTaskGetsNothing(_ implementation: Implementation) async throws {
        try await implementation.withStore { store in
            let watch = try await store.watch(.all, after: nil)
            try await store.put("a", "1")
            let late = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await watch.next()
            }
            #expect(try await late.value == nil)
            #expect(try await watch.next()?.revision == 2, "nothing was lost to it")
        }
    }

    @Test(arguments: Implementation.allCases)
    func cancellingTheWatchEndsTheWait(_ implementation: Implementation) async throws {
        try await implementation.withStore { store in
            let watch = try await store.watch(.all, after: nil)
            let waiting = Task { try await watch.next() }
            await Task.yield()
            watch.cancel()
            #expect(try await waiting.value == nil)
            try await store.put("a", "1")
            #expect(try await watch.next() == nil)
            watch.cancel()
        }
    }

    @Test(arguments: Implementation.allCases)
    func closingTheStoreEndsEveryWait(_ implementation: Implementation) async throws {
        try await implementation.withStore { store in
            let watches = try await [store.watch(.all, after: nil), store.watch(.key("k"), after: 1)]
            let waiting = watches.map { watch in Task { await refusal { () async throws(KeyValueError) in try await watch.next() } } }
            await Task.yield()
            await store.close()
            for task in waiting { #expect(await task.value == .closed) }
        }
    }

    @Test(arguments: Implementation.allCases)
    func aThousandWaitsThatAreCancelledWhileOthersWriteAllEnd(_ implementation: Implementation) async throws {
        try await implementation.withStore { store in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<1000 {
                    let watch = try await store.watch(.key("never"), after: nil)
                    let task = Task { while try await watch.next() != nil {} }
                    if number.isMultiple(of: 10) { try await store.put("k", "\(number)") }
                    if number.isMultiple(of: 2) { task.cancel() } else { watch.cancel() }
                    group.addTask { try await task.value }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test(arguments: Implementation.allCases)
    func afterClosingEveryCallIsRefused(_ implementation: Implementation) async throws {
        try await implementation.withStore { store in
            try await store.put("a", "1")
            let watch = try await store.watch(.all, after: 1)
            await store.close()
            await store.close()
            #expect(await refusal { () async throws(KeyValueError) in try await store.range(.all) } == .closed)
            #expect(await refusal { () async throws(KeyValueError) in try await store.commit(.put("a", [])) } == .closed)
            #expect(await refusal { () async throws(KeyValueError) in try await store.batch([.put("a", [])]) } == .closed)
            #expect(await refusal { () async throws(KeyValueError) in try await store.watch(.all, after: nil) } == .closed)
            #expect(await refusal { () async throws(KeyValueError) in try await store.status() } == .closed)
            #expect(await refusal { () async throws(KeyValueError) in try await watch.next() } == .closed)
        }
    }

    @Test(arguments: Implementation.allCases)
    func theStatusCounts(_ implementation: Implementation) async throws {
        try await implementation.withStore { store in
            #expect(try await store.status().keys == 0)
            for key in ["a", "b", "c"] as [Key] { try await store.put(key, "1") }
            try await store.delete("b")
            let status = try await store.status()
            #expect(status.keys == 2 && status.revision == 5 && status.oldestRevision == 1)
            #expect(try #require(status.octets) > 0)
        }
    }
}
