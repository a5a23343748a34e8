import Addresses
import Testing

@Suite struct AddressRangeTests {
    @Test(
        arguments: [
            ("10.0.0.1", "10.0.0.1", 1, "10.0.0.1"),
            ("10.0.0.1", "10.0.0.2", 2, "10.0.0.1-10.0.0.2"),
            ("0.0.0.0", "255.255.255.255", 0x1_0000_0000, "0.0.0.0-255.255.255.255"),
            ("::", "::", 1, "::"),
            ("fd00::", "fd00::ffff:ffff:ffff:ffff", 1 << 64, "fd00::-fd00::ffff:ffff:ffff:ffff"),
            ("::1", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", UInt128.max, "::1-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
        ] as [(String, String, UInt128, String)])
    func countsBothEnds(_ first: String, _ last: String, _ count: UInt128, _ text: String) throws {
        let ends = (try address(first), try address(last))
        let range = try #require(AddressRange(ends.0, ends.1))
        #expect(range.count == count)
        #expect(range.description == text)
    }

    @Test(arguments: [("10.0.0.2", "10.0.0.1"), ("10.0.0.1", "::1"), ("::1", "10.0.0.1"), ("::1", "::")])
    func needsTwoEndsInOrder(_ first: String, _ last: String) throws {
        let ends = (try address(first), try address(last))
        #expect(AddressRange(ends.0, ends.1) == nil)
    }

    /// ::/0 has one address more than the largest number.
    @Test(
        arguments: [
            ("0.0.0.0/0", 1 << 32), ("10.0.0.0/31", 2), ("10.0.0.0/32", 1), ("::/0", UInt128.max), ("::/1", 1 << 127), ("::/128", 1),
        ] as [(String, UInt128)])
    func countsNetworks(_ network: String, _ count: UInt128) throws {
        #expect(AddressRange(try prefix(network)).count == count)
    }

    @Test(arguments: [
        ("10.0.0.4", false), ("10.0.0.5", true), ("10.0.0.7", true), ("10.0.0.9", true), ("10.0.0.10", false), ("::a00:5", false),
    ])
    func containsItsEndsAndNoOtherFamily(_ text: String, _ inside: Bool) throws {
        let range = try range("10.0.0.5-10.0.0.9")
        #expect(range.contains(try address(text)) == inside)
    }

    @Test(arguments: [
        ("10.0.0.1-10.0.0.5", false), ("10.0.0.1-10.0.0.10", true), ("10.0.0.1-10.0.0.99", true), ("10.0.0.12-10.0.0.14", true),
        ("10.0.0.20-10.0.0.99", true), ("10.0.0.21-10.0.0.99", false), ("::a00:a-::a00:14", false),
    ])
    func overlapsWhatSharesAnAddress(_ text: String, _ overlaps: Bool) throws {
        let range = try range("10.0.0.10-10.0.0.20")
        let other = try self.range(text)
        #expect(range.overlaps(other) == overlaps)
        #expect(other.overlaps(range) == overlaps)
    }

    private func range(_ text: String) throws -> AddressRange {
        let ends = try text.split(separator: "-").map { try address($0) }
        return try #require(AddressRange(ends[0], ends[1]))
    }
}
