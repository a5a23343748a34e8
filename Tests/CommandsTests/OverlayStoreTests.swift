import KeyValue
import TestSupport
import Testing

@testable import Commands

@Suite struct OverlayStoreTests {
    private static func key(_ number: Int) -> Key { Key("/k/\(number)") }

    private static func randomTransaction(_ generator: inout SeededGenerator) -> KeyValueTransaction {
        func key() -> Key { Self.key(Int.random(in: 0..<8, using: &generator)) }
        let conditions: [KeyValueCompare.Condition] = [.exists, .absent, .version(.greater, 1), .modRevision(.less, 20), .value(.equal, [1])]
        let compares = (0..<Int.random(in: 0...2, using: &generator)).map { _ in
            KeyValueCompare(key(), conditions.randomElement(using: &generator) ?? .exists)
        }
        let changed = key()
        let success: [KeyValueOperation] =
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: [.put(changed, [UInt8.random(in: 0...2, using: &generator)]), .get(.prefix("/k/"))]
            case 1: [.delete(changed), .get(key())]
            case 2: [.get(.prefix("/k/"), limit: 3, keysOnly: true)]
            default: [.delete(KeyRange(first: Array("/k/3".utf8), end: Array("/k/6".utf8)))]
            }
        return KeyValueTransaction(when: compares, then: success, otherwise: [.get(changed)])
    }

    /// An overlay over a store answers as the store itself would have, and leaves it as it was.
    @Test func answersAsTheStoreWould() async throws {
        var generator = SeededGenerator(seed: 77)
        for _ in 0..<60 {
            let (base, twin) = (MemoryStore(), MemoryStore())
            for _ in 0..<20 {
                let transaction = Self.randomTransaction(&generator)
                _ = try await base.commit(transaction)
                _ = try await twin.commit(transaction)
            }
            let before = try await base.range(.all)
            let overlay = OverlayStore(over: base)
            for _ in 0..<40 {
                let transaction = Self.randomTransaction(&generator)
                let expected = try await twin.commit(transaction)
                let answer = try await overlay.commit(transaction)
                #expect(answer.succeeded == expected.succeeded)
                #expect(answer.results == expected.results)
                #expect(try await overlay.range(.prefix("/k/")).entries == (try await twin.range(.prefix("/k/")).entries))
            }
            #expect(try await base.range(.all) == before)
        }
    }

    @Test func batchesSeeWhatCameBefore() async throws {
        let overlay = OverlayStore(over: MemoryStore())
        let outcomes = try await overlay.batch([.create("a", [1]), .create("a", [2]), .delete("a"), .create("a", [3])])
        #expect(outcomes.map(\.succeeded) == [true, false, true, true])
        #expect(try await overlay.get("a").entry?.value == [3])
    }

    @Test func refusesWhatItCannotDo() async throws {
        let overlay = OverlayStore(over: MemoryStore())
        await #expect(throws: KeyValueError.self) { try await overlay.watch(.all, after: nil) }
        await #expect(throws: KeyValueError.keyEmpty) { try await overlay.commit(.put("", [])) }
        await overlay.close()
        await #expect(throws: KeyValueError.closed) { try await overlay.range(.all) }
    }
}
