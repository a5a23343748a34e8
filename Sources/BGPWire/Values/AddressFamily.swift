/// What kind of routes: an address family and a subsequent address family (RFC 4760 §3).
public struct AddressFamily: Hashable, Sendable {
    public let afi: UInt16
    public let safi: UInt8

    @inlinable
    public init(afi: UInt16, safi: UInt8) {
        self.afi = afi
        self.safi = safi
    }

    @inlinable
    public static var ipv4Unicast: AddressFamily { AddressFamily(afi: 1, safi: 1) }
    @inlinable
    public static var ipv6Unicast: AddressFamily { AddressFamily(afi: 2, safi: 1) }
}

extension AddressFamily: Comparable {
    public static func < (left: Self, right: Self) -> Bool { (left.afi, left.safi) < (right.afi, right.safi) }
}

extension AddressFamily: CustomStringConvertible {
    /// "IPv4 unicast", or numbers for a family this package does not route: "AFI 25 SAFI 70".
    public var description: String {
        switch self {
        case .ipv4Unicast: "IPv4 unicast"
        case .ipv6Unicast: "IPv6 unicast"
        default: "AFI \(afi) SAFI \(safi)"
        }
    }
}
