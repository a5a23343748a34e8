/// MULTI_EXIT_DISC: which of several links into an AS is preferred, the smaller (RFC 4271 §5.1.4).
enum MultiExitDiscriminator: AttributeCoding {
    static let code = AttributeCode.multiExitDiscriminator
    static let flags = AttributeFlags.optional

    /// RFC 7606 §7.4.
    static func decode(_ value: RawSpan, into decoder: inout AttributeDecoder) {
        guard value.byteCount == 4 else { return decoder.withdraw(code, .length(value.byteCount, expected: 4)) }
        decoder.attributes.multiExitDiscriminator = value.uint32(0)
    }

    static func encode(_ attributes: PathAttributes, into out: inout [UInt8]) {
        guard let value = attributes.multiExitDiscriminator else { return }
        encodeHeader(length: 4, into: &out)
        out.append(uint32: value)
    }
}
