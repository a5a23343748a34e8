/// How the first router learned the route (RFC 4271 §5.1.1), the preferred first.
public enum Origin: UInt8, Hashable, Sendable, CaseIterable {
    case igp = 0
    case egp
    case incomplete
}

extension Origin: Comparable {
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension Origin: CustomStringConvertible {
    public var description: String {
        switch self {
        case .igp: "IGP"
        case .egp: "EGP"
        case .incomplete: "incomplete"
        }
    }
}

extension Origin: AttributeCoding {
    static let code = AttributeCode.origin
    static let flags = AttributeFlags.wellKnown

    /// RFC 7606 §7.1.
    static func decode(_ value: RawSpan, into decoder: inout AttributeDecoder) {
        guard value.byteCount == 1 else { return decoder.withdraw(code, .length(value.byteCount, expected: 1)) }
        guard let origin = Origin(rawValue: value.octet(0)) else { return decoder.withdraw(code, .value(value.octet(0))) }
        decoder.attributes.origin = origin
    }

    static func encode(_ attributes: PathAttributes, into out: inout [UInt8]) {
        out.append(flags.rawValue)
        out.append(code.rawValue)
        out.append(1)
        out.append(attributes.origin.rawValue)
    }
}
