import Addresses
import TestSupport
import Testing

@Suite struct IPPrefixTests {
    @Test(arguments: [
        ("10.65.0.0/24", "10.65.0.0/24"), ("10.65.0.7/24", "10.65.0.7/24"), ("0.0.0.0/0", "0.0.0.0/0"), ("1.2.3.4/32", "1.2.3.4/32"),
        ("::/0", "::/0"), ("FD00::1/64", "fd00::1/64"), ("fd00:0:0::/128", "fd00::/128"), ("::ffff:1.2.3.4/100", "::ffff:1.2.3.4/100"),
    ])
    func isReadAndWrittenInOneForm(_ text: String, _ canonical: String) throws {
        let prefix = try prefix(text)
        #expect(prefix.description == canonical)
        #expect(IPPrefix(canonical) == prefix)
    }

    @Test(arguments: [
        "", "/", "/24", "10.0.0.0", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/024", "10.0.0.0/00", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/ 8",
        "10.0.0.0/8 ", " 10.0.0.0/8", "10.0.0.0/8/8", "10.0.0.0//8", "10.0.0.0/0x8", "10.0.0.0/999", "10.0.0.0/1000", "10.0.0.0/٨",
        "10.0.0.0/99999999999999999999", "10.0.0.0/255.0.0.0", "10.0.0/8", "10.0.0.256/8", "10.0.0.0\u{0}/8", "10.0.0.0/8\u{0}",
        "::/129", "::/0128", "::", "fe80::1%eth0/64", "g::/64",
    ])
    func isNotMadeOfOtherText(_ text: String) {
        #expect(IPPrefix(text) == nil)
    }

    @Test func hasALengthThatFitsItsFamily() throws {
        let four = try address("10.0.0.1")
        let six = try address("fd00::1")
        for (address, length, fits) in [(four, 0, true), (four, 32, true), (four, 33, false), (four, -1, false), (six, 128, true), (six, 129, false)]
        {
            #expect((IPPrefix(address, length: length) != nil) == fits, "\(address) \(length)")
        }
        #expect(IPPrefix(host: four).description == "10.0.0.1/32")
        #expect(IPPrefix(host: six).description == "fd00::1/128")
        #expect(IPPrefix.all(.v4).description == "0.0.0.0/0")
        #expect(IPPrefix.all(.v6).description == "::/0")
    }

    struct Edges: Sendable, CustomTestStringConvertible {
        let text: String, first: String, last: String, isNetwork: Bool
        var testDescription: String { text }
    }

    @Test(arguments: [
        Edges(text: "10.1.2.3/0", first: "0.0.0.0", last: "255.255.255.255", isNetwork: false),
        Edges(text: "0.0.0.0/0", first: "0.0.0.0", last: "255.255.255.255", isNetwork: true),
        Edges(text: "129.0.0.1/1", first: "128.0.0.0", last: "255.255.255.255", isNetwork: false),
        Edges(text: "10.65.1.7/26", first: "10.65.1.0", last: "10.65.1.63", isNetwork: false),
        Edges(text: "10.65.1.64/26", first: "10.65.1.64", last: "10.65.1.127", isNetwork: true),
        Edges(text: "10.65.1.7/31", first: "10.65.1.6", last: "10.65.1.7", isNetwork: false),
        Edges(text: "10.65.1.7/32", first: "10.65.1.7", last: "10.65.1.7", isNetwork: true),
        Edges(text: "fd00::1/0", first: "::", last: "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", isNetwork: false),
        Edges(text: "fd00::1/64", first: "fd00::", last: "fd00::ffff:ffff:ffff:ffff", isNetwork: false),
        Edges(text: "fd00::1/127", first: "fd00::", last: "fd00::1", isNetwork: false),
        Edges(text: "fd00::1/128", first: "fd00::1", last: "fd00::1", isNetwork: true),
    ])
    func spansItsNetwork(_ row: Edges) throws {
        let prefix = try prefix(row.text)
        #expect("\(prefix.first)" == row.first)
        #expect("\(prefix.last)" == row.last)
        #expect(prefix.isNetwork == row.isNetwork)
        #expect("\(prefix.network)" == "\(row.first)/\(prefix.length)")
        #expect(prefix.network.isNetwork)
    }

    @Test(arguments: [
        ("10.65.0.0/24", "10.65.0.0", true), ("10.65.0.0/24", "10.65.0.255", true), ("10.65.0.0/24", "10.65.1.0", false),
        ("10.65.0.0/24", "10.64.255.255", false), ("10.65.0.9/24", "10.65.0.1", true), ("0.0.0.0/0", "255.255.255.255", true),
        ("0.0.0.0/0", "::", false), ("::/0", "0.0.0.0", false), ("::/0", "ffff::", true), ("10.0.0.6/31", "10.0.0.7", true),
        ("10.0.0.6/31", "10.0.0.8", false), ("10.0.0.6/32", "10.0.0.6", true), ("10.0.0.6/32", "10.0.0.7", false), ("fd00::/127", "fd00::1", true),
        ("fd00::/127", "fd00::2", false), ("fd00::/128", "fd00::1", false),
    ])
    func containsAddressesOfItsNetwork(_ network: String, _ member: String, _ inside: Bool) throws {
        let (prefix, address) = (try prefix(network), try address(member))
        #expect(prefix.contains(address) == inside)
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.65.0.0/16", true, true), ("10.65.0.0/16", "10.0.0.0/8", false, true), ("10.0.0.0/8", "10.0.0.0/8", true, true),
        ("10.0.0.0/9", "10.128.0.0/9", false, false), ("10.0.0.0/8", "11.0.0.0/8", false, false), ("0.0.0.0/0", "1.2.3.4/32", true, true),
        ("1.2.3.4/32", "1.2.3.5/32", false, false), ("10.0.0.5/24", "10.0.0.9/24", true, true), ("::/0", "0.0.0.0/0", false, false),
        ("::/0", "::/0", true, true), ("fd00::/64", "fd00::/65", true, true), ("fd00::/127", "fd00::2/127", false, false),
    ])
    func containsAndOverlapsOtherPrefixes(_ one: String, _ other: String, _ contains: Bool, _ overlaps: Bool) throws {
        let one = try prefix(one)
        let other = try prefix(other)
        #expect(one.contains(other) == contains)
        #expect(one.overlaps(other) == overlaps)
        #expect(other.overlaps(one) == overlaps)
    }

    @Test func agreesWithItsRange() {
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<2000 {
            let prefix = generator.prefix()
            let other = generator.prefix()
            let address = generator.address()
            let range = AddressRange(prefix)
            #expect(IPPrefix(prefix.description) == prefix)
            #expect(range.contains(prefix.address))
            #expect(range.count == (prefix.family.bits - prefix.length == 128 ? .max : 1 << UInt128(prefix.family.bits - prefix.length)))
            #expect(prefix.contains(address) == range.contains(address), "\(prefix) \(address)")
            #expect(prefix.overlaps(other) == range.overlaps(AddressRange(other)), "\(prefix) \(other)")
            #expect(prefix.overlaps(other) == (prefix.contains(other) || other.contains(prefix)), "\(prefix) \(other)")
            if let next = range.last.advanced(by: 1) { #expect(!prefix.contains(next)) }
        }
    }
}
