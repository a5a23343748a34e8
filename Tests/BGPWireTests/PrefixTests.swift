internal import Addresses
internal import BGPWire
internal import TestSupport
internal import Testing

@Suite struct PrefixTests {
    @Test func sizes() {
        #expect(MemoryLayout<IPv4Prefix>.stride == 8)
        #expect(MemoryLayout<IPv6Prefix>.stride == 24)
        #expect(MemoryLayout<NLRI<IPv4Prefix>>.stride == 12)
        #expect(MemoryLayout<NLRI<IPv6Prefix>>.stride == 24)
    }

    @Test(arguments: ["0.0.0.0/0", "10.0.0.0/8", "20.0.1.0/24", "192.168.1.128/25", "255.255.255.255/32"])
    func ipv4Text(_ text: String) throws {
        #expect(try #require(IPv4Prefix(text)).description == text)
        #expect(IPv6Prefix(text) == nil)
    }

    @Test(arguments: ["::/0", "2001:db8::/32", "2001:db8:1::/48", "fe80::/64", "2001:db8:0:0:8000::/65", "2001:db8::1/128"])
    func ipv6Text(_ text: String) throws {
        #expect(try #require(IPv6Prefix(text)).description == text)
        #expect(IPv4Prefix(text) == nil)
    }

    @Test(arguments: ["10.0.0.1/24", "10.0.0.0/33", "10.0.0.0", "", "x"])
    func notAnIPv4Network(_ text: String) { #expect(IPv4Prefix(text) == nil) }

    @Test(arguments: ["2001:db8::1/64", "::/129", "::"])
    func notAnIPv6Network(_ text: String) { #expect(IPv6Prefix(text) == nil) }

    @Test(arguments: 0...32)
    func ipv4HostPartsAreCutOff(_ length: Int) throws {
        let prefix = IPv4Prefix(address: 0xffff_ffff, length: UInt8(length))
        let address = IPAddress(family: .v4, value: 0xffff_ffff)
        #expect(prefix.prefix == IPPrefix(address, length: length)?.network)
        #expect(IPv4Prefix(try #require(IPPrefix(address, length: length))) == prefix)
        #expect(prefix.octetCount == (length + 7) / 8)
    }

    @Test(arguments: 0...128)
    func ipv6HostPartsAreCutOff(_ length: Int) throws {
        let prefix = IPv6Prefix(high: .max, low: .max, length: UInt8(length))
        let address = IPAddress(family: .v6, value: .max)
        #expect(prefix.prefix == IPPrefix(address, length: length)?.network)
        #expect(IPv6Prefix(try #require(IPPrefix(address, length: length))) == prefix)
        #expect(prefix.octetCount == (length + 7) / 8)
    }

    @Test func lengthsBeyondTheFamilyAreCut() {
        #expect(IPv4Prefix(address: 1, length: 200).length == 32)
        #expect(IPv6Prefix(high: 1, low: 1, length: 200).length == 128)
    }

    @Test func aNetworkComesBeforeThoseInsideIt() {
        let ipv4 = ["10.0.0.0/8", "10.0.0.0/16", "10.0.0.0/24", "10.0.1.0/24", "10.1.0.0/16", "11.0.0.0/8"].compactMap { IPv4Prefix($0) }
        #expect(ipv4.count == 6 && ipv4.shuffled().sorted() == ipv4)
        let ipv6 = ["::/0", "2001:db8::/32", "2001:db8::/64", "2001:db8::/128", "2001:db8:0:1::/64", "2001:db9::/32"].compactMap { IPv6Prefix($0) }
        #expect(ipv6.count == 6 && ipv6.shuffled().sorted() == ipv6)
    }

    /// Every length, at the end of a field (read octet by octet) and with octets behind it (read at once).
    @Test(arguments: [0, 1, 40])
    func entriesComeBackFromTheirOctets(_ behind: Int) {
        var random = SeededGenerator(seed: 5)
        for length in 0...32 {
            check(IPv4Prefix(address: UInt32.random(in: 0 ... .max, using: &random), length: UInt8(length)), behind)
        }
        for length in 0...128 {
            check(
                IPv6Prefix(high: .random(in: 0 ... .max, using: &random), low: .random(in: 0 ... .max, using: &random), length: UInt8(length)), behind
            )
        }
    }

    private func check<Prefix: RoutePrefix>(_ prefix: Prefix, _ behind: Int) {
        var octets = prefix.prefix.address.octets.prefix(prefix.octetCount) + []
        octets = [prefix.length] + octets + [UInt8](repeating: 0xff, count: behind)
        #expect(Array(NLRISequence<Prefix>(octets: octets[...], hasPathIDs: false).prefix(1)) == [NLRI(prefix)])
        octets = [0xde, 0xad, 0xbe, 0xef] + octets
        #expect(Array(NLRISequence<Prefix>(octets: octets[...], hasPathIDs: true).prefix(1)) == [NLRI(prefix, pathID: 0xdead_beef)])
    }

    @Test func readingEndsWhereNoWholeEntryIs() {
        #expect(Array(NLRISequence<IPv4Prefix>(octets: [24, 10, 0, 0, 33, 1], hasPathIDs: false)).count == 1)
        #expect(Array(NLRISequence<IPv4Prefix>(octets: [24, 10, 0, 0, 24, 1], hasPathIDs: false)).count == 1)
        #expect(Array(NLRISequence<IPv4Prefix>(octets: [0, 0, 0], hasPathIDs: true)).isEmpty)
        #expect(Array(NLRISequence<IPv4Prefix>(octets: [0, 0, 0, 1], hasPathIDs: true)).isEmpty)
        #expect(Array(NLRISequence<IPv6Prefix>(octets: [128, 1], hasPathIDs: false)).isEmpty)
    }

    @Test func theSequenceAndForEachAgree() {
        var random = SeededGenerator(seed: 6)
        for _ in 0..<500 {
            let octets = random.octets(Int.random(in: 0...60, using: &random))
            let sequence = NLRISequence<IPv6Prefix>(octets: octets[...], hasPathIDs: Bool.random(using: &random))
            var seen: [NLRI<IPv6Prefix>] = []
            sequence.forEach { seen.append($0) }
            #expect(seen == Array(sequence))
        }
    }
}
