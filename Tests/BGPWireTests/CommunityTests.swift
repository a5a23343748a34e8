internal import BGPWire
internal import Testing

@Suite struct CommunityTests {
    @Test(
        arguments: [
            ("64512:100", 0xfc00_0064), ("0:0", 0), ("65535:65535", 0xffff_ffff), ("no-export", 0xffff_ff01), ("no-advertise", 0xffff_ff02),
            ("no-export-subconfed", 0xffff_ff03), ("no-peer", 0xffff_ff04), ("graceful-shutdown", 0xffff_0000), ("accept-own", 0xffff_0001),
            ("llgr-stale", 0xffff_0006), ("no-llgr", 0xffff_0007), ("blackhole", 0xffff_029a),
        ] as [(String, UInt32)])
    func standard(_ text: String, _ value: UInt32) throws {
        #expect(try #require(Community(text)).value == value)
        #expect(Community(value).description == text)
    }

    @Test func numbers() {
        #expect(Community("4227858532") == Community(64512, 100))
        #expect(Community(64512, 100).asNumber == 64512)
        #expect(Community(64512, 100).number == 100)
        #expect(Community(1) < Community(2))
    }

    @Test(arguments: ["", ":", "1:", ":1", "65536:1", "1:65536", "1:2:3", "no-such", "-1:2", "4294967296"])
    func notStandard(_ text: String) { #expect(Community(text) == nil) }

    @Test(arguments: ["64512:1:2", "0:0:0", "4294967295:4294967295:4294967295"])
    func large(_ text: String) throws { #expect(try #require(LargeCommunity(text)).description == text) }

    @Test(arguments: ["", "1:2", "1:2:3:4", "4294967296:1:1", "a:b:c", "1::2", "+1:2:3"])
    func notLarge(_ text: String) { #expect(LargeCommunity(text) == nil) }

    @Test func largeInOrder() { #expect(LargeCommunity(1, 2, 3) < LargeCommunity(1, 3, 0) && LargeCommunity(0, 9, 9) < LargeCommunity(1, 0, 0)) }

    @Test(
        arguments: [
            (ExtendedCommunity.routeTarget(.twoOctetAS(64512, number: 7)), 0x0002_fc00_0000_0007, "rt:64512:7"),
            (.routeOrigin(.address(BGPIdentifier(0x0a00_0001), number: 7)), 0x0103_0a00_0001_0007, "ro:10.0.0.1:7"),
            (.routeTarget(.fourOctetAS(200_000, number: 7)), 0x0202_0003_0d40_0007, "rt:200000L:7"),
            (ExtendedCommunity(0x030c_0000_0000_0008), 0x030c_0000_0000_0008, "0x030c000000000008"),
            (ExtendedCommunity(0x4002_fc00_0000_0007), 0x4002_fc00_0000_0007, "0x4002fc0000000007"),
        ] as [(ExtendedCommunity, UInt64, String)])
    func extended(_ community: ExtendedCommunity, _ value: UInt64, _ text: String) {
        #expect(community.value == value)
        #expect(community.description == text)
    }

    @Test func extendedParts() {
        let community = ExtendedCommunity(0x4002_fc00_0000_0007)
        #expect(!community.isTransitive && community.type == 0x40 && community.subtype == 2)
        #expect(community.administrator == .twoOctetAS(64512, number: 7))
        #expect(ExtendedCommunity(0x0302_0000_0000_0000).administrator == nil)
        #expect(ExtendedCommunity.routeOrigin(.fourOctetAS(7, number: 9)).administrator == .fourOctetAS(7, number: 9))
    }
}
