internal import Addresses
internal import BGPWire
internal import TestSupport
internal import Testing

/// As many routes in a message as fit, never one octet more.
@Suite struct PackingTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let limit: Int
        let pathIDs: Bool
        var testDescription: String { "\(limit) octets\(pathIDs ? ", path identifiers" : "")" }
    }

    static let rows = [4096, 65535].flatMap { [Row(limit: $0, pathIDs: false), Row(limit: $0, pathIDs: true)] }

    private func options(_ row: Row) -> EncodingOptions {
        EncodingOptions(addPath: row.pathIDs ? [.ipv4, .ipv6] : [], extendedNextHop: true, maximumLength: row.limit)
    }

    /// Attributes whose IPv4 list has `octets` octets, made up by an unknown attribute.
    private func attributes(of octets: Int) -> PathAttributes {
        var attributes = AttributeTests.plain
        let rest = octets - 20
        guard rest > 0 else { return attributes }
        attributes.unknown = [UnknownAttribute(code: AttributeCode(rawValue: 99), value: [UInt8](repeating: 1, count: rest - (rest > 258 ? 4 : 3)))]
        return attributes
    }

    /// Lengths of the messages.
    private func lengths(_ octets: [UInt8], limit: Int) throws -> [Int] {
        var framer = MessageFramer()
        framer.maximumLength = limit
        framer.append(octets)
        var lengths: [Int] = []
        while let frame = try framer.next() { lengths.append(frame.octets.count) }
        #expect(framer.pendingCount == 0)
        return lengths
    }

    /// Routes, each one octet longer than the last, so that every message could end anywhere.
    private func entry(_ number: Int) -> NLRI<IPv4Prefix> { NLRI(IPv4Prefix(address: UInt32(number), length: 32), pathID: UInt32(number)) }

    @Test(arguments: rows)
    func aMessageIsFilledToTheLastOctet(_ row: Row) throws {
        let size = row.pathIDs ? 9 : 5
        // 19 + 4 + list + n * size == limit.
        let count = (row.limit - 23 - 40) / size
        let list = row.limit - 23 - count * size
        for (extra, want) in [(0, [row.limit]), (-1, [row.limit - size]), (1, [row.limit, 23 + list + size])] {
            var encoder = UpdateEncoder<IPv4Prefix>(options: options(row))
            try encoder.announce(with: EncodedAttributes(attributes(of: list), family: .ipv4Unicast, options: options(row)))
            encoder.add((0..<(count + extra)).map(entry))
            #expect(try lengths(encoder.take(), limit: row.limit) == want)
        }
        // One octet less of attributes: the same routes, a message one octet shorter. One more: a route goes into the next.
        for (octets, want) in [(list - 1, [row.limit - 1]), (list + 1, [row.limit + 1 - size, 23 + list + 1 + size])] {
            var encoder = UpdateEncoder<IPv4Prefix>(options: options(row))
            try encoder.announce(with: EncodedAttributes(attributes(of: octets), family: .ipv4Unicast, options: options(row)))
            encoder.add((0..<count).map(entry))
            #expect(try lengths(encoder.take(), limit: row.limit) == want)
        }
    }

    @Test(arguments: rows)
    func aWithdrawalIsFilledToTheLastOctet(_ row: Row) throws {
        let size = row.pathIDs ? 9 : 5
        let count = (row.limit - 23) / size
        let left = row.limit - 23 - count * size
        for (extra, want) in [(0, [row.limit - left]), (1, [row.limit - left, 23 + size])] {
            var encoder = UpdateEncoder<IPv4Prefix>(options: options(row))
            encoder.withdraw()
            encoder.add((0..<(count + extra)).map(entry))
            #expect(try lengths(encoder.take(), limit: row.limit) == want)
        }
        // A default route, the shortest entry, still fits where one octet is left.
        var encoder = UpdateEncoder<IPv4Prefix>(options: EncodingOptions(maximumLength: row.limit))
        encoder.withdraw()
        let hosts = (row.limit - 23 - 1) / 5
        encoder.add((0..<hosts).map(entry))
        for _ in 0..<(row.limit - 23 - 5 * hosts) { encoder.add(IPv4Prefix(address: 0, length: 0)) }
        #expect(try lengths(encoder.take(), limit: row.limit) == [row.limit])
    }

    @Test(arguments: rows)
    func ipv6MessagesAreFilledToTheLastOctet(_ row: Row) throws {
        let attributes = UpdateEncoderTests.ipv6
        let size = row.pathIDs ? 13 : 9
        let room = row.limit - 19 - 4 - 4 - 37 - 13
        for (withdrawn, room) in [(false, room), (true, row.limit - 19 - 4 - 4 - 3)] {
            var encoder = UpdateEncoder<IPv6Prefix>(options: options(row))
            if withdrawn {
                encoder.withdraw()
            } else {
                try encoder.announce(with: EncodedAttributes(attributes, family: .ipv6Unicast, options: options(row)))
            }
            let count = room / size
            encoder.add((0...count).map { NLRI(IPv6Prefix(high: UInt64($0), low: 0, length: 64), pathID: 1) })
            let full = row.limit - room + count * size
            #expect(try lengths(encoder.take(), limit: row.limit) == [full, row.limit - room + size])
        }
    }

    @Test(arguments: rows)
    func attributesLeaveRoomForOneRouteOrAreRefused(_ row: Row) throws {
        let entry = row.pathIDs ? 9 : 5
        let most = row.limit - 23 - entry
        var encoder = UpdateEncoder<IPv4Prefix>(options: options(row))
        try encoder.announce(with: EncodedAttributes(attributes(of: most), family: .ipv4Unicast, options: options(row)))
        encoder.add((0..<3).map(self.entry))
        #expect(try lengths(encoder.take(), limit: row.limit) == [row.limit, row.limit, row.limit])
        let tooLong = try EncodedAttributes(attributes(of: most + 1), family: .ipv4Unicast, options: options(row))
        #expect(throws: EncodingError.attributesTooLong(length: row.limit + 1, limit: row.limit)) { try encoder.announce(with: tooLong) }
        encoder.add((0..<3).map(self.entry))
        #expect(encoder.take().isEmpty)
    }

    @Test func attributesLongerThanAnyMessageAreRefused() throws {
        let options = EncodingOptions(maximumLength: 65535)
        var attributes = AttributeTests.plain
        attributes.unknown = (100..<103).map { UnknownAttribute(code: AttributeCode(rawValue: $0), value: [UInt8](repeating: 0, count: 40000)) }
        var encoder = UpdateEncoder<IPv4Prefix>(options: options)
        #expect(throws: EncodingError.self) {
            try encoder.announce(with: EncodedAttributes(attributes, family: .ipv4Unicast, options: options))
        }
    }

    @Test(arguments: [-5, 0, 19, 4095])
    func limitsBelow4096AreTakenAs4096(_ limit: Int) throws {
        var encoder = UpdateEncoder<IPv4Prefix>(options: EncodingOptions(maximumLength: limit))
        encoder.withdraw()
        encoder.add((0..<2000).map(entry))
        #expect(try lengths(encoder.take(), limit: 4096) == [4093, 4093, 1883])
    }

    /// Nobody could use fewer messages for the routes in this order: the first route of each message did not fit into the one before.
    @Test func randomRoutesGoIntoAsFewMessagesAsPossible() throws {
        var random = SeededGenerator(seed: 40)
        for round in 0..<60 {
            let options = EncodingOptions(
                addPath: Bool.random(using: &random) ? [.ipv4, .ipv6] : [], extendedNextHop: true, maximumLength: round % 6 == 0 ? 65535 : 4096)
            try check(random: &random, options) { IPv4Prefix(address: .random(in: 0 ... .max, using: &$0), length: UInt8($0.number(33))) }
            try check(random: &random, options) {
                IPv6Prefix(high: .random(in: 0 ... .max, using: &$0), low: .random(in: 0 ... .max, using: &$0), length: UInt8($0.number(129)))
            }
        }
    }

    private func check<Prefix: RoutePrefix>(
        random: inout SeededGenerator, _ options: EncodingOptions, _ make: (inout SeededGenerator) -> Prefix
    ) throws {
        var attributes = randomAttributes(&random)
        if Prefix.family == .ipv6Unicast, attributes.nextHop?.isIPv4 == true { attributes.nextHop = UpdateEncoderTests.ipv6.nextHop }
        let entries = (0..<Int(random.number(3000))).map { _ in
            NLRI(make(&random), pathID: options.addPath.isEmpty ? 0 : .random(in: 0 ... .max, using: &random))
        }
        let withdrawn = Bool.random(using: &random)
        var encoder = UpdateEncoder<Prefix>(options: options)
        if withdrawn {
            encoder.withdraw()
        } else {
            do throws(EncodingError) {
                try encoder.announce(with: EncodedAttributes(attributes, family: Prefix.family, options: options))
            } catch {
                // Paths of several hundred numbers may be too long for 4096 octets.
                guard case .attributesTooLong(_, 4096) = error else { throw error }
                return
            }
        }
        encoder.add(entries)
        let octets = encoder.take()
        var framer = MessageFramer()
        framer.maximumLength = options.maximumLength
        framer.append(octets)
        let decoding = DecodingOptions(
            peer: .internal, families: [.ipv4, .ipv6], addPath: options.addPath, extendedNextHop: true, maximumLength: options.maximumLength)
        var seen: [NLRI<Prefix>] = []
        var last = options.maximumLength
        while let frame = try framer.next() {
            let update = try UpdateMessage(decoding: frame.body, options: decoding)
            let fields = [update.withdrawnRoutes, update.mpUnreach, update.routes(.nlri), update.routes(.mpReach)].compactMap { $0 }
            #expect(fields.count == 1)
            let routes = fields.flatMap { Array($0.entries(of: Prefix.self)) }
            let first = try #require(routes.first)
            #expect(last + 1 + first.prefix.octetCount + (options.addPath.isEmpty ? 0 : 4) > options.maximumLength)
            last = frame.octets.count
            seen += routes
            let decoded = try update.decodeAttributes(options: decoding)
            if !withdrawn { #expect((decoded.nlri ?? decoded.mpReach) == .accepted(attributes, faults: [])) }
        }
        #expect(seen == entries)
    }
}
