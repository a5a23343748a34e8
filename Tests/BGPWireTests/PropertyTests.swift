internal import BGPWire
internal import TestSupport
internal import Testing

/// Nothing that comes from outside traps; whatever is accepted can be read to the end.
@Suite struct PropertyTests {
    private func options(_ random: inout SeededGenerator) -> DecodingOptions {
        var options = DecodingOptions(
            peer: [.internal, .external, .confederation][Int(random.number(3))], fourOctetAS: Bool.random(using: &random),
            families: UnicastFamilies(rawValue: UInt8(random.number(4))), addPath: UnicastFamilies(rawValue: UInt8(random.number(4))),
            extendedNextHop: Bool.random(using: &random), firstAS: random.number(4) == 0 ? 64513 : nil)
        options.inConfederation = Bool.random(using: &random)
        options.refusesASSets = Bool.random(using: &random)
        return options
    }

    /// Reads everything there is to read of an UPDATE; the number of routes.
    @discardableResult
    private func readAll(_ body: [UInt8], _ options: DecodingOptions) -> Int? {
        guard let update = try? UpdateMessage(decoding: body[...], options: options) else { return nil }
        var count = 0
        for block in [update.withdrawnRoutes, update.mpUnreach, update.routes(.nlri), update.routes(.mpReach)].compactMap({ $0 }) {
            let routes = routes(block)
            #expect(routes.count == block.count)
            count += routes.count
        }
        if let outcomes = try? update.decodeAttributes(options: options) {
            for outcome in [outcomes.nlri, outcomes.mpReach].compactMap({ $0 }) {
                for fault in outcome.faults { #expect(!fault.description.isEmpty) }
                if let attributes = outcome.attributes { checkComesBack(attributes, options) }
            }
        }
        _ = update.endOfRIB
        _ = update.ignoredFamilies
        return count
    }

    /// What was accepted is encoded and decoded to the same.
    private func checkComesBack(_ attributes: PathAttributes, _ options: DecodingOptions) {
        var canonical = options
        canonical.fourOctetAS = true
        canonical.extendedNextHop = true
        let family: AddressFamily = attributes.nextHop?.isIPv4 == true ? .ipv4Unicast : .ipv6Unicast
        let list = attributes.canonicalList(family)
        #expect(throws: Never.self) {
            let again = try AttributeBlock(list[...]).decode(options: canonical)
            #expect(again == .accepted(attributes, faults: []))
        }
    }

    @Test func randomOctets() {
        var random = SeededGenerator(seed: 50)
        for _ in 0..<20_000 {
            let body = random.octets(Int(random.number(80)))
            readAll(body, options(&random))
            _ = try? OpenMessage(decoding: body[...])
            _ = NotificationMessage(decoding: body[...]).description
            _ = try? AttributeBlock(body[...]).decode(options: options(&random))
        }
    }

    @Test func mutatedRows() {
        var random = SeededGenerator(seed: 51)
        var accepted = 0
        for _ in 0..<120 {
            for row in UpdateRow.all where !row.body.isEmpty {
                var body = row.body
                for _ in 0...random.number(3) {
                    switch random.number(4) {
                    case 0: body[Int(random.number(UInt32(body.count)))] = UInt8(truncatingIfNeeded: random.next())
                    case 1: body[Int(random.number(UInt32(body.count)))] ^= 1 << UInt8(random.number(8))
                    case 2: body.insert(UInt8(truncatingIfNeeded: random.next()), at: Int(random.number(UInt32(body.count))))
                    default: if body.count > 1 { body.remove(at: Int(random.number(UInt32(body.count)))) }
                    }
                }
                if readAll(body, random.number(2) == 0 ? row.options : options(&random)) != nil { accepted += 1 }
            }
        }
        // Not all of them end the session: what lies behind the first checks is reached too.
        #expect(accepted > 5000)
    }

    @Test func mutatedOpens() throws {
        var random = SeededGenerator(seed: 52)
        let seeds = try OpenTests.good.map { try hex($0.octets) }
        var accepted = 0
        for round in 0..<20_000 {
            var body = seeds[round % seeds.count]
            for _ in 0...random.number(2) { body[Int(random.number(UInt32(body.count)))] = UInt8(truncatingIfNeeded: random.next()) }
            guard let open = try? OpenMessage(decoding: body[...]) else { continue }
            accepted += 1
            var out: [UInt8] = []
            try open.encode(into: &out)
            #expect(try OpenMessage(decoding: out[19...]) == open)
        }
        #expect(accepted > 3000)
    }

    @Test func randomStreams() {
        var random = SeededGenerator(seed: 53)
        for _ in 0..<3000 {
            var framer = MessageFramer()
            framer.maximumLength = Bool.random(using: &random) ? 4096 : 65535
            var stream: [UInt8] = []
            for _ in 0..<random.number(4) { stream += message(UInt8(random.number(7)), random.octets(Int(random.number(60)))) }
            if !stream.isEmpty { stream[Int(random.number(UInt32(stream.count)))] = UInt8(truncatingIfNeeded: random.next()) }
            var given = 0
            do throws(BGPError) {
                while let piece = stream.isEmpty ? nil : stream.prefix(Int(random.number(50)) + 1) {
                    framer.append(Array(piece))
                    stream.removeFirst(piece.count)
                    while let frame = try framer.next() {
                        given += frame.octets.count
                        #expect(frame.octets.count >= frame.kind.minimumLength)
                        _ = try? BGPMessage(decoding: frame, options: options(&random))
                    }
                }
            } catch {
                #expect(error.notification.code == 1)
            }
        }
    }
}
