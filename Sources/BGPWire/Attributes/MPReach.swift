/// MP_REACH_NLRI: routes of any family and their next hop (RFC 4760 §3).
///
/// In an UPDATE the routes are read by ``UpdateMessage``; in an ``AttributeBlock`` it stands without them, for its next hop.
enum MPReach: AttributeCoding {
    static let code = AttributeCode.mpReach
    static let flags = AttributeFlags.optional

    /// RFC 4760 §3: AFI, SAFI, length of the next hop, next hop; what follows is not read.
    static func decode(_ value: RawSpan, into decoder: inout AttributeDecoder) {
        guard value.byteCount >= 4, value.byteCount >= 4 + Int(value.octet(3)),
            let nextHop = NextHop(decoding: value.extracting(4..<(4 + Int(value.octet(3)))))
        else { return decoder.withdraw(code, .tooShort(value.byteCount, minimum: 9)) }
        decoder.multiprotocolNextHop = nextHop
        if !nextHop.isHost { decoder.withdraw(code, .nextHop(nextHop.address)) }
    }

    /// Octets a next hop may have (RFC 4760 §3, RFC 2545 §3, RFC 8950 §3).
    static func isExpected(nextHopLength length: Int, of family: AddressFamily, options: DecodingOptions) -> Bool {
        if length == 4 { return family == .ipv4Unicast }
        return (length == 16 || length == 32) && (family == .ipv6Unicast || options.extendedNextHop)
    }

    static func expectedLengths(of family: AddressFamily, _ options: DecodingOptions) -> String {
        [4, 16, 32].filter { isExpected(nextHopLength: $0, of: family, options: options) }.map(String.init).joined(separator: " or ")
    }

    /// Everything before the routes: AFI, SAFI, next hop, the reserved octet.
    static func encodeHead(_ family: AddressFamily, _ nextHop: NextHop, into out: inout [UInt8]) {
        out.append(uint16: family.afi)
        out.append(family.safi)
        out.append(UInt8(truncatingIfNeeded: nextHop.octetCount))
        nextHop.encode(into: &out)
        out.append(0)
    }
}
