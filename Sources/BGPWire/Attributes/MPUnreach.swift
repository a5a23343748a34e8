/// MP_UNREACH_NLRI: withdrawn routes of any family (RFC 4760 §4). An ``AttributeBlock`` has none; ``UpdateMessage`` reads it.
enum MPUnreach: AttributeCoding {
    static let code = AttributeCode.mpUnreach
    static let flags = AttributeFlags.optional

    static func decode(_ value: RawSpan, into decoder: inout AttributeDecoder) {}
}
