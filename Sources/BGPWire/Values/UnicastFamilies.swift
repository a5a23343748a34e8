/// Some of the families that routes are decoded for.
public struct UnicastFamilies: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8

    @inlinable
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The set of one family; empty for a family other than IPv4 and IPv6 unicast.
    @inlinable
    public init(_ family: AddressFamily) {
        guard family.safi == 1, family.afi == 1 || family.afi == 2 else {
            rawValue = 0
            return
        }
        rawValue = UInt8(truncatingIfNeeded: family.afi)
    }

    @inlinable
    public static var ipv4: UnicastFamilies { UnicastFamilies(rawValue: 1) }
    @inlinable
    public static var ipv6: UnicastFamilies { UnicastFamilies(rawValue: 2) }

    @inlinable
    public func contains(_ family: AddressFamily) -> Bool {
        let one = UnicastFamilies(family)
        return !one.isEmpty && isSuperset(of: one)
    }

    /// The families in order.
    public var families: [AddressFamily] { [.ipv4Unicast, .ipv6Unicast].filter { contains($0) } }
}

extension UnicastFamilies: CustomStringConvertible {
    public var description: String { families.isEmpty ? "none" : families.map(\.description).joined(separator: ", ") }
}
