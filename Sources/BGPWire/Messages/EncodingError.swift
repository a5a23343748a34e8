/// Why something cannot be put on the wire for a session.
public enum EncodingError: Error, Hashable, Sendable {
    /// Attributes leave no room for a prefix: the routes have to be withdrawn from this peer (RFC 4271 §9.2, RFC 8654 §4).
    ///
    /// `length` counts the octets of a message with the longest prefix of the family.
    case attributesTooLong(length: Int, limit: Int)
    /// The next hop has no form in this family on this session (RFC 8950 §4).
    case nextHopUnsupported(NextHop, AddressFamily)
    /// The route has no next hop.
    case nextHopMissing(AddressFamily)
    /// An OPEN has 4096 octets at most.
    case openTooLong(length: Int)
    /// A capability's value has 255 octets at most (RFC 5492 §4).
    case capabilityTooLong(code: UInt8, length: Int)
}

extension EncodingError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .attributesTooLong(let length, let limit):
            "UPDATE with these attributes and one prefix has \(length) octets, the peer accepts \(limit): withdraw its routes"
        case .nextHopUnsupported(let nextHop, let family):
            "next hop \(nextHop) cannot be sent with \(family) routes on this session: set another next hop or negotiate RFC 8950"
        case .nextHopMissing(let family): "\(family) routes without a next hop cannot be announced: set one"
        case .openTooLong(let length): "OPEN has \(length) octets, \(MessageHeader.defaultMaximumLength) are the most: advertise fewer capabilities"
        case .capabilityTooLong(let code, let length): "capability \(code) has a value of \(length) octets, 255 are the most"
        }
    }
}
