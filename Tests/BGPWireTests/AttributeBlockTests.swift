internal import BGPWire
internal import TestSupport
internal import Testing

/// Attributes as a key: the same for every UPDATE with the same attributes, whatever its routes.
@Suite struct AttributeBlockTests {
    private let options = DecodingOptions(families: [.ipv4, .ipv6])
    private let classic = "40 01 01 00 40 02 06 02 01 00 00 fc 01 40 03 04 0a 00 00 07"
    private let others = "40 01 01 00 40 02 06 02 01 00 00 fc 01"
    private let head = "00 02 01 10 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01 00"

    private func update(_ attributes: String, nlri: String = "") throws -> UpdateMessage {
        let attributes = try hex(attributes)
        let body = [0, 0, UInt8(attributes.count >> 8), UInt8(attributes.count & 0xff)] + attributes + (try hex(nlri))
        return try UpdateMessage(decoding: body[...], options: options)
    }

    private func block(_ update: UpdateMessage, _ announcement: UpdateMessage.Announcement) throws -> AttributeBlock {
        try #require(update.attributeBlock(for: announcement))
    }

    @Test func routesInNLRIDoNotCount() throws {
        let one = try block(update(classic, nlri: "18 14 00 00"), .nlri)
        let two = try block(update(classic, nlri: "18 14 00 01 18 14 00 02"), .nlri)
        #expect(one == two && one.hash == two.hash && one.hashValue == two.hashValue)
        #expect(hexText(one.octets) == classic)
    }

    @Test func routesInMPReachDoNotCount() throws {
        let one = try block(update("80 0e 1c \(head) 30 20 01 0d b8 00 01 \(others)"), .mpReach)
        let two = try block(update("90 0e 00 23 \(head) 30 20 01 0d b8 00 02 30 20 01 0d b8 00 03 \(others)"), .mpReach)
        let three = try block(update("\(others) 80 0e 15 \(head)"), .mpReach)
        #expect(one == two && one == three)
        #expect(hexText(one.octets) == "80 0e 15 \(head) \(others)")
    }

    @Test func withdrawnRoutesDoNotCount() throws {
        let unreach = "80 0f 0a 00 02 01 30 20 01 0d b8 00 01"
        let one = try block(update("\(unreach) \(classic)", nlri: "18 14 00 00"), .nlri)
        #expect(hexText(one.octets) == classic)
        let two = try block(update("\(others) \(unreach) 80 0e 1c \(head) 30 20 01 0d b8 00 01"), .mpReach)
        #expect(hexText(two.octets) == "80 0e 15 \(head) \(others)")
    }

    @Test func bothFieldsHaveTheirOwn() throws {
        let update = try update("80 0e 1c \(head) 30 20 01 0d b8 00 01 \(classic)", nlri: "18 14 00 00")
        #expect(hexText(try block(update, .nlri).octets) == classic)
        #expect(hexText(try block(update, .mpReach).octets) == "80 0e 15 \(head) \(others)")
    }

    @Test func whatCannotBeReadIsPartOfIt() throws {
        let one = try block(update("80 0e 1c \(head) 30 20 01 0d b8 00 01 \(others) c0 08 09 01"), .mpReach)
        #expect(hexText(one.octets) == "80 0e 15 \(head) \(others) c0 08 09 01")
    }

    @Test func noRoutesNoBlock() throws {
        #expect(try update(classic).attributeBlock(for: .nlri) == nil)
        #expect(try update(classic, nlri: "18 14 00 00").attributeBlock(for: .mpReach) == nil)
        #expect(try update("").attributeBlock(for: .nlri) == nil)
    }

    @Test func compactedIsTheSame() throws {
        let block = try block(update(classic, nlri: "18 14 00 00"), .nlri)
        #expect(block.compacted() == block)
        #expect(block.compacted().octets == block.octets)
        #expect(block.count == block.octets.count)
        #expect(try block.compacted().decode(options: options) == block.decode(options: options))
    }

    @Test func everyOctetCounts() throws {
        var random = SeededGenerator(seed: 30)
        for count in 0...70 {
            let octets = random.octets(count)
            let block = AttributeBlock(octets[...], seed: 7)
            for index in octets.indices {
                var other = octets
                other[index] ^= 1 << UInt8(random.number(8))
                #expect(AttributeBlock(other[...], seed: 7) != block)
                #expect(AttributeBlock(other[...], seed: 7).hash != block.hash)
            }
            #expect(AttributeBlock((octets + [0])[...], seed: 7).hash != block.hash)
            #expect(AttributeBlock(octets[...], seed: 8).hash != block.hash)
        }
    }

    @Test func hashesSpread() {
        // 4096 lists that differ in two octets: about 3500 of 16384 slots are taken when they are spread at random.
        let hashes = (0..<4096).map { number in
            AttributeBlock([0x40, 1, 1, 0, 0xc0, 8, 4, 0xfc, 0, UInt8(number >> 8), UInt8(number & 0xff)][...]).hash & 16383
        }
        #expect(Set(hashes).count > 3400)
    }

    @Test func theSeedOfTheOptionsIsUsed() throws {
        var seeded = options
        seeded.hashSeed = 99
        let body = try hex("00 00 00 14 \(classic) 18 14 00 00")
        let one = try UpdateMessage(decoding: body[...], options: options).attributeBlock(for: .nlri)
        let two = try UpdateMessage(decoding: body[...], options: seeded).attributeBlock(for: .nlri)
        #expect(one?.hash != two?.hash)
    }

    @Test func sendersPutMPReachFirst() throws {
        var random = SeededGenerator(seed: 31)
        for _ in 0..<200 {
            var attributes = randomAttributes(&random)
            if attributes.nextHop?.isIPv4 == true { attributes.nextHop = AttributeTests.plain.nextHop }
            let family: AddressFamily = attributes.nextHop?.isIPv4 == true ? .ipv4Unicast : .ipv6Unicast
            let list = attributes.canonicalList(family)
            #expect(list[1] == (family == .ipv4Unicast ? 1 : 14))
        }
    }
}
