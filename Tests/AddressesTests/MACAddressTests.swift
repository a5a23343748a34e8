import Addresses
import TestSupport
import Testing

@Suite struct MACAddressTests {
    @Test(arguments: [
        ("ee:ee:ee:ee:ee:ee", "ee:ee:ee:ee:ee:ee"), ("00:00:00:00:00:00", "00:00:00:00:00:00"), ("0A:1b:2C:3d:4E:5f", "0a:1b:2c:3d:4e:5f"),
        ("0a-1b-2c-3d-4e-5f", "0a:1b:2c:3d:4e:5f"), ("ff:ff:ff:ff:ff:ff", "ff:ff:ff:ff:ff:ff"),
    ])
    func isReadAndWrittenInOneForm(_ text: String, _ canonical: String) throws {
        let address = try #require(MACAddress(text))
        #expect(address.description == canonical)
        #expect(MACAddress(octets: address.octets) == address)
    }

    @Test(arguments: [
        "", ":", ":::::", "ee:ee:ee:ee:ee", "ee:ee:ee:ee:ee:ee:ee", "ee:ee:ee:ee:ee:e", "ee:ee:ee:ee:ee:eee", "ee:ee:ee:ee:ee:eg",
        "ee:ee:ee:ee:ee:+1", "ee:ee:ee:ee:ee:-1", "ee:ee:ee:ee:ee: 1", "eeee.eeee.eeee", "eeeeeeeeeeee", " ee:ee:ee:ee:ee:ee", "ee:ee:ee:ee:ee:ee ",
        "ee:ee:ee:ee:ee:ee\u{0}", "ee:ee:ee:ee:ee:é", "ee::ee:ee:ee:ee:ee", ":ee:ee:ee:ee:ee", "0x:ee:ee:ee:ee:ee",
    ])
    func isNotMadeOfOtherText(_ text: String) {
        #expect(MACAddress(text) == nil)
    }

    @Test(arguments: [0, 5, 7])
    func hasSixOctets(_ count: Int) {
        #expect(MACAddress(octets: [UInt8](repeating: 1, count: count)) == nil)
    }

    /// RFC 4291 appendix A: the universal bit is inverted, ff:fe stands in the middle.
    @Test(arguments: [
        ("ee:ee:ee:ee:ee:ee", "fe80::ecee:eeff:feee:eeee"), ("00:00:00:00:00:00", "fe80::200:ff:fe00:0"),
        ("02:00:00:00:00:01", "fe80::ff:fe00:1"), ("ff:ff:ff:ff:ff:ff", "fe80::fdff:ffff:feff:ffff"),
    ])
    func givesTheLinkLocalAddressOfTheKernel(_ text: String, _ address: String) throws {
        #expect(try #require(MACAddress(text)).linkLocal.description == address)
    }

    @Test(arguments: [("01:00:5e:00:00:01", true), ("ff:ff:ff:ff:ff:ff", true), ("ee:ee:ee:ee:ee:ee", false), ("02:ff:ff:ff:ff:ff", false)])
    func knowsGroupAddresses(_ text: String, _ isMulticast: Bool) throws {
        #expect(try #require(MACAddress(text)).isMulticast == isMulticast)
    }

    @Test func isLocalAndOfOneInterfaceWhenRandom() {
        var generator = SeededGenerator(seed: 5)
        for random in [0, UInt64.max] + (0..<500).map({ _ in generator.next() }) {
            let address = MACAddress.locallyAdministered(random: random)
            #expect(address.octets[0] & 0x03 == 0x02)
            #expect(address.octets[1...].elementsEqual(MACAddress(value: random).octets[1...]))
            #expect(MACAddress(address.description) == address)
            #expect(address.linkLocal.isLinkLocal)
        }
    }

    @Test func takesTheLowBitsOfANumber() {
        #expect(MACAddress(value: .max).description == "ff:ff:ff:ff:ff:ff")
    }
}
