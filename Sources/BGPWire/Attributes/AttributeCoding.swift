/// One path attribute: its code and flags, and how its value is read and written.
protocol AttributeCoding {
    static var code: AttributeCode { get }
    /// The Optional and Transitive bits its RFC fixes.
    static var flags: AttributeFlags { get }

    /// Reads a value whose flags were right; what is wrong with it is told to `decoder`.
    static func decode(_ value: RawSpan, into decoder: inout AttributeDecoder)
}

extension AttributeCoding {
    /// Writes flags, code and length; the value, `length` octets, follows.
    static func encodeHeader(length: Int, partial: Bool = false, into out: inout [UInt8]) {
        AttributeHeader.encode(code, partial ? flags.union(.partial) : flags, length: length, into: &out)
    }
}

/// What every attribute begins with (RFC 4271 §4.3).
enum AttributeHeader {
    /// Writes flags, code and length, the length in two octets when one is too small.
    static func encode(_ code: AttributeCode, _ flags: AttributeFlags, length: Int, into out: inout [UInt8]) {
        if length > 255 {
            out.append(flags.union(.extendedLength).rawValue)
            out.append(code.rawValue)
            out.append(uint16: UInt16(truncatingIfNeeded: length))
        } else {
            out.append(flags.subtracting(.extendedLength).rawValue)
            out.append(code.rawValue)
            out.append(UInt8(truncatingIfNeeded: length))
        }
    }
}
