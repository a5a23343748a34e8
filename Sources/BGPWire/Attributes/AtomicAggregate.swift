/// ATOMIC_AGGREGATE: ASes were left out of the path (RFC 4271 §5.1.6).
enum AtomicAggregate: AttributeCoding {
    static let code = AttributeCode.atomicAggregate
    static let flags = AttributeFlags.wellKnown

    /// RFC 7606 §7.6.
    static func decode(_ value: RawSpan, into decoder: inout AttributeDecoder) {
        guard value.byteCount == 0 else { return decoder.discard(code, .length(value.byteCount, expected: 0)) }
        decoder.attributes.atomicAggregate = true
    }

    static func encode(_ attributes: PathAttributes, into out: inout [UInt8]) {
        if attributes.atomicAggregate { encodeHeader(length: 0, into: &out) }
    }
}
