import KeyValue
import Testing

/// Ranges and keys by themselves.
@Suite struct KeyRangeTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let prefix: [UInt8]
        let end: [UInt8]?
        var testDescription: String { "\(prefix)" }
    }

    @Test(arguments: [
        Row(prefix: [], end: nil), Row(prefix: [0], end: [1]), Row(prefix: [0x61, 0x2f], end: [0x61, 0x30]), Row(prefix: [0xff], end: nil),
        Row(prefix: [0xff, 0xff], end: nil), Row(prefix: [0x61, 0xff], end: [0x62]), Row(prefix: [0x61, 0xff, 0xff], end: [0x62]),
        Row(prefix: [0xfe, 0xff], end: [0xff]), Row(prefix: [0x61, 0xfe], end: [0x61, 0xff]),
    ])
    func aPrefixEndsBeforeItsSuccessor(_ row: Row) {
        let range = KeyRange.prefix(Key(octets: row.prefix))
        #expect(range.first == row.prefix && range.end == row.end)
        for tail in [[], [0], [0xff], [0xff, 0xff]] as [[UInt8]] { #expect(range.contains(Key(octets: row.prefix + tail))) }
        if let end = row.end { #expect(!range.contains(Key(octets: end))) }
        if !row.prefix.isEmpty { #expect(!range.contains(Key(octets: []))) }
    }

    @Test func oneKeyIsARangeOfItsOwn() {
        let range = KeyRange.key("a")
        #expect(range.contains("a") && !range.contains("a\0") && !range.contains("b") && !range.contains(""))
        #expect(range.singleKey == "a")
        for wider in [KeyRange.all, .prefix("a"), KeyRange(first: octets("a"), end: octets("b")), KeyRange(first: [], end: [0])] {
            #expect(wider.singleKey == nil)
        }
    }

    @Test func whetherAnythingCanBeInside() {
        #expect(!KeyRange.all.isEmpty && !KeyRange.key("a").isEmpty && !KeyRange.prefix("").isEmpty)
        #expect(KeyRange(first: octets("a"), end: octets("a")).isEmpty)
        #expect(KeyRange(first: octets("b"), end: octets("a")).isEmpty)
        #expect(KeyRange(first: [], end: []).isEmpty)
    }

    @Test func keysAreOrderedByOctets() {
        let sorted: [[UInt8]] = [[], [0], [0, 0], [0, 1], [1], [0x7f], [0x80], [0xff], [0xff, 0]]
        #expect(sorted.reversed().map { Key(octets: $0) }.sorted().map(\.octets) == sorted)
        #expect(Key("e\u{301}") != Key("\u{e9}"), "Swift takes them for the same text")
        #expect(Key("e\u{301}") < Key("\u{e9}"))
    }

    @Test func textThatIsNotUTF8IsShownAsWellAsItCan() {
        #expect(Key(octets: [0x61, 0xff]).text == "a\u{fffd}")
        #expect("\(KeyRange.prefix("a/"))" == "a/..<a0")
        #expect("\(KeyRange.key("a"))" == "a")
        #expect("\(KeyRange.all)" == "..<")
    }

    @Test func errorsTellWhatToDo() {
        let long = Key(octets: [UInt8](repeating: 0x61, count: 600))
        #expect("\(KeyValueError.keyTooLong(long, limit: 510))".contains("has 600 octets, the limit is 510"))
        #expect("\(KeyValueError.keyTooLong(long, limit: 510))".utf8.count < 400)
        #expect("\(KeyValueError.compacted(oldest: 21))".contains("21"))
        #expect("\(KeyValueError.futureRevision(asked: 9, newest: 3))".contains("9"))
        #expect("\(KeyValueError.valueTooLarge("a", octets: 7, limit: 5))".contains("7 octets"))
        #expect("\(KeyValueError.busy("who"))" == "who")
    }
}
