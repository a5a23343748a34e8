internal import Addresses
internal import BGPWire
internal import TestSupport
internal import Testing

/// Attributes to octets and back, of every session type.
@Suite struct AttributeTests {
    static let plain = PathAttributes(asPath: ASPath([64513]), nextHop: NextHop(IPAddress(family: .v4, value: 0x0a00_0007)))
    static let internalPeer = DecodingOptions(peer: .internal, families: [.ipv4, .ipv6], extendedNextHop: true)

    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        var fourOctetAS = true
        let octets: String
        let change: @Sendable (inout PathAttributes) -> Void
        var testDescription: String { name }
    }

    static let rows: [Row] = [
        Row(name: "mandatory ones", octets: "40 01 01 00  40 02 06 02 01 00 00 fc 01  40 03 04 0a 00 00 07") { _ in },
        Row(name: "ORIGIN incomplete", octets: "40 01 01 02  40 02 06 02 01 00 00 fc 01  40 03 04 0a 00 00 07") { $0.origin = .incomplete },
        Row(name: "empty AS_PATH", octets: "40 01 01 00  40 02 00  40 03 04 0a 00 00 07") { $0.asPath = ASPath() },
        Row(
            name: "AS_PATH of four segments",
            octets: "40 01 01 00  40 02 1c 02 02 00 00 fc 01 00 03 0d 40 01 01 00 00 00 07 02 01 00 00 00 08 01 01 00 00 00 09  40 03 04 0a 00 00 07"
        ) {
            $0.asPath = ASPath(segments: [
                ASPath.Segment(.sequence, [64513, 200_000]), ASPath.Segment(.set, [7]), ASPath.Segment(.sequence, [8]), ASPath.Segment(.set, [9]),
            ])
        },
        Row(
            name: "MULTI_EXIT_DISC", octets: "40 01 01 00  40 02 06 02 01 00 00 fc 01  40 03 04 0a 00 00 07  80 04 04 00 00 00 05"
        ) { $0.multiExitDiscriminator = 5 },
        Row(name: "LOCAL_PREF", octets: "40 01 01 00  40 02 06 02 01 00 00 fc 01  40 03 04 0a 00 00 07  40 05 04 ff ff ff ff") {
            $0.localPreference = .max
        },
        Row(name: "ATOMIC_AGGREGATE", octets: "40 01 01 00  40 02 06 02 01 00 00 fc 01  40 03 04 0a 00 00 07  40 06 00") {
            $0.atomicAggregate = true
        },
        Row(
            name: "AGGREGATOR", octets: "40 01 01 00  40 02 06 02 01 00 00 fc 01  40 03 04 0a 00 00 07  c0 07 08 00 03 0d 40 0a 00 00 01"
        ) { $0.aggregator = Aggregator(asNumber: 200_000, identifier: BGPIdentifier(0x0a00_0001)) },
        Row(
            name: "AGGREGATOR with Partial", octets: "40 01 01 00  40 02 06 02 01 00 00 fc 01  40 03 04 0a 00 00 07  e0 07 08 00 03 0d 40 0a 00 00 01"
        ) {
            $0.aggregator = Aggregator(asNumber: 200_000, identifier: BGPIdentifier(0x0a00_0001))
            $0.partial = .aggregator
        },
        Row(
            name: "COMMUNITIES", octets: "40 01 01 00  40 02 06 02 01 00 00 fc 01  40 03 04 0a 00 00 07  c0 08 08 fc 00 00 01 ff ff ff 01"
        ) { $0.communities = [Community(64512, 1), .noExport] },
        Row(
            name: "COMMUNITIES with Partial", octets: "40 01 01 00  40 02 06 02 01 00 00 fc 01  40 03 04 0a 00 00 07  e0 08 04 fc 00 00 01"
        ) {
            $0.communities = [Community(64512, 1)]
            $0.partial = .communities
        },
        Row(name: "ORIGINATOR_ID", octets: "40 01 01 00  40 02 06 02 01 00 00 fc 01  40 03 04 0a 00 00 07  80 09 04 0a 00 00 02") {
            $0.originatorID = BGPIdentifier(0x0a00_0002)
        },
        Row(
            name: "CLUSTER_LIST", octets: "40 01 01 00  40 02 06 02 01 00 00 fc 01  40 03 04 0a 00 00 07  80 0a 08 0a 00 00 03 0a 00 00 04"
        ) { $0.clusterList = [BGPIdentifier(0x0a00_0003), BGPIdentifier(0x0a00_0004)] },
        Row(
            name: "EXTENDED COMMUNITIES", octets: "40 01 01 00  40 02 06 02 01 00 00 fc 01  40 03 04 0a 00 00 07  c0 10 08 00 02 fc 00 00 00 00 07"
        ) { $0.extendedCommunities = [.routeTarget(.twoOctetAS(64512, number: 7))] },
        Row(
            name: "LARGE_COMMUNITY",
            octets: "40 01 01 00  40 02 06 02 01 00 00 fc 01  40 03 04 0a 00 00 07  c0 20 0c 00 00 fc 00 00 00 00 01 00 00 00 02"
        ) { $0.largeCommunities = [LargeCommunity(64512, 1, 2)] },
        Row(
            name: "unknown ones between and behind",
            octets: "40 01 01 00  40 02 06 02 01 00 00 fc 01  40 03 04 0a 00 00 07  e0 0b 01 aa  c0 10 08 00 02 fc 00 00 00 00 07"
                + "  e0 14 00  c0 20 0c 00 00 fc 00 00 00 00 01 00 00 00 02  e0 63 02 bb cc"
        ) {
            $0.extendedCommunities = [.routeTarget(.twoOctetAS(64512, number: 7))]
            $0.largeCommunities = [LargeCommunity(64512, 1, 2)]
            $0.unknown = [
                UnknownAttribute(code: AttributeCode(rawValue: 11), value: [0xaa]), UnknownAttribute(code: AttributeCode(rawValue: 20), value: []),
                UnknownAttribute(code: AttributeCode(rawValue: 99), value: [0xbb, 0xcc]),
            ]
        },
        Row(name: "two octets: a small path", fourOctetAS: false, octets: "40 01 01 00  40 02 04 02 01 fc 01  40 03 04 0a 00 00 07") { _ in },
        Row(
            name: "two octets: a path with a great number", fourOctetAS: false,
            octets: """
                40 01 01 00
                40 02 06 02 02 fc 01 5b a0                  ; 64513 AS_TRANS
                40 03 04 0a 00 00 07
                c0 11 0a 02 02 00 00 fc 01 00 03 0d 40      ; 64513 200000
                """
        ) { $0.asPath = ASPath([64513, 200_000]) },
        Row(
            name: "two octets: small aggregator", fourOctetAS: false,
            octets: "40 01 01 00  40 02 04 02 01 fc 01  40 03 04 0a 00 00 07  c0 07 06 fc 02 0a 00 00 01"
        ) { $0.aggregator = Aggregator(asNumber: 64514, identifier: BGPIdentifier(0x0a00_0001)) },
        Row(
            name: "two octets: great aggregator", fourOctetAS: false,
            octets: """
                40 01 01 00  40 02 04 02 01 fc 01  40 03 04 0a 00 00 07
                e0 07 06 5b a0 0a 00 00 01                  ; AS_TRANS
                e0 12 08 00 03 0d 40 0a 00 00 01            ; 200000
                """
        ) {
            $0.aggregator = Aggregator(asNumber: 200_000, identifier: BGPIdentifier(0x0a00_0001))
            $0.partial = .aggregator
        },
    ]

    /// The list of an UPDATE with one IPv4 route.
    private func list(_ attributes: PathAttributes, fourOctetAS: Bool) throws -> [UInt8] {
        let options = EncodingOptions(fourOctetAS: fourOctetAS, maximumLength: 65535)
        var encoder = UpdateEncoder<IPv4Prefix>(options: options)
        try encoder.announce(with: EncodedAttributes(attributes, family: .ipv4Unicast, options: options))
        encoder.add(IPv4Prefix(address: 0x1400_0000, length: 24))
        return Array(encoder.take().dropFirst(23).dropLast(4))
    }

    @Test(arguments: rows)
    func roundTrip(_ row: Row) throws {
        var attributes = Self.plain
        row.change(&attributes)
        let octets = try list(attributes, fourOctetAS: row.fourOctetAS)
        #expect(hexText(octets) == hexText(try hex(row.octets)))
        var options = Self.internalPeer
        options.fourOctetAS = row.fourOctetAS
        #expect(try AttributeBlock(octets[...]).decode(options: options) == .accepted(attributes, faults: []))
    }

    @Test func confederationSegmentsDoNotGoIntoAS4Path() throws {
        var attributes = Self.plain
        attributes.asPath = ASPath(segments: [ASPath.Segment(.confederationSequence, [200_000]), ASPath.Segment(.sequence, [300_000])])
        let want = "40 01 01 00 40 02 08 03 01 5b a0 02 01 5b a0 40 03 04 0a 00 00 07 c0 11 06 02 01 00 04 93 e0"
        #expect(hexText(try list(attributes, fourOctetAS: false)) == want)
        attributes.asPath = ASPath(segments: [ASPath.Segment(.confederationSequence, [200_000])])
        #expect(hexText(try list(attributes, fourOctetAS: false)) == "40 01 01 00 40 02 04 03 01 5b a0 40 03 04 0a 00 00 07")
    }

    @Test func lengthsOfTwoOctetsWhereOneIsTooSmall() throws {
        var attributes = Self.plain
        attributes.communities = (0..<63).map { Community($0) }
        #expect(try list(attributes, fourOctetAS: true).dropFirst(20).starts(with: [0xc0, 8, 252]))
        attributes.communities = (0..<64).map { Community($0) }
        #expect(try list(attributes, fourOctetAS: true).dropFirst(20).starts(with: [0xd0, 8, 1, 0]))
    }

    @Test func repeatedLargeCommunitiesAreSentOnce() throws {
        var attributes = Self.plain
        attributes.largeCommunities = [LargeCommunity(1, 2, 3), LargeCommunity(4, 5, 6), LargeCommunity(1, 2, 3)]
        let many = attributes.largeCommunities + (0..<20).map { LargeCommunity(7, 8, $0) } + attributes.largeCommunities
        #expect(try list(attributes, fourOctetAS: true).dropFirst(20).count == 3 + 24)
        attributes.largeCommunities = many
        #expect(try list(attributes, fourOctetAS: true).dropFirst(20).count == 4 + 22 * 12)
    }

    @Test func randomAttributesComeBackFromTheirOctets() throws {
        var random = SeededGenerator(seed: 20)
        for _ in 0..<500 {
            let attributes = randomAttributes(&random)
            for family in [AddressFamily.ipv4Unicast, .ipv6Unicast] {
                let list = attributes.canonicalList(family)
                #expect(try AttributeBlock(list[...]).decode(options: Self.internalPeer) == .accepted(attributes, faults: []))
            }
        }
    }

    @Test func randomAttributesComeBackThroughPeersWithoutFourOctetNumbers() throws {
        var random = SeededGenerator(seed: 21)
        var options = Self.internalPeer
        options.fourOctetAS = false
        for _ in 0..<500 {
            var attributes = randomAttributes(&random)
            attributes.nextHop = Self.plain.nextHop
            // AS_TRANS itself would be taken for a number that did not fit.
            if attributes.aggregator?.asNumber == .trans { attributes.aggregator = nil }
            let list = try list(attributes, fourOctetAS: false)
            let outcome = try AttributeBlock(list[...]).decode(options: options)
            #expect(outcome.attributes?.asPath.description == attributes.asPath.description)
            #expect(outcome.attributes?.aggregator == attributes.aggregator)
            #expect(outcome.faults.isEmpty)
        }
    }

    @Test func encodingWhatWasDecodedGivesTheSameOctets() throws {
        var random = SeededGenerator(seed: 22)
        for _ in 0..<300 {
            let list = randomAttributes(&random).canonicalList(.ipv6Unicast)
            let attributes = try #require(try AttributeBlock(list[...]).decode(options: Self.internalPeer).attributes)
            #expect(attributes.canonicalList(.ipv6Unicast) == list)
        }
    }

    @Test func descriptionsOfFaults() {
        let fault = AttributeFault(.origin, .length(2, expected: 1), .treatAsWithdraw)
        #expect(fault.description == "ORIGIN has 2 octets, 1 expected: treated as withdrawn")
        #expect(AttributeFault(nil, .truncated(remaining: 1), .treatAsWithdraw).description.hasPrefix("attribute list ends with 1 octets"))
        #expect(AttributeFault.Reaction.attributeDiscard < .treatAsWithdraw)
    }
}
