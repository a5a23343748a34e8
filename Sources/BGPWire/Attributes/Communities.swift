/// COMMUNITIES (RFC 1997).
enum Communities: AttributeCoding {
    static let code = AttributeCode.communities
    static let flags = AttributeFlags.optionalTransitive

    /// RFC 7606 §7.8.
    static func decode(_ value: RawSpan, into decoder: inout AttributeDecoder) {
        guard value.byteCount > 0, value.byteCount.isMultiple(of: 4) else {
            return decoder.withdraw(code, .notMultiple(value.byteCount, of: 4))
        }
        decoder.attributes.communities = value.elements(of: 4) { Community(value.uint32($0)) }
        decoder.notePartial(.communities)
    }

    static func encode(_ attributes: PathAttributes, into out: inout [UInt8]) {
        guard !attributes.communities.isEmpty else { return }
        encodeHeader(length: attributes.communities.count * 4, partial: attributes.partial.contains(.communities), into: &out)
        for community in attributes.communities { out.append(uint32: community.value) }
    }
}
