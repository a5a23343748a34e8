/// The flags octet of a path attribute (RFC 4271 §4.3).
public struct AttributeFlags: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8

    @inlinable
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Not well-known.
    public static let optional = AttributeFlags(rawValue: 0x80)
    /// To be passed on also by who does not know it.
    public static let transitive = AttributeFlags(rawValue: 0x40)
    /// Someone on the way did not know it.
    public static let partial = AttributeFlags(rawValue: 0x20)
    /// The length has two octets.
    public static let extendedLength = AttributeFlags(rawValue: 0x10)

    /// Flags of every well-known attribute.
    public static let wellKnown: AttributeFlags = .transitive
    public static let optionalTransitive: AttributeFlags = [.optional, .transitive]

    /// The two bits that the attribute's RFC fixes (RFC 7606 §3 c).
    var kind: AttributeFlags { intersection(.optionalTransitive) }
}

extension AttributeFlags: CustomStringConvertible {
    public var description: String {
        switch (contains(.optional), contains(.transitive)) {
        case (false, true): "well-known"
        case (false, false): "well-known, not transitive"
        case (true, true): "optional transitive"
        case (true, false): "optional"
        }
    }
}
