internal import Addresses
internal import BGPWire
internal import Testing

@Suite struct NextHopTests {
    private func address(_ text: String) throws -> IPAddress { try #require(IPAddress(text)) }

    @Test func forms() throws {
        let ipv4 = NextHop(try address("10.0.0.7"))
        #expect(ipv4.isIPv4 && ipv4.octetCount == 4 && ipv4.description == "10.0.0.7" && ipv4.linkLocal == nil)
        let ipv6 = NextHop(try address("2001:db8::1"))
        #expect(!ipv6.isIPv4 && ipv6.octetCount == 16 && ipv6.description == "2001:db8::1" && ipv6.linkLocal == nil)
        let both = NextHop(try address("2001:db8::1"), linkLocal: try address("fe80::1"))
        #expect(both.octetCount == 32 && both.description == "2001:db8::1 (fe80::1)")
        #expect(both.address == ipv6.address)
        #expect(both.linkLocal == (try address("fe80::1")))
        #expect(both != ipv6)
        #expect(MemoryLayout<NextHop>.size == 33)
    }

    @Test func aSecondAddressIsLinkLocalOrDropped() throws {
        #expect(NextHop(try address("2001:db8::1"), linkLocal: try address("2001:db8::2")) == NextHop(try address("2001:db8::1")))
        #expect(NextHop(try address("10.0.0.7"), linkLocal: try address("fe80::1")) == NextHop(try address("10.0.0.7")))
        #expect(NextHop(try address("2001:db8::1"), linkLocal: try address("169.254.0.1")) == NextHop(try address("2001:db8::1")))
    }

    @Test func identifiers() throws {
        #expect(BGPIdentifier("10.0.0.1")?.value == 0x0a00_0001)
        #expect(BGPIdentifier(0x0a00_0001).description == "10.0.0.1")
        #expect(BGPIdentifier("::1") == nil && BGPIdentifier("7") == nil)
        #expect(BGPIdentifier(1) < BGPIdentifier(2))
    }

    @Test func families() {
        #expect(UnicastFamilies.ipv4.contains(.ipv4Unicast) && !UnicastFamilies.ipv4.contains(.ipv6Unicast))
        #expect(!UnicastFamilies([.ipv4, .ipv6]).contains(AddressFamily(afi: 1, safi: 2)))
        #expect(!UnicastFamilies([.ipv4, .ipv6]).contains(AddressFamily(afi: 3, safi: 1)))
        #expect(UnicastFamilies([.ipv4, .ipv6]).families == [.ipv4Unicast, .ipv6Unicast])
        #expect("\(UnicastFamilies([.ipv4, .ipv6])), \(UnicastFamilies([]))" == "IPv4 unicast, IPv6 unicast, none")
    }
}
