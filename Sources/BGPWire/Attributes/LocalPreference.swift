/// LOCAL_PREF: how much an AS prefers the route, the greater (RFC 4271 §5.1.5).
enum LocalPreference: AttributeCoding {
    static let code = AttributeCode.localPreference
    static let flags = AttributeFlags.wellKnown

    /// RFC 7606 §7.5. Member ASes of a confederation keep it among them (RFC 5065 §5).
    static func decode(_ value: RawSpan, into decoder: inout AttributeDecoder) {
        guard decoder.options.peer != .external else { return decoder.discard(code, .fromExternalPeer) }
        guard value.byteCount == 4 else { return decoder.withdraw(code, .length(value.byteCount, expected: 4)) }
        decoder.attributes.localPreference = value.uint32(0)
    }

    static func encode(_ attributes: PathAttributes, into out: inout [UInt8]) {
        guard let value = attributes.localPreference else { return }
        encodeHeader(length: 4, into: &out)
        out.append(uint32: value)
    }
}
