/// LARGE_COMMUNITY (RFC 8092).
enum LargeCommunities: AttributeCoding {
    static let code = AttributeCode.largeCommunities
    static let flags = AttributeFlags.optionalTransitive

    /// RFC 8092 §6: repeated communities are dropped silently.
    static func decode(_ value: RawSpan, into decoder: inout AttributeDecoder) {
        guard value.byteCount > 0, value.byteCount.isMultiple(of: 12) else {
            return decoder.withdraw(code, .notMultiple(value.byteCount, of: 12))
        }
        decoder.attributes.largeCommunities = unique(
            value.elements(of: 12) { LargeCommunity(value.uint32($0), value.uint32($0 + 4), value.uint32($0 + 8)) })
        decoder.notePartial(.largeCommunities)
    }

    /// Repeated communities are not sent (RFC 8092 §3).
    static func encode(_ attributes: PathAttributes, into out: inout [UInt8]) {
        let list = unique(attributes.largeCommunities)
        guard !list.isEmpty else { return }
        encodeHeader(length: list.count * 12, partial: attributes.partial.contains(.largeCommunities), into: &out)
        for community in list {
            out.append(uint32: community.administrator)
            out.append(uint32: community.first)
            out.append(uint32: community.second)
        }
    }

    /// The first of each, in order. A set only for long lists: a peer may send thousands.
    private static func unique(_ list: [LargeCommunity]) -> [LargeCommunity] {
        guard list.count > 1 else { return list }
        if list.count <= 8 {
            guard list.indices.contains(where: { list[..<$0].contains(list[$0]) }) else { return list }
        }
        var seen: Set<LargeCommunity> = []
        return list.filter { seen.insert($0).inserted }
    }
}
