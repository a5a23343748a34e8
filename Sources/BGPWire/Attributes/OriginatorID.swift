/// ORIGINATOR_ID: who brought a reflected route into the AS (RFC 4456 §8).
enum OriginatorID: AttributeCoding {
    static let code = AttributeCode.originatorID
    static let flags = AttributeFlags.optional

    /// RFC 7606 §7.9.
    static func decode(_ value: RawSpan, into decoder: inout AttributeDecoder) {
        guard decoder.options.peer == .internal else { return decoder.discard(code, .fromExternalPeer) }
        guard value.byteCount == 4 else { return decoder.withdraw(code, .length(value.byteCount, expected: 4)) }
        decoder.attributes.originatorID = BGPIdentifier(value.uint32(0))
    }

    static func encode(_ attributes: PathAttributes, into out: inout [UInt8]) {
        guard let identifier = attributes.originatorID else { return }
        encodeHeader(length: 4, into: &out)
        out.append(uint32: identifier.value)
    }
}
