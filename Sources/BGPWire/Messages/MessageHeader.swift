/// The 19 octets in front of every message: marker, length, type (RFC 4271 §4.1).
public struct MessageHeader: Hashable, Sendable {
    /// Octets of a header.
    public static let size = 19
    /// Octets of the longest message without further agreement (RFC 4271 §4.1).
    public static let defaultMaximumLength = 4096
    /// Octets of the longest message for a speaker that sent the Extended Message capability (RFC 8654 §4).
    public static let extendedMaximumLength = 65535

    /// Octets of the whole message, header included.
    public let length: Int
    public let kind: MessageKind

    /// - Parameters:
    ///   - octets: At least ``size`` octets, the marker first.
    ///   - maximumLength: The longest message accepted, octets.
    /// - Throws: The message header error (RFC 4271 §6.1).
    public init(decoding octets: RawSpan, maximumLength: Int) throws(BGPError) {
        guard octets.byteCount >= Self.size else { throw .header(.badLength, "\(octets.byteCount) octets are no message header") }
        guard octets.uint64(0) == .max, octets.uint64(8) == .max else {
            throw .header(.notSynchronized, "the marker is not all ones: the octets are not BGP, or message boundaries were lost")
        }
        let length = Int(octets.uint16(16))
        guard length >= Self.size, length <= maximumLength else {
            throw Self.badLength(length, "a message length of \(length), \(Self.size) to \(maximumLength) are possible")
        }
        guard let kind = MessageKind(rawValue: octets.octet(18)) else {
            throw .header(.badType, data: [octets.octet(18)], "message type \(octets.octet(18)) is unknown")
        }
        let longest = kind.maximumLength(limit: maximumLength)
        guard length >= kind.minimumLength, length <= longest else {
            throw Self.badLength(length, "\(kind) of \(length) octets, \(kind.minimumLength) to \(longest) are possible")
        }
        self.length = length
        self.kind = kind
    }

    /// The data are the length field (RFC 4271 §6.1).
    private static func badLength(_ length: Int, _ reason: String) -> BGPError {
        .header(.badLength, data: [UInt8(truncatingIfNeeded: length >> 8), UInt8(truncatingIfNeeded: length)], reason)
    }

    /// Appends a header whose length is written later by ``finish(_:from:)``.
    static func begin(_ kind: MessageKind, in out: inout [UInt8]) {
        out.append(contentsOf: repeatElement(0xff, count: 16))
        out.append(uint16: 0)
        out.append(kind.rawValue)
    }

    /// Writes the length of the message that begins at `start` and ends with the buffer.
    static func finish(_ out: inout [UInt8], from start: Int) {
        out.patch(uint16: out.count - start, at: start + 16)
    }
}
