/// Routes of a family can be exchanged (RFC 4760 §8).
enum MultiprotocolCapability {
    static let code: UInt8 = 1

    static func decode(_ value: RawSpan) throws(BGPError) -> AddressFamily {
        guard value.byteCount == 4 else { throw Capability.badLength("multiprotocol", value.byteCount, expected: "4") }
        return AddressFamily(afi: value.uint16(0), safi: value.octet(3))
    }

    static func encode(_ family: AddressFamily, into out: inout [UInt8]) {
        out.append(uint16: family.afi)
        out.append(0)
        out.append(family.safi)
    }
}
