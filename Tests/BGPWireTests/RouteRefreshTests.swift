internal import BGPWire
internal import Testing

@Suite struct RouteRefreshTests {
    private func decode(_ body: [UInt8], limit: Int = 4096) throws -> RouteRefreshMessage {
        var framer = MessageFramer()
        framer.maximumLength = limit
        framer.append(message(5, body))
        return try RouteRefreshMessage(decoding: #require(try framer.next()))
    }

    @Test(
        arguments: [
            ([0, 1, 0, 1], RouteRefreshMessage(.ipv4Unicast), "route refresh of IPv4 unicast"),
            ([0, 2, 1, 1], RouteRefreshMessage(.ipv6Unicast, subtype: .beginning), "beginning of route refresh of IPv6 unicast"),
            ([0, 1, 2, 1], RouteRefreshMessage(.ipv4Unicast, subtype: .end), "end of route refresh of IPv4 unicast"),
            (
                [0, 25, 0, 70], RouteRefreshMessage(AddressFamily(afi: 25, safi: 70)), "route refresh of AFI 25 SAFI 70"
            ),
            (
                [0, 1, 255, 1], RouteRefreshMessage(.ipv4Unicast, subtype: RouteRefreshMessage.Subtype(rawValue: 255)),
                "route refresh subtype 255 of IPv4 unicast"
            ),
        ] as [([UInt8], RouteRefreshMessage, String)])
    func roundTrip(_ body: [UInt8], _ want: RouteRefreshMessage, _ words: String) throws {
        let refresh = try decode(body)
        #expect(refresh == want)
        #expect(refresh.description == words)
        var out: [UInt8] = []
        refresh.encode(into: &out)
        #expect(out == message(5, body))
    }

    @Test(arguments: [0, 1, 2] as [UInt8], [1, 4, 300, 4073])
    func moreOctetsAreRefusedWithTheWholeMessage(_ subtype: UInt8, _ extra: Int) throws {
        let body = [0, 1, subtype, 1] + [UInt8](repeating: 9, count: extra)
        do {
            let refresh = try decode(body)
            Issue.record("decoded as \(refresh)")
        } catch let error as BGPError {
            #expect(error.notification.code == 7)
            #expect(error.notification.subcode == 1)
            #expect(error.notification.data == Array(message(5, body).prefix(4075)))
            #expect(error.reason == "ROUTE-REFRESH of \(4 + extra) octets behind the header, 4 expected")
        }
    }

    @Test func unknownSubtypesDecodeWhateverTheirLength() throws {
        let refresh = try decode([0, 1, 3, 1, 9, 9])
        #expect(!refresh.subtype.isKnown)
        #expect(RouteRefreshMessage.Subtype.end.isKnown)
    }
}
