/// An autonomous system number (RFC 4271 §4.2, RFC 6793).
public struct ASNumber: Hashable, Sendable {
    public let value: UInt32

    @inlinable
    public init(_ value: UInt32) { self.value = value }

    /// Parses asplain ("4200000001") or asdot ("64086.59905") text (RFC 5396); nil when it is neither.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }) else { return nil }
        if parts.count == 2 {
            guard let high = UInt16(parts[0]), let low = UInt16(parts[1]) else { return nil }
            value = UInt32(high) << 16 | UInt32(low)
        } else {
            guard let number = UInt32(parts[0]) else { return nil }
            value = number
        }
    }

    /// AS_TRANS: stands in a two-octet field for a number that does not fit (RFC 6793 §9).
    public static let trans = ASNumber(23456)
    /// Never a speaker's number (RFC 7607).
    public static let zero = ASNumber(0)

    /// Whether the number is "mappable": it fits into two octets (RFC 6793 §2).
    public var fitsTwoOctets: Bool { value <= 0xffff }

    /// The number for a two-octet field: itself, or AS_TRANS.
    public var twoOctets: UInt16 { UInt16(truncatingIfNeeded: fitsTwoOctets ? value : Self.trans.value) }

    /// A private use number (RFC 6996).
    public var isPrivate: Bool { (64512...65534).contains(value) || (4_200_000_000...4_294_967_294).contains(value) }
}

extension ASNumber: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: UInt32) { self.init(value) }
}

extension ASNumber: Comparable {
    public static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}

extension ASNumber: CustomStringConvertible {
    /// asplain (RFC 5396).
    public var description: String { "\(value)" }
}
