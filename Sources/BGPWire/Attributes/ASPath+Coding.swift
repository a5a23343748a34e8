extension ASPath: AttributeCoding {
    static let code = AttributeCode.asPath
    static let flags = AttributeFlags.wellKnown

    /// RFC 7606 §7.2, RFC 7607 §2. What depends on the whole path is checked when AS4_PATH is merged.
    static func decode(_ value: RawSpan, into decoder: inout AttributeDecoder) {
        if let fault = fault(in: value, width: decoder.options.fourOctetAS ? 4 : 2) { return decoder.withdraw(code, fault) }
        decoder.attributes.asPath = ASPath(wellFormed: decoder.options.fourOctetAS ? value.array() : widened(value))
    }

    /// What is wrong with segments whose numbers have `width` octets.
    static func fault(in value: RawSpan, width: Int) -> AttributeFault.Reason? {
        var position = 0
        let end = value.byteCount
        while position < end {
            guard end - position >= 2 else { return .segmentUnderrun }
            guard (1...4).contains(value.octet(position)) else { return .segmentType(value.octet(position)) }
            let count = Int(value.octet(position + 1))
            guard count > 0 else { return .emptySegment }
            guard end - position >= 2 + width * count else {
                return .segmentOverrun(length: 2 + width * count, remaining: end - position)
            }
            position += 2
            for _ in 0..<count {
                let number = width == 4 ? value.uint32(position) : UInt32(value.uint16(position))
                guard number != 0 else { return .asZero }
                position += width
            }
        }
        return nil
    }

    /// Segments of two-octet numbers with four-octet ones.
    private static func widened(_ value: RawSpan) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(2 * value.byteCount)
        var position = 0
        while value.byteCount - position >= 2 {
            let count = Int(value.octet(position + 1))
            out.append(value.octet(position))
            out.append(value.octet(position + 1))
            position += 2
            for _ in 0..<count {
                out.append(uint32: UInt32(value.uint16(position)))
                position += 2
            }
        }
        return out
    }

    static func encode(_ attributes: PathAttributes, fourOctetAS: Bool, into out: inout [UInt8]) {
        let path = attributes.asPath
        if fourOctetAS {
            encodeHeader(length: path.octets.count, into: &out)
            out.append(contentsOf: path.octets)
        } else {
            let narrow = path.narrowed
            encodeHeader(length: narrow.count, into: &out)
            out.append(contentsOf: narrow)
        }
    }

    /// Segments of two-octet numbers, AS_TRANS for those that do not fit (RFC 6793 §4.2.2).
    private var narrowed: [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(octets.count)
        var position = 0
        while let header = segmentHeader(at: position) {
            out.append(header.kind.rawValue)
            out.append(UInt8(truncatingIfNeeded: header.count))
            position += 2
            for _ in 0..<header.count {
                out.append(uint16: number(at: position).twoOctets)
                position += 4
            }
        }
        return out
    }
}
