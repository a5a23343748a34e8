/// Who aggregated the route (RFC 4271 §5.1.7).
public struct Aggregator: Hashable, Sendable {
    public let asNumber: ASNumber
    public let identifier: BGPIdentifier

    public init(asNumber: ASNumber, identifier: BGPIdentifier) {
        self.asNumber = asNumber
        self.identifier = identifier
    }
}

extension Aggregator: CustomStringConvertible {
    public var description: String { "AS \(asNumber) \(identifier)" }
}

extension Aggregator: AttributeCoding {
    static let code = AttributeCode.aggregator
    static let flags = AttributeFlags.optionalTransitive

    /// RFC 7606 §7.7, RFC 7607 §2.
    static func decode(_ value: RawSpan, into decoder: inout AttributeDecoder) {
        let asOctets = decoder.options.fourOctetAS ? 4 : 2
        guard value.byteCount == asOctets + 4 else {
            return decoder.discard(code, .length(value.byteCount, expected: asOctets + 4))
        }
        let number = asOctets == 4 ? value.uint32(0) : UInt32(value.uint16(0))
        guard number != 0 else { return decoder.discard(code, .asZero) }
        decoder.attributes.aggregator = Aggregator(asNumber: ASNumber(number), identifier: BGPIdentifier(value.uint32(asOctets)))
        decoder.notePartial(.aggregator)
    }

    static func encode(_ attributes: PathAttributes, fourOctetAS: Bool, into out: inout [UInt8]) {
        guard let aggregator = attributes.aggregator else { return }
        encodeHeader(length: fourOctetAS ? 8 : 6, partial: attributes.partial.contains(.aggregator), into: &out)
        if fourOctetAS { out.append(uint32: aggregator.asNumber.value) } else { out.append(uint16: aggregator.asNumber.twoOctets) }
        out.append(uint32: aggregator.identifier.value)
    }
}
