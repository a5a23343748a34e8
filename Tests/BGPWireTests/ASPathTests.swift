internal import BGPWire
internal import Testing

@Suite struct ASPathTests {
    static let aggregated = ASPath(segments: [
        ASPath.Segment(.confederationSequence, [65001, 65002]), ASPath.Segment(.confederationSet, [65003]),
        ASPath.Segment(.sequence, [64513, 64514]),
        ASPath.Segment(.set, [64515, 64516]),
    ])

    struct Row: Sendable, CustomTestStringConvertible {
        let path: ASPath
        let words: String
        let length: Int
        let first: ASNumber?
        let neighbor: ASNumber?
        let origin: ASNumber?
        var testDescription: String { words }
    }

    @Test(arguments: [
        Row(path: ASPath(), words: "", length: 0, first: nil, neighbor: nil, origin: nil),
        Row(path: ASPath([64513]), words: "64513", length: 1, first: 64513, neighbor: 64513, origin: 64513),
        Row(path: ASPath([64513, 200_000, 64513]), words: "64513 200000 64513", length: 3, first: 64513, neighbor: 64513, origin: 64513),
        Row(
            path: aggregated, words: "(65001 65002) ({65003}) 64513 64514 {64515 64516}", length: 3, first: 65001, neighbor: 64513, origin: nil),
        Row(
            path: ASPath(segments: [ASPath.Segment(.set, [1, 2])]), words: "{1 2}", length: 1, first: nil, neighbor: nil, origin: nil),
        Row(
            path: ASPath(segments: [ASPath.Segment(.set, [1, 2]), ASPath.Segment(.sequence, [3])]), words: "{1 2} 3", length: 2, first: nil,
            neighbor: nil, origin: 3),
        Row(
            path: ASPath(segments: [ASPath.Segment(.confederationSequence, [65001])]), words: "(65001)", length: 0, first: 65001, neighbor: nil,
            origin: nil),
        Row(path: ASPath(segments: [ASPath.Segment(.sequence, [])]), words: "", length: 0, first: nil, neighbor: nil, origin: nil),
    ])
    func queries(_ row: Row) {
        #expect(row.path.description == row.words)
        #expect(row.path.length == row.length)
        #expect(row.path.firstAS == row.first)
        #expect(row.path.neighborAS == row.neighbor)
        #expect(row.path.originAS == row.origin)
        #expect(ASPath(segments: row.path.segments) == row.path)
        #expect(row.path.isEmpty == row.words.isEmpty)
    }

    @Test func counting() {
        let path = ASPath([64513, 7, 64513])
        #expect(path.count(of: 64513) == 2)
        #expect(path.contains(7))
        #expect(!path.contains(8))
        #expect(Self.aggregated.contains(65003) && Self.aggregated.contains(64516))
    }

    @Test func prepending() {
        #expect(ASPath().prepending(1).description == "1")
        #expect(ASPath([2]).prepending(1).description == "1 2")
        #expect(ASPath([2]).prepending(1, count: 3).description == "1 1 1 2")
        #expect(ASPath([2]).prepending(1, count: 0) == ASPath([2]))
        #expect(ASPath([2]).prepending(1, count: -1) == ASPath([2]))
        #expect(ASPath([2]).prepending(65001, kind: .confederationSequence).description == "(65001) 2")
        #expect(ASPath(segments: [ASPath.Segment(.set, [2])]).prepending(1).description == "1 {2}")
        #expect(
            Self.aggregated.prepending(65000, kind: .confederationSequence).description == "(65000 65001 65002) ({65003}) 64513 64514 {64515 64516}")
    }

    @Test func aSequenceHoldsAtMost255Numbers() {
        let path = ASPath([ASNumber](repeating: 7, count: 255)).prepending(8)
        #expect(path.segments.map(\.numbers.count) == [1, 255])
        #expect(path.length == 256)
        #expect(ASPath([ASNumber](repeating: 7, count: 600)).segments.map(\.numbers.count) == [255, 255, 90])
    }

    @Test func leavingTheConfederation() {
        #expect(Self.aggregated.withoutConfederation.description == "64513 64514 {64515 64516}")
        #expect(ASPath([1]).withoutConfederation == ASPath([1]))
    }

    @Test func replacing() {
        #expect(Self.aggregated.replacing(64514, with: 9).description == "(65001 65002) ({65003}) 64513 9 {64515 64516}")
        #expect(ASPath([1]).replacing(2, with: 3) == ASPath([1]))
    }

    @Test(
        arguments: [
            ("0", 0), ("64513", 64513), ("4294967295", UInt32.max), ("1.0", 65536), ("64086.59905", 4_200_000_001), ("0.7", 7),
        ] as [(String, UInt32)])
    func numbers(_ text: String, _ value: UInt32) { #expect(ASNumber(text)?.value == value) }

    @Test(arguments: ["", "-1", "+1", "4294967296", "1.65536", "65536.1", "1.2.3", "1.", ".1", "AS1", " 1"])
    func notNumbers(_ text: String) { #expect(ASNumber(text) == nil) }

    @Test func twoOctets() {
        #expect(ASNumber(65535).twoOctets == 65535 && ASNumber(65535).fitsTwoOctets)
        #expect(ASNumber(65536).twoOctets == 23456 && !ASNumber(65536).fitsTwoOctets)
    }

    @Test(
        arguments: [(64511, false), (64512, true), (65534, true), (65535, false), (4_199_999_999, false), (4_200_000_000, true), (UInt32.max, false)]
            as [(UInt32, Bool)])
    func privateNumbers(_ value: UInt32, _ want: Bool) { #expect(ASNumber(value).isPrivate == want) }
}
