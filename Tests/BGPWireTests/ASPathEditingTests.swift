internal import BGPWire
internal import Testing

@Suite struct ASPathEditingTests {
    static let mixed = ASPath(segments: [
        ASPath.Segment(.sequence, [64512, 7]), ASPath.Segment(.set, [65000, 8, 65001]), ASPath.Segment(.sequence, [65002]),
        ASPath.Segment(.sequence, [9]),
    ])

    struct Private: Sendable, CustomTestStringConvertible {
        let path: ASPath
        let isOnly: Bool
        let without: String
        /// With 1 in their place.
        let replaced: String
        var testDescription: String { "\(path)" }
    }

    @Test(arguments: [
        Private(path: ASPath(), isOnly: false, without: "", replaced: ""),
        Private(path: ASPath([7]), isOnly: false, without: "7", replaced: "7"),
        Private(path: ASPath([64512]), isOnly: true, without: "", replaced: "1"),
        Private(path: ASPath([64511, 65535, 23456]), isOnly: false, without: "64511 65535 23456", replaced: "64511 65535 23456"),
        Private(path: ASPath([64512, 65534, 4_200_000_000, 4_294_967_294]), isOnly: true, without: "", replaced: "1 1 1 1"),
        Private(path: ASPath([64512, 7, 64512]), isOnly: false, without: "7", replaced: "1 7 1"),
        Private(path: ASPath([7, 64512, 8]), isOnly: false, without: "7 8", replaced: "7 1 8"),
        Private(path: mixed, isOnly: false, without: "7 {8} 9", replaced: "1 7 {1 8} 1 9"),
        Private(
            path: ASPath(segments: [ASPath.Segment(.set, [64512, 64513])]), isOnly: true, without: "", replaced: "{1}"),
        Private(
            path: ASPath(segments: [ASPath.Segment(.confederationSequence, [64512]), ASPath.Segment(.sequence, [7])]), isOnly: false,
            without: "7", replaced: "(1) 7"),
    ])
    func privateNumbers(_ row: Private) {
        #expect(row.path.isPrivateOnly == row.isOnly)
        #expect(row.path.withoutPrivateNumbers.description == row.without)
        #expect(row.path.replacingPrivateNumbers(with: 1).description == row.replaced)
    }

    @Test(
        arguments: [
            ([], true), ([64512], true), ([64512, 7], true), ([64512, 7, 65000], true), ([64512, 7, 65001, 65002], true),
            ([64512, 7, 8, 65002, 9], true), ([64512, 7, 8, 65002, 9, 1], false), ([7], false), ([64512, 8], false), ([64512, 7, 9], false),
            ([64512, 7, 8, 65001], false),
        ] as [([ASNumber], Bool)])
    func prefixes(_ numbers: [ASNumber], _ want: Bool) { #expect(Self.mixed.hasPrefix(numbers) == want) }

    @Test func prefixesOfLongPaths() {
        let path = ASPath((1...300).map { ASNumber($0) })
        #expect(path.hasPrefix((1...255).map { ASNumber($0) }))
        #expect(path.hasPrefix((1...300).map { ASNumber($0) }))
        #expect(!path.hasPrefix((1...301).map { ASNumber($0) }))
        #expect(ASPath().hasPrefix([]))
        #expect(!ASPath().hasPrefix([1]))
    }
}
