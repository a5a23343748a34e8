public import Addresses

/// A BGP identifier or a cluster identifier: four octets, unique within the AS, not zero (RFC 6286, RFC 4456).
public struct BGPIdentifier: Hashable, Sendable {
    public let value: UInt32

    @inlinable
    public init(_ value: UInt32) { self.value = value }

    /// An IPv4 address as identifier; nil for IPv6.
    public init?(_ address: IPAddress) {
        guard address.family == .v4 else { return nil }
        value = UInt32(truncatingIfNeeded: address.value)
    }

    /// Parses dotted-quad text.
    public init?(_ text: String) {
        guard let address = IPAddress(text) else { return nil }
        self.init(address)
    }
}

extension BGPIdentifier: Comparable {
    public static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}

extension BGPIdentifier: CustomStringConvertible {
    public var description: String { "\(IPAddress(family: .v4, value: UInt128(value)))" }
}
