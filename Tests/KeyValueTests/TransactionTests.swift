import KeyValue
import Testing

/// Conditional writes, on every store.
@Suite(.serialized) struct TransactionTests {
    /// "a" holds "v": created at 2, modified at 3, version 2. "b" is absent.
    struct Row: Sendable, CustomTestStringConvertible {
        let key: Key
        let condition: KeyValueCompare.Condition
        let holds: Bool
        var testDescription: String { "\(key) \(condition)" }
    }

    static let conditions: [Row] = [
        Row(key: "a", condition: .exists, holds: true), Row(key: "b", condition: .exists, holds: false),
        Row(key: "a", condition: .absent, holds: false), Row(key: "b", condition: .absent, holds: true),
        Row(key: "a", condition: .createRevision(.equal, 2), holds: true), Row(key: "a", condition: .createRevision(.equal, 3), holds: false),
        Row(key: "b", condition: .createRevision(.equal, 0), holds: true), Row(key: "b", condition: .createRevision(.greater, 0), holds: false),
        Row(key: "a", condition: .modRevision(.equal, 3), holds: true), Row(key: "a", condition: .modRevision(.equal, 2), holds: false),
        Row(key: "a", condition: .modRevision(.notEqual, 2), holds: true), Row(key: "a", condition: .modRevision(.less, 4), holds: true),
        Row(key: "a", condition: .modRevision(.less, 3), holds: false), Row(key: "a", condition: .modRevision(.greater, 2), holds: true),
        Row(key: "b", condition: .modRevision(.equal, 0), holds: true), Row(key: "b", condition: .modRevision(.equal, 3), holds: false),
        Row(key: "a", condition: .version(.equal, 2), holds: true), Row(key: "a", condition: .version(.equal, 1), holds: false),
        Row(key: "b", condition: .version(.equal, 0), holds: true), Row(key: "b", condition: .version(.less, 1), holds: true),
        Row(key: "a", condition: .value(.equal, octets("v")), holds: true), Row(key: "a", condition: .value(.equal, octets("w")), holds: false),
        Row(key: "a", condition: .value(.less, octets("w")), holds: true), Row(key: "a", condition: .value(.greater, []), holds: true),
        Row(key: "a", condition: .value(.notEqual, octets("v")), holds: false),
        Row(key: "b", condition: .value(.equal, []), holds: false), Row(key: "b", condition: .value(.notEqual, octets("v")), holds: false),
    ]

    @Test(arguments: Implementation.allCases, conditions)
    func aConditionDecidesWhatIsDone(_ implementation: Implementation, _ row: Row) async throws {
        try await implementation.withStore { store in
            try await store.put("a", "u")
            try await store.put("a", "v")
            let transaction = KeyValueTransaction(
                when: [KeyValueCompare(row.key, row.condition)], then: [.put("then", []), .get("then")], otherwise: [.get("a"), .put("else", [])])
            let outcome = try await store.commit(transaction)
            #expect(outcome.succeeded == row.holds)
            #expect(outcome.revision == 4)
            let a = KeyValueEntry.text("a", "v", created: 2, modified: 3, version: 2)
            let then = KeyValueEntry.text("then", "", created: 4, modified: 4, version: 1)
            let want: [KeyValueOperationResult] =
                row.holds
                ? [.put, .found(RangeResult(entries: [then], revision: 4, hasMore: false))]
                : [.found(RangeResult(entries: [a], revision: 4, hasMore: false)), .put]
            #expect(outcome.results == want)
            #expect(try await store.keys() == (row.holds ? ["a", "then"] : ["a", "else"]))
        }
    }

    @Test(arguments: Implementation.allCases)
    func allConditionsMustBeMet(_ implementation: Implementation) async throws {
        try await implementation.withStore { store in
            try await store.put("a", "1")
            let both = KeyValueTransaction(
                when: [KeyValueCompare("a", .exists), KeyValueCompare("b", .exists)], then: [.put("c", [])], otherwise: [])
            #expect(try await store.commit(both) == TransactionOutcome(succeeded: false, revision: 2, results: []))
            try await store.put("b", "1")
            #expect(try await store.commit(both) == TransactionOutcome(succeeded: true, revision: 4, results: [.put]))
        }
    }

    @Test(arguments: Implementation.allCases)
    func theStepsOfATransactionShareOneRevisionAndSeeEachOther(_ implementation: Implementation) async throws {
        try await implementation.withStore { store in
            for key in ["d/1", "d/2", "keep"] { try await store.put(Key(key), key) }
            let outcome = try await store.commit(
                KeyValueTransaction(then: [
                    .get("new"), .put("new", octets("x")), .delete(.prefix("d/")), .get(.all, limit: 1, keysOnly: true), .put("other", []),
                    .delete("never"), .delete(.prefix("d/")),
                ]))
            let gone = [
                KeyValueEntry.text("d/1", "d/1", created: 2, modified: 2, version: 1), .text("d/2", "d/2", created: 3, modified: 3, version: 1),
            ]
            let keep = KeyValueEntry.text("keep", "", created: 4, modified: 4, version: 1)
            #expect(outcome.revision == 5)
            #expect(
                outcome.results == [
                    .found(RangeResult(entries: [], revision: 5, hasMore: false)), .put, .deleted(gone),
                    .found(RangeResult(entries: [keep], revision: 5, hasMore: true)), .put, .deleted([]), .deleted([]),
                ])
            let entries = try await store.range(.all).entries
            #expect(entries.map(\.key.text) == ["keep", "new", "other"])
            #expect(entries.map(\.modRevision) == [4, 5, 5])
        }
    }

    @Test(arguments: Implementation.allCases)
    func whatChangesNothingMakesNoRevision(_ implementation: Implementation) async throws {
        try await implementation.withStore { store in
            try await store.put("a", "1")
            #expect(try await store.commit(.delete("b")) == TransactionOutcome(succeeded: true, revision: 2, results: [.deleted([])]))
            #expect(try await store.commit(KeyValueTransaction(then: [])).revision == 2)
            #expect(try await store.commit(KeyValueTransaction(then: [.get(.all)])).revision == 2)
            #expect(try await store.batch([]) == [])
            #expect(try await store.put("a", "1") == 3, "the same value is a change nevertheless")
        }
    }

    @Test(arguments: Implementation.allCases)
    func createUpdateAndDeleteTellOfConflictsWithTheCurrentEntry(_ implementation: Implementation) async throws {
        try await implementation.withStore { store in
            let created = try await store.commit(.create("a", octets("1")))
            #expect(created == TransactionOutcome(succeeded: true, revision: 2, results: [.put]))
            let first = KeyValueEntry.text("a", "1", created: 2, modified: 2, version: 1)
            let conflict = TransactionOutcome(
                succeeded: false, revision: 2, results: [.found(RangeResult(entries: [first], revision: 2, hasMore: false))])
            #expect(try await store.commit(.create("a", octets("2"))) == conflict)
            #expect(try await store.commit(.update("a", octets("2"), modRevision: 1)) == conflict)
            #expect(try await store.commit(.delete("a", modRevision: 7)) == conflict)
            #expect(try await store.commit(.update("a", octets("2"), modRevision: 2)).succeeded)
            let absent = TransactionOutcome(succeeded: false, revision: 3, results: [.found(RangeResult(entries: [], revision: 3, hasMore: false))])
            #expect(try await store.commit(.update("b", [], modRevision: 2)) == absent)
            #expect(try await store.commit(.delete("b", modRevision: 2)) == absent)
            let second = KeyValueEntry.text("a", "2", created: 2, modified: 3, version: 2)
            let deleted = try await store.commit(.delete("a", modRevision: 3))
            #expect(deleted == TransactionOutcome(succeeded: true, revision: 4, results: [.deleted([second])]))
            #expect(try await store.put("a", "3") == 5)
            #expect(try await store.get("a").entry == .text("a", "3", created: 5, modified: 5, version: 1), "a key that comes back is new")
        }
    }

    struct BadRow: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let transaction: KeyValueTransaction
        let error: KeyValueError

        init(_ name: String, _ steps: [KeyValueOperation], _ error: KeyValueError, when compares: [KeyValueCompare] = []) {
            testDescription = name
            transaction = KeyValueTransaction(when: compares, then: steps)
            self.error = error
        }
    }

    static let long = Key(octets: [UInt8](repeating: 0x78, count: 511))

    static let refused = [
        BadRow("an empty key", [.put("", [])], .keyEmpty),
        BadRow("an empty key in a condition", [], .keyEmpty, when: [KeyValueCompare("", .absent)]),
        BadRow("a key that is too long", [.put(long, [])], .keyTooLong(long, limit: 510)),
        BadRow("a key that is too long in a condition", [], .keyTooLong(long, limit: 510), when: [KeyValueCompare(long, .absent)]),
        BadRow("a value that is too large", [.put("a", [UInt8](repeating: 0, count: 1001))], .valueTooLarge("a", octets: 1001, limit: 1000)),
        BadRow("one key put twice", [.put("a", []), .put("b", []), .put("a", [])], .duplicateKey("a")),
        BadRow("put and deleted", [.put("a", []), .delete("a")], .duplicateKey("a")),
        BadRow("deleted and put", [.delete("a"), .put("a", [])], .duplicateKey("a")),
        BadRow("put and deleted with a range", [.put("a/5", []), .put("b", []), .delete(.prefix("a/"))], .duplicateKey("a/5")),
        BadRow("put and deleted with everything", [.delete(.all), .put("z", [])], .duplicateKey("z")),
        BadRow("a get that lets nothing through", [.get(.all, limit: 0)], .limitMalformed(0)),
    ]

    @Test(arguments: Implementation.allCases, refused)
    func whatIsWrongInItselfIsRefusedBeforeAnythingIsDone(_ implementation: Implementation, _ row: BadRow) async throws {
        try await implementation.withStore(values: 1000) { store in
            let other = KeyValueTransaction(when: row.transaction.compares, then: [], otherwise: row.transaction.success)
            for batch in [[row.transaction], [.put("first", []), row.transaction], [other]] {
                let error = await refusal { () async throws(KeyValueError) in try await store.batch(batch) }
                #expect(error == row.error)
            }
            let error = await refusal { () async throws(KeyValueError) in try await store.commit(row.transaction) }
            #expect(error == row.error)
            let found = try await store.range(.all)
            #expect(found == RangeResult(entries: [], revision: 1, hasMore: false))
        }
    }

    @Test(arguments: Implementation.allCases)
    func whatIsJustWithinTheLimitsIsTaken(_ implementation: Implementation) async throws {
        try await implementation.withStore(values: 1000) { store in
            let key = Key(octets: [UInt8](repeating: 0x78, count: 510))
            let value = [UInt8](repeating: 1, count: 1000)
            let before = KeyRange(first: octets("a"), end: octets("b"))
            let steps: [KeyValueOperation] = [.put(key, value), .delete("a"), .delete("a"), .put("b", []), .delete(before)]
            _ = try await store.commit(KeyValueTransaction(then: steps, otherwise: [.put("b", [])]))
            #expect(try await store.get(key).entry?.value == value)
        }
    }
}
