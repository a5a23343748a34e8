/// AS4_AGGREGATOR: the aggregator's AS number when it does not fit into AGGREGATOR, for peers without 4-octet AS numbers (RFC 6793 §3).
enum AS4Aggregator: AttributeCoding {
    static let code = AttributeCode.as4Aggregator
    static let flags = AttributeFlags.optionalTransitive

    /// RFC 6793 §6, RFC 7607 §2.
    static func decode(_ value: RawSpan, into decoder: inout AttributeDecoder) {
        guard !decoder.options.fourOctetAS else { return decoder.discard(code, .fromFourOctetPeer) }
        guard value.byteCount == 8 else { return decoder.discard(code, .length(value.byteCount, expected: 8)) }
        guard value.uint32(0) != 0 else { return decoder.discard(code, .asZero) }
        decoder.as4Aggregator = Aggregator(asNumber: ASNumber(value.uint32(0)), identifier: BGPIdentifier(value.uint32(4)))
    }

    static func encode(_ attributes: PathAttributes, fourOctetAS: Bool, into out: inout [UInt8]) {
        guard !fourOctetAS, let aggregator = attributes.aggregator, !aggregator.asNumber.fitsTwoOctets else { return }
        encodeHeader(length: 8, partial: attributes.partial.contains(.aggregator), into: &out)
        out.append(uint32: aggregator.asNumber.value)
        out.append(uint32: aggregator.identifier.value)
    }
}
