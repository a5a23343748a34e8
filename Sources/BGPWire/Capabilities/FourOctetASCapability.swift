/// AS numbers of four octets, and the speaker's own (RFC 6793 §3).
enum FourOctetASCapability {
    static let code: UInt8 = 65

    static func decode(_ value: RawSpan) throws(BGPError) -> ASNumber {
        guard value.byteCount == 4 else { throw Capability.badLength("4-octet AS", value.byteCount, expected: "4") }
        return ASNumber(value.uint32(0))
    }
}
