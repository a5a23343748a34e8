import Addresses
import Glibc
import TestSupport
import Testing

@Suite struct IPAddressTests {
    /// RFC 5952 §4: lower case, no leading zeros, the first of the longest runs of zeros shortened, never a single one.
    /// §5: what RFC 4291 §2.5.5 embeds an IPv4 address in ends with that.
    @Test(arguments: [
        ("0.0.0.0", "0.0.0.0"),
        ("255.255.255.255", "255.255.255.255"),
        ("10.65.0.1", "10.65.0.1"),
        ("::", "::"),
        ("::1", "::1"),
        ("0:0:0:0:0:0:0:0", "::"),
        ("FD00:65::7", "fd00:65::7"),
        ("2001:0db8:0000:0000:0000:0000:0002:0001", "2001:db8::2:1"),
        ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
        ("2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
        ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),
        ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
        ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
        ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"),
        ("fe80::", "fe80::"),
        ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.1"),
        ("::c000:201", "::192.0.2.1"),
        ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
    ])
    func isReadAndWrittenInOneForm(_ text: String, _ canonical: String) throws {
        let address = try address(text)
        #expect(address.description == canonical)
        #expect(IPAddress(canonical) == address)
        #expect(address.family == (text.contains(":") ? .v6 : .v4))
    }

    @Test(arguments: [
        "", " ", "1.2.3", "1.2.3.4.5", "1.2.3.", ".1.2.3", "1..2.3", "256.0.0.1", "1.2.3.256", "01.2.3.4", "1.2.3.04", "1.2.3.-4", "+1.2.3.4",
        "0x1.2.3.4", "16909060", "1.2.3.4 ", " 1.2.3.4", "1.2.3.4\n", "1.2.3.4/24", "1.2.3.4\u{0}", "1.2.3.4\u{0}5", "１.2.3.4", "a.b.c.d",
        ":", ":::", "1::2::3", "::1::", "12345::", "g::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", ":1:2:3:4:5:6:7", "::1%lo",
        "fe80::1%2", "[::1]", "::1 ", " ::1", "::1/128", "::1\u{0}", "::256.0.0.1", "::1.2.3", "1.2.3.4::", "::1.2.3.4:5",
    ])
    func isNotMadeOfOtherText(_ text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test func survivesItsTextAndItsOctets() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<2000 {
            let address = generator.address()
            #expect(IPAddress(address.description) == address)
            #expect(IPAddress(family: address.family, octets: address.octets) == address)
            #expect(address.octets.count == address.family.octets)
        }
    }

    @Test func isWrittenAsTheSystemWritesIt() throws {
        var generator = SeededGenerator(seed: 2)
        for _ in 0..<500 {
            let address = generator.address()
            #expect(address.description == systemText(address))
        }
    }

    /// Text one edit away from an address is read as what it says or not at all.
    @Test func standsDamagedText() {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<3000 {
            var text = Array(generator.address().description.utf8)
            let place = Int.random(in: 0..<text.count, using: &generator)
            switch Int.random(in: 0..<3, using: &generator) {
            case 0: text.remove(at: place)
            case 1: text[place] = UInt8.random(in: 0...127, using: &generator)
            default: text.insert(UInt8.random(in: 0...127, using: &generator), at: place)
            }
            guard let address = IPAddress(String(decoding: text, as: UTF8.self)) else { continue }
            #expect(IPAddress(address.description) == address)
        }
    }

    @Test(
        arguments: [
            ("10.0.0.0", 0, "10.0.0.0"),
            ("10.0.0.255", 1, "10.0.1.0"),
            ("0.0.0.0", 0xffff_ffff, "255.255.255.255"),
            ("0.0.0.0", 0x1_0000_0000, nil),
            ("255.255.255.255", 1, nil),
            ("255.255.255.254", 2, nil),
            ("10.0.0.0", UInt128.max, nil),
            ("fd00::ffff", 1, "fd00::1:0"),
            ("::", UInt128.max, "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
            ("::1", UInt128.max, nil),
            ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", 1, nil),
        ] as [(String, UInt128, String?)])
    func goesOnUpToTheEndOfItsFamily(_ start: String, _ distance: UInt128, _ end: String?) throws {
        #expect(try address(start).advanced(by: distance)?.description == end)
    }

    @Test(arguments: [
        ("169.254.0.0", "link-local"), ("169.254.255.255", "link-local"), ("169.253.255.255", ""), ("169.255.0.0", ""),
        ("fe80::", "link-local"), ("febf:ffff::1", "link-local"), ("fec0::", ""), ("fe7f:ffff::", ""),
        ("224.0.0.0", "multicast"), ("239.255.255.255", "multicast"), ("223.255.255.255", ""), ("240.0.0.0", ""),
        ("ff00::", "multicast"), ("ff02::1", "multicast"), ("feff::", ""),
        ("127.0.0.0", "loopback"), ("127.255.255.255", "loopback"), ("126.255.255.255", ""), ("128.0.0.0", ""), ("::1", "loopback"), ("::2", ""),
        ("0.0.0.0", "unspecified"), ("::", "unspecified"), ("0.0.0.1", ""), ("::ffff:0.0.0.0", ""),
    ])
    func knowsItsSpecialRanges(_ text: String, _ kind: String) throws {
        let address = try address(text)
        let kinds = [
            (address.isLinkLocal, "link-local"), (address.isMulticast, "multicast"), (address.isLoopback, "loopback"),
            (address.isUnspecified, "unspecified"),
        ]
        #expect(kinds.filter(\.0).map(\.1).joined(separator: " ") == kind)
    }

    @Test func isOrderedWithinItsFamilyAndFamiliesAreApart() throws {
        let ordered = ["0.0.0.0", "9.255.255.255", "10.0.0.0", "255.255.255.255", "::", "::1", "::a00:0", "fe80::", "ffff::"]
        let addresses = try ordered.map { try address($0) }
        #expect(addresses.shuffled().sorted() == addresses)
        #expect(addresses[0] != addresses[4])
    }

    @Test func cutsOffWhatItsFamilyHasNoBitsFor() {
        #expect(IPAddress(family: .v4, value: .max).description == "255.255.255.255")
        #expect(IPAddress(family: .v4, octets: [10, 0, 0, 1, 99, 99]).description == "10.0.0.1")
    }

    /// getnameinfo(3) with NI_NUMERICHOST.
    private func systemText(_ address: IPAddress) -> String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let capacity = socklen_t(text.count)
        func name<Socket>(_ socket: Socket) {
            withUnsafeBytes(of: socket) { raw in
                let pointer = raw.baseAddress?.assumingMemoryBound(to: sockaddr.self)
                _ = getnameinfo(pointer, socklen_t(raw.count), &text, capacity, nil, 0, NI_NUMERICHOST)
            }
        }
        switch address.family {
        case .v4:
            var socket = sockaddr_in()
            socket.sin_family = sa_family_t(AF_INET)
            withUnsafeMutableBytes(of: &socket.sin_addr) { $0.copyBytes(from: address.octets) }
            name(socket)
        case .v6:
            var socket = sockaddr_in6()
            socket.sin6_family = sa_family_t(AF_INET6)
            withUnsafeMutableBytes(of: &socket.sin6_addr) { $0.copyBytes(from: address.octets) }
            name(socket)
        }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
