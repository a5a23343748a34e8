internal import Addresses
internal import BGPWire
internal import Testing

/// UPDATEs octet by octet.
@Suite struct UpdateEncoderTests {
    static let marker = "ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff"
    static let ipv6 = PathAttributes(
        asPath: ASPath([64513]),
        nextHop: NextHop(IPAddress(family: .v6, value: 0x2001_0db8 << 96 | 1), linkLocal: IPAddress(family: .v6, value: 0xfe80 << 112 | 1)))

    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let octets: String
        let make: @Sendable () throws -> [UInt8]
        var testDescription: String { name }
    }

    private static func announce<Prefix: RoutePrefix>(
        _ prefixes: [Prefix], _ attributes: PathAttributes, _ options: EncodingOptions = EncodingOptions(), pathID: UInt32 = 0
    ) throws -> [UInt8] {
        var encoder = UpdateEncoder<Prefix>(options: options)
        try encoder.announce(with: EncodedAttributes(attributes, family: Prefix.family, options: options))
        encoder.add(prefixes.map { NLRI($0, pathID: pathID) })
        return encoder.take()
    }

    private static func withdraw<Prefix: RoutePrefix>(
        _ prefixes: [Prefix], _ options: EncodingOptions = EncodingOptions(), pathID: UInt32 = 0
    ) -> [UInt8] {
        var encoder = UpdateEncoder<Prefix>(options: options)
        encoder.withdraw()
        for prefix in prefixes { encoder.add(prefix, pathID: pathID) }
        return encoder.take()
    }

    private static let v4 = [
        IPv4Prefix(address: 0x0a00_0001, length: 32), IPv4Prefix(address: 0x1400_0000, length: 24), IPv4Prefix(address: 0, length: 0),
    ]
    private static let v6 = [
        IPv6Prefix(high: 0x2001_0db8_0001_0000, low: 0, length: 48), IPv6Prefix(high: 0x2001_0db8_0000_0000, low: 1, length: 128),
    ]

    static let rows: [Row] = [
        Row(
            name: "IPv4 routes",
            octets: """
                \(marker) 00 35 02          ; 53 octets, UPDATE
                00 00                       ; no withdrawn routes
                00 14                       ; 20 octets of attributes
                40 01 01 00                 ; ORIGIN IGP
                40 02 06 02 01 00 00 fc 01  ; AS_PATH 64513
                40 03 04 0a 00 00 07        ; NEXT_HOP 10.0.0.7
                20 0a 00 00 01              ; 10.0.0.1/32
                18 14 00 00                 ; 20.0.0.0/24
                00                          ; 0.0.0.0/0
                """
        ) { try announce(v4, AttributeTests.plain) },
        Row(
            name: "IPv4 routes with path identifiers",
            octets: """
                \(marker) 00 41 02
                00 00 00 14 40 01 01 00 40 02 06 02 01 00 00 fc 01 40 03 04 0a 00 00 07
                00 00 00 07 20 0a 00 00 01
                00 00 00 07 18 14 00 00
                00 00 00 07 00
                """
        ) { try announce(v4, AttributeTests.plain, EncodingOptions(addPath: .ipv4), pathID: 7) },
        Row(
            name: "path identifiers are left out where they were not agreed",
            octets: """
                \(marker) 00 2f 02
                00 00 00 14 40 01 01 00 40 02 06 02 01 00 00 fc 01 40 03 04 0a 00 00 07
                18 14 00 00
                """
        ) { try announce([v4[1]], AttributeTests.plain, EncodingOptions(addPath: .ipv6), pathID: 7).replacing(length: 47) },
        Row(
            name: "IPv4 route to a peer without 4-octet AS numbers",
            octets: """
                \(marker) 00 2d 02
                00 00 00 12 40 01 01 00 40 02 04 02 01 fc 01 40 03 04 0a 00 00 07
                18 14 00 00
                """
        ) { try announce([v4[1]], AttributeTests.plain, EncodingOptions(fourOctetAS: false)) },
        Row(
            name: "IPv4 route with an IPv6 next hop",
            octets: """
                \(marker) 00 51 02          ; 81 octets
                00 00
                00 3a                       ; 58 octets of attributes
                90 0e 00 29                 ; MP_REACH_NLRI, 41 octets
                00 01 01                    ; IPv4 unicast
                20                          ; next hop of 32 octets
                20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01
                fe 80 00 00 00 00 00 00 00 00 00 00 00 00 00 01
                00                          ; reserved
                18 14 00 00                 ; 20.0.0.0/24
                40 01 01 00
                40 02 06 02 01 00 00 fc 01
                """
        ) { try announce([v4[1]], ipv6, EncodingOptions(extendedNextHop: true)) },
        Row(
            name: "IPv6 routes",
            octets: """
                \(marker) 00 65 02          ; 101 octets
                00 00
                00 4e                       ; 78 octets of attributes
                90 0e 00 3d                 ; MP_REACH_NLRI, 61 octets
                00 02 01                    ; IPv6 unicast
                20
                20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01
                fe 80 00 00 00 00 00 00 00 00 00 00 00 00 00 01
                00
                30 20 01 0d b8 00 01                                    ; 2001:db8:1::/48
                80 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01      ; 2001:db8::1/128
                40 01 01 00
                40 02 06 02 01 00 00 fc 01
                """
        ) { try announce(v6, ipv6) },
        Row(
            name: "withdrawn IPv4 routes",
            octets: """
                \(marker) 00 21 02
                00 0a                       ; 10 octets of withdrawn routes
                20 0a 00 00 01 18 14 00 00 00
                00 00                       ; no attributes
                """
        ) { withdraw(v4) },
        Row(
            name: "withdrawn IPv6 routes",
            octets: """
                \(marker) 00 36 02
                00 00
                00 1f                       ; 31 octets of attributes
                90 0f 00 1b                 ; MP_UNREACH_NLRI, 27 octets
                00 02 01
                30 20 01 0d b8 00 01
                80 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01
                """
        ) { withdraw(v6) },
        Row(
            name: "withdrawn IPv6 route with path identifier",
            octets: "\(marker) 00 29 02  00 00  00 12  90 0f 00 0e 00 02 01  00 00 00 09 30 20 01 0d b8 00 01"
        ) { withdraw([v6[0]], EncodingOptions(addPath: [.ipv4, .ipv6]), pathID: 9) },
        Row(name: "end of RIB of IPv4", octets: "\(marker) 00 17 02 00 00 00 00") {
            var encoder = UpdateEncoder<IPv4Prefix>(options: EncodingOptions())
            encoder.endOfRIB()
            return encoder.take()
        },
        Row(name: "end of RIB of IPv6", octets: "\(marker) 00 1d 02 00 00 00 06 80 0f 03 00 02 01") {
            var encoder = UpdateEncoder<IPv6Prefix>(options: EncodingOptions())
            encoder.endOfRIB()
            return encoder.take()
        },
        Row(
            name: "withdrawal, announcement, end of RIB one after the other",
            octets: """
                \(marker) 00 1b 02 00 04 18 14 00 00 00 00
                \(marker) 00 2f 02 00 00 00 14 40 01 01 00 40 02 06 02 01 00 00 fc 01 40 03 04 0a 00 00 07 18 14 00 00
                \(marker) 00 17 02 00 00 00 00
                """
        ) {
            var encoder = UpdateEncoder<IPv4Prefix>(options: EncodingOptions())
            encoder.withdraw()
            encoder.add(v4[1])
            try encoder.announce(with: EncodedAttributes(AttributeTests.plain, family: .ipv4Unicast, options: EncodingOptions()))
            encoder.add(v4[1])
            encoder.endOfRIB()
            return encoder.take()
        },
        Row(name: "nothing added", octets: "") {
            var encoder = UpdateEncoder<IPv4Prefix>(options: EncodingOptions())
            encoder.withdraw()
            try encoder.announce(with: EncodedAttributes(AttributeTests.plain, family: .ipv4Unicast, options: EncodingOptions()))
            return encoder.take()
        },
        Row(name: "nothing begun", octets: "") {
            var encoder = UpdateEncoder<IPv4Prefix>(options: EncodingOptions())
            encoder.add(v4[1])
            return encoder.take()
        },
        Row(name: "keepalive", octets: "\(marker) 00 13 04") { KeepaliveMessage.octets },
    ]

    @Test(arguments: rows)
    func encodes(_ row: Row) throws {
        let made = try row.make()
        #expect(hexText(made) == hexText(try hex(row.octets)))
        var framer = MessageFramer()
        framer.append(made)
        var options = DecodingOptions(families: [.ipv4, .ipv6], extendedNextHop: true)
        if row.name.contains("identifiers") || row.name.contains("path identifier") { options.addPath = [.ipv4, .ipv6] }
        if row.name.contains("left out") { options.addPath = [] }
        options.fourOctetAS = !row.name.contains("without 4-octet")
        while let frame = try framer.next() {
            guard case .update(let update) = try BGPMessage(decoding: frame, options: options) else { continue }
            let decoded = try update.decodeAttributes(options: options)
            for outcome in [decoded.nlri, decoded.mpReach].compactMap({ $0 }) { #expect(outcome.attributes != nil && outcome.faults.isEmpty) }
        }
        #expect(framer.pendingCount == 0)
    }

    @Test func anEncoderIsUsedAgainAfterItsOctetsWereTaken() throws {
        var encoder = UpdateEncoder<IPv4Prefix>(options: EncodingOptions(), capacity: 100)
        for _ in 0..<3 {
            encoder.withdraw()
            encoder.add(Self.v4[1])
            #expect(encoder.messageCount == 0 && encoder.count == 25)
            encoder.endOfRIB()
            #expect(encoder.messageCount == 2)
            #expect(encoder.take() == Self.withdraw([Self.v4[1]]) + message(2, [0, 0, 0, 0]))
            #expect(encoder.messageCount == 0 && encoder.count == 0)
        }
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let name: String
        let attributes: PathAttributes
        let family: AddressFamily
        var options = EncodingOptions()
        let words: String
        var testDescription: String { name }
    }

    @Test(arguments: [
        Refusal(
            name: "IPv4 routes with an IPv6 next hop that was not negotiated", attributes: ipv6, family: .ipv4Unicast,
            words: "next hop 2001:db8::1 (fe80::1) cannot be sent with IPv4 unicast routes on this session: "
                + "set another next hop or negotiate RFC 8950"),
        Refusal(
            name: "IPv6 routes with an IPv4 next hop", attributes: AttributeTests.plain, family: .ipv6Unicast,
            options: EncodingOptions(extendedNextHop: true),
            words: "next hop 10.0.0.7 cannot be sent with IPv6 unicast routes on this session: set another next hop or negotiate RFC 8950"),
        Refusal(
            name: "no next hop", attributes: PathAttributes(), family: .ipv4Unicast,
            words: "IPv4 unicast routes without a next hop cannot be announced: set one"),
    ])
    func refuses(_ row: Refusal) {
        do throws(EncodingError) {
            let encoded = try EncodedAttributes(row.attributes, family: row.family, options: row.options)
            Issue.record("encoded as \(encoded)")
        } catch {
            #expect(error.description == row.words)
        }
    }
}

extension [UInt8] {
    /// The message, which has this length.
    fileprivate func replacing(length: Int) -> [UInt8] {
        #expect(count == length)
        return self
    }
}
