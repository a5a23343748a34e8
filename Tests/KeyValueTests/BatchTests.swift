import KeyValue
import Testing

/// Many transactions at once, on every store.
@Suite(.serialized) struct BatchTests {
    @Test(arguments: Implementation.allCases)
    func eachHasItsRevisionAndSeesThoseBefore(_ implementation: Implementation) async throws {
        try await implementation.withStore { store in
            let outcomes = try await store.batch([
                .create("a", octets("1")), .create("a", octets("2")), .update("a", octets("3"), modRevision: 2), .delete("b"),
                .put("b", octets("4")), .delete("a", modRevision: 2), .delete("a", modRevision: 3),
                KeyValueTransaction(when: [KeyValueCompare("a", .absent)], then: [.get(.all)]),
            ])
            #expect(outcomes.map(\.succeeded) == [true, false, true, true, true, false, true, true])
            #expect(outcomes.map(\.revision) == [2, 2, 3, 3, 4, 4, 5, 5])
            let b = KeyValueEntry.text("b", "4", created: 4, modified: 4, version: 1)
            #expect(outcomes.last?.results == [.found(RangeResult(entries: [b], revision: 5, hasMore: false))])
            #expect(try await store.range(.all) == RangeResult(entries: [b], revision: 5, hasMore: false))
        }
    }

    @Test(arguments: Implementation.allCases)
    func aThousandPutsAreAThousandRevisions(_ implementation: Implementation) async throws {
        try await implementation.withStore { store in
            let watch = try await store.watch(.all, after: nil)
            let outcomes = try await store.batch((0..<1000).map { .put(Key("\($0)"), [UInt8](repeating: 1, count: 100)) })
            #expect(outcomes.map(\.revision) == Array(2...1001))
            #expect(try await watch.events(through: 1001).map(\.revision) == Array(2...1001))
            #expect(try await store.status().keys == 1000)
        }
    }

    @Test(arguments: Implementation.allCases)
    func concurrentWritersLoseNoUpdate(_ implementation: Implementation) async throws {
        try await implementation.withStore { store in
            try await store.put("counter", "0")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        for _ in 0..<25 {
                            while true {
                                let entry = try #require(try await store.get("counter").entry)
                                let number = try #require(Int(String(decoding: entry.value, as: UTF8.self)))
                                let update = KeyValueTransaction.update("counter", octets("\(number + 1)"), modRevision: entry.modRevision)
                                if try await store.commit(update).succeeded { break }
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await store.get("counter").entry == .text("counter", "200", created: 2, modified: 202, version: 201))
        }
    }
}
