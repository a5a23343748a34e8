/// AS4_PATH: the path with numbers that do not fit into AS_PATH, for peers without 4-octet AS numbers (RFC 6793 §3).
enum AS4Path: AttributeCoding {
    static let code = AttributeCode.as4Path
    static let flags = AttributeFlags.optionalTransitive

    /// RFC 6793 §6, RFC 7607 §2. Confederation segments, which do not belong there, are left out.
    static func decode(_ value: RawSpan, into decoder: inout AttributeDecoder) {
        guard !decoder.options.fourOctetAS else { return decoder.discard(code, .fromFourOctetPeer) }
        guard value.byteCount >= 6 else { return decoder.discard(code, .tooShort(value.byteCount, minimum: 6)) }
        if let fault = ASPath.fault(in: value, width: 4) { return decoder.discard(code, fault) }
        decoder.as4Path = ASPath(wellFormed: value.array()).withoutConfederation
    }

    static func encode(_ attributes: PathAttributes, fourOctetAS: Bool, into out: inout [UInt8]) {
        guard !fourOctetAS, attributes.asPath.needsFourOctets else { return }
        let path = attributes.asPath.withoutConfederation
        guard !path.isEmpty else { return }
        encodeHeader(length: path.octets.count, into: &out)
        out.append(contentsOf: path.octets)
    }

    /// Puts together what a peer without 4-octet AS numbers sent (RFC 6793 §4.2.3).
    static func merge(_ as4Path: ASPath?, _ as4Aggregator: Aggregator?, into attributes: inout PathAttributes) {
        if let aggregator = attributes.aggregator, let as4Aggregator {
            // Aggregated by someone who knew no 4-octet numbers: what they say is of the route before.
            guard aggregator.asNumber == .trans else { return }
            attributes.aggregator = as4Aggregator
        }
        guard let as4Path, attributes.asPath.length >= as4Path.length else { return }
        let leading = attributes.asPath.prefix(attributes.asPath.length - as4Path.length)
        attributes.asPath = leading.appending(as4Path)
    }
}
