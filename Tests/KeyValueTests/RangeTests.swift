import KeyValue
import Testing

/// Reading ranges, on every store.
@Suite(.serialized) struct RangeTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let range: KeyRange
        let want: [String]

        init(_ name: String, _ range: KeyRange, _ want: [String]) {
            testDescription = name
            self.range = range
            self.want = want
        }
    }

    static let stored = ["a", "a/", "a/1", "a/10", "a/2", "a0", "b", "e\u{301}", "\u{e9}", "\u{fffd}"]

    static let rows = [
        Row("everything, by bytes", .all, ["a", "a/", "a/1", "a/10", "a/2", "a0", "b", "e\u{301}", "\u{e9}", "\u{fffd}"]),
        Row("one key", .key("a/1"), ["a/1"]),
        Row("one key that is not there", .key("a/3"), []),
        Row("a prefix", .prefix("a/"), ["a/", "a/1", "a/10", "a/2"]),
        Row("the empty prefix", .prefix(""), stored),
        Row("a prefix that is a key too", .prefix("a"), ["a", "a/", "a/1", "a/10", "a/2", "a0"]),
        Row("the two forms of one letter are two keys", .prefix("\u{e9}"), ["\u{e9}"]),
        Row("from a key to the end", KeyRange(first: octets("b"), end: nil), ["b", "e\u{301}", "\u{e9}", "\u{fffd}"]),
        Row("without its end", KeyRange(first: octets("a"), end: octets("a/1")), ["a", "a/"]),
        Row("from between two keys", KeyRange(first: octets("a/1!"), end: octets("a0!")), ["a/10", "a/2", "a0"]),
        Row("empty", KeyRange(first: octets("b"), end: octets("b")), []),
        Row("the wrong way round", KeyRange(first: octets("b"), end: octets("a")), []),
        Row("behind the last key", KeyRange(first: [0xff], end: nil), []),
        Row("after a key", KeyRange.prefix("a/").after("a/1"), ["a/10", "a/2"]),
        Row(
            "from octets that no key has room for", KeyRange(first: octets("a/1") + Array(repeating: 0x30, count: 600), end: octets("b")),
            ["a/2", "a0"]),
        Row(
            "to octets that no key has room for", KeyRange(first: octets("a/2"), end: octets("b") + Array(repeating: 0, count: 600)),
            ["a/2", "a0", "b"]),
    ]

    @Test(arguments: Implementation.allCases, rows)
    func holdsTheKeysInside(_ implementation: Implementation, _ row: Row) async throws {
        try await implementation.withStore { store in
            for (number, key) in Self.stored.enumerated().reversed() { try await store.put(Key(key), "\(number)") }
            // Texts that are equal to Swift can be different keys.
            #expect(try await store.keys(row.range).map(octets) == row.want.map(octets))
        }
    }

    @Test(arguments: Implementation.allCases)
    func aPrefixOfTheLargestOctetsEndsWithTheKeys(_ implementation: Implementation) async throws {
        try await implementation.withStore { store in
            let keys = [[0xfe, 0xff], [0xff], [0xff, 0xff], [0xff, 0xff, 0x01]].map { Key(octets: $0) }
            _ = try await store.batch(keys.map { .put($0, []) })
            #expect(try await store.range(.prefix(Key(octets: [0xff]))).entries.map(\.key) == Array(keys[1...]))
            #expect(try await store.range(.prefix(Key(octets: [0xff, 0xff]))).entries.map(\.key) == Array(keys[2...]))
            #expect(try await store.range(.prefix(Key(octets: [0xfe, 0xff]))).entries.map(\.key) == [keys[0]])
        }
    }

    @Test(arguments: Implementation.allCases)
    func aKeyAsLongAsTheLimitIsNotTakenForOneBeforeIt(_ implementation: Implementation) async throws {
        try await implementation.withStore { store in
            let longest = [UInt8](repeating: 0x61, count: KeyValueLimits().keyOctets)
            _ = try await store.commit(.put(Key(octets: longest), [1]))
            #expect(try await store.range(KeyRange(first: longest, end: nil)).entries.count == 1)
            #expect(try await store.range(KeyRange(first: longest + [0], end: nil)).entries.isEmpty)
            #expect(try await store.range(.prefix(Key(octets: longest))).entries.count == 1)
        }
    }

    @Test(arguments: Implementation.allCases, [1, 2, 3, 4, 5, 7, 100])
    func pagesAddUp(_ implementation: Implementation, limit: Int) async throws {
        try await implementation.withStore { store in
            _ = try await store.batch((0..<7).map { .put(Key("p/\($0)"), [UInt8($0)]) } + [.put("q", [])])
            var rest = KeyRange.prefix("p/")
            var values: [[UInt8]] = []
            var pages = 0
            while true {
                let page = try await store.range(rest, limit: limit, keysOnly: false)
                values += page.entries.map(\.value)
                pages += 1
                guard page.hasMore, let last = page.entries.last else { break }
                #expect(page.entries.count == limit)
                rest = rest.after(last.key)
            }
            #expect(values == (0..<7).map { [UInt8($0)] })
            #expect(pages == (7 + limit - 1) / limit)
        }
    }

    @Test(arguments: Implementation.allCases)
    func tellsTheRevisionAndTheNumbersOfEachKey(_ implementation: Implementation) async throws {
        try await implementation.withStore { store in
            #expect(try await store.range(.all) == RangeResult(entries: [], revision: 1, hasMore: false))
            try await store.put("a", "1")
            try await store.put("b", "1")
            try await store.put("a", "2")
            let want = [
                KeyValueEntry.text("a", "2", created: 2, modified: 4, version: 2), .text("b", "1", created: 3, modified: 3, version: 1),
            ]
            #expect(try await store.range(.all) == RangeResult(entries: want, revision: 4, hasMore: false))
            let keys = try await store.range(.all, limit: nil, keysOnly: true)
            #expect(keys.entries == [.text("a", "", created: 2, modified: 4, version: 2), .text("b", "", created: 3, modified: 3, version: 1)])
            let found = try await store.get("b")
            #expect(found.entry == want[1] && found.revision == 4)
            #expect(try await store.get("c").entry == nil)
        }
    }

    @Test(arguments: Implementation.allCases, [0, -1, .min])
    func aLimitThatLetsNothingThroughIsRefused(_ implementation: Implementation, limit: Int) async throws {
        try await implementation.withStore { store in
            let error = await refusal { () async throws(KeyValueError) in try await store.range(.all, limit: limit, keysOnly: false) }
            #expect(error == .limitMalformed(limit))
        }
    }

    @Test(arguments: Implementation.allCases)
    func valuesOfSeveralMegabytesComeBackAsTheyWere(_ implementation: Implementation) async throws {
        try await implementation.withStore { store in
            var value = [UInt8](repeating: 0, count: 5 << 20)
            for index in value.indices { value[index] = UInt8(truncatingIfNeeded: index ^ index >> 8 ^ index >> 16) }
            let large = value
            _ = try await store.commit(.put("large", large))
            #expect(try await store.get("large").entry?.value == large)
            _ = try await store.commit(.put("large", []))
            #expect(try await store.get("large").entry?.value == [])
        }
    }
}
