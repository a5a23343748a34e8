/// Messages of 65,535 octets can be received (RFC 8654 §3).
enum ExtendedMessageCapability {
    static let code: UInt8 = 6

    static func decode(_ value: RawSpan) throws(BGPError) -> Capability {
        guard value.byteCount == 0 else { throw Capability.badLength("extended message", value.byteCount, expected: "0") }
        return .extendedMessage
    }
}
