/// EXTENDED COMMUNITIES (RFC 4360).
enum ExtendedCommunities: AttributeCoding {
    static let code = AttributeCode.extendedCommunities
    static let flags = AttributeFlags.optionalTransitive

    /// RFC 7606 §7.14: an unknown type is no error.
    static func decode(_ value: RawSpan, into decoder: inout AttributeDecoder) {
        guard value.byteCount > 0, value.byteCount.isMultiple(of: 8) else {
            return decoder.withdraw(code, .notMultiple(value.byteCount, of: 8))
        }
        decoder.attributes.extendedCommunities = value.elements(of: 8) { ExtendedCommunity(value.uint64($0)) }
        decoder.notePartial(.extendedCommunities)
    }

    static func encode(_ attributes: PathAttributes, into out: inout [UInt8]) {
        let list = attributes.extendedCommunities
        guard !list.isEmpty else { return }
        encodeHeader(length: list.count * 8, partial: attributes.partial.contains(.extendedCommunities), into: &out)
        for community in list { out.append(uint64: community.value) }
    }
}
