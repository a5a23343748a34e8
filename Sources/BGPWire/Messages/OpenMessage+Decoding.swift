extension OpenMessage {
    private static let capabilitiesParameter: UInt8 = 2
    /// Not a parameter: tells that lengths have two octets (RFC 9072 §2).
    private static let extendedLengthMark: UInt8 = 255

    /// - Parameter body: The message without its header.
    /// - Throws: The OPEN message error (RFC 4271 §6.2, RFC 6286 §2.2, RFC 7607 §2).
    public init(decoding body: ArraySlice<UInt8>) throws(BGPError) {
        let span = body.span.bytes
        guard span.byteCount >= 10 else { throw .header(.badLength, "OPEN of \(span.byteCount) octets behind the header, 10 expected") }
        guard span.octet(0) == Self.version else {
            throw .open(.unsupportedVersion, data: [0, Self.version], "BGP version \(span.octet(0)), \(Self.version) expected")
        }
        let holdTime = span.uint16(3)
        let identifier = BGPIdentifier(span.uint32(5))
        let parameters = try Self.parameters(body)
        self.init(asField: span.uint16(1), holdTime: holdTime, identifier: identifier, capabilities: parameters)
        guard asNumber != .zero, asField != 0 else { throw .open(.badPeerAS, data: asOctets, "AS 0 is no speaker's (RFC 7607)") }
        guard holdTime == 0 || holdTime >= 3 else {
            throw .open(.unacceptableHoldTime, data: [span.octet(3), span.octet(4)], "a hold time of \(holdTime) s, 0 or 3 and more are possible")
        }
        guard identifier.value != 0 else { throw .open(.badIdentifier, data: [0, 0, 0, 0], "BGP identifier 0.0.0.0 (RFC 6286)") }
    }

    /// The AS number as the OPEN told it: four octets or two.
    var asOctets: [UInt8] {
        var out: [UInt8] = []
        if let fourOctetAS { out.append(uint32: fourOctetAS.value) } else { out.append(uint16: asField) }
        return out
    }

    /// The capabilities of all optional parameters, in either form of lengths.
    private static func parameters(_ body: ArraySlice<UInt8>) throws(BGPError) -> [Capability] {
        let span = body.span.bytes
        var offset = 10
        var end = offset + Int(span.octet(9))
        var lengthOctets = 1
        if span.octet(9) != 0, span.byteCount > 10, span.octet(10) == extendedLengthMark {
            guard span.byteCount >= 13 else { throw .open(.unspecific, "OPEN ends within the extended optional parameters length (RFC 9072)") }
            lengthOctets = 2
            offset = 13
            end = offset + Int(span.uint16(11))
        }
        guard end == span.byteCount else {
            throw .open(.unspecific, "optional parameters of \(end - offset) octets were told, \(span.byteCount - offset) are there")
        }
        var capabilities: [Capability] = []
        while offset < end {
            let type = span.octet(offset)
            guard end - offset > lengthOctets else { throw .open(.unspecific, "optional parameter \(type) has no length") }
            let length = lengthOctets == 1 ? Int(span.octet(offset + 1)) : Int(span.uint16(offset + 1))
            let start = offset + 1 + lengthOctets
            guard end - start >= length else {
                throw .open(.unspecific, "optional parameter \(type) of \(length) octets, \(end - start) are left")
            }
            let value = body[(body.startIndex + start)..<(body.startIndex + start + length)]
            guard type == capabilitiesParameter else {
                let parameter = body[(body.startIndex + offset)..<(body.startIndex + start + length)]
                throw .open(.unsupportedParameter, data: Array(parameter.prefix(255)), "optional parameter \(type) is unknown")
            }
            capabilities += try Capability.decodeList(value)
            offset = start + length
        }
        return capabilities
    }
}
