public import Addresses

/// The destination of a route of one family: a network, its host part zero.
///
/// A compact value for tables of millions (``IPv4Prefix``: 8 octets, ``IPv6Prefix``: 24), where `IPPrefix` takes 48.
public protocol RoutePrefix: Hashable, Sendable, Comparable, CustomStringConvertible {
    static var family: AddressFamily { get }
    /// Bits of an address: 32 or 128.
    static var bits: Int { get }

    /// Bits of the network part.
    var length: UInt8 { get }

    /// nil for a prefix of the other family; the host part is cut off.
    init?(_ prefix: IPPrefix)

    /// The same as an `IPPrefix`.
    var prefix: IPPrefix { get }

    /// The prefix from NLRI octets (RFC 4271 §4.3); bits behind `length` are cut off.
    ///
    /// - Parameters:
    ///   - octets: At least (`length` + 7) / 8 octets from `offset` on.
    ///   - offset: Where the address begins, behind the length octet.
    ///   - length: At most ``bits``.
    init(octets: RawSpan, at offset: Int, length: UInt8)

    /// Stores the whole address, ``bits`` / 8 octets in network order.
    func store(into octets: inout MutableRawSpan, at offset: Int)
}

extension RoutePrefix {
    /// Octets of the address in NLRI (RFC 4271 §4.3).
    @inlinable
    public var octetCount: Int { (Int(length) + 7) >> 3 }

    /// Parses "address/length"; nil when it is not one of this family, or has a host part.
    public init?(_ text: String) {
        guard let prefix = IPPrefix(text), prefix.isNetwork else { return nil }
        self.init(prefix)
    }

    public var description: String { prefix.description }
}
