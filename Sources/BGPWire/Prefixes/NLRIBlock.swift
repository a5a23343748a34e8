/// An NLRI field of an UPDATE that was checked: every entry is whole and its length fits the family.
@frozen
public struct NLRIBlock: Sendable {
    public let family: AddressFamily
    /// How many entries.
    public let count: Int
    /// Each entry begins with a path identifier (RFC 7911 §3).
    public let hasPathIDs: Bool
    /// The field as received.
    public let octets: ArraySlice<UInt8>

    @inlinable
    init(family: AddressFamily, count: Int, hasPathIDs: Bool, octets: ArraySlice<UInt8>) {
        self.family = family
        self.count = count
        self.hasPathIDs = hasPathIDs
        self.octets = octets
    }

    @inlinable
    public var isEmpty: Bool { count == 0 }

    /// The entries of a field of `Prefix`'s family; none when the field is of the other one.
    @inlinable
    public func entries<Prefix: RoutePrefix>(of type: Prefix.Type = Prefix.self) -> NLRISequence<Prefix> {
        NLRISequence(octets: family == Prefix.family ? octets : [], hasPathIDs: hasPathIDs)
    }

    /// The entries when this is an IPv4 field, else none.
    @inlinable
    public var ipv4: NLRISequence<IPv4Prefix> { entries() }

    /// The entries when this is an IPv6 field, else none.
    @inlinable
    public var ipv6: NLRISequence<IPv6Prefix> { entries() }

    /// Entries of a field from `start` to `end`, or what is wrong with it (RFC 7606 §5.3).
    static func check(_ span: RawSpan, from start: Int, to end: Int, bits: Int, hasPathIDs: Bool) throws(NLRIFault) -> Int {
        var position = start
        var count = 0
        let skipped = hasPathIDs ? 4 : 0
        while position < end {
            guard end &- position > skipped else { throw .truncatedPathID(remaining: end &- position) }
            let length = Int(span.octet(position &+ skipped))
            guard length <= bits else { throw .length(length, bits: bits) }
            position &+= skipped &+ 1
            let octetCount = (length &+ 7) >> 3
            guard end &- position >= octetCount else { throw .overrun(length: length, remaining: end &- position) }
            position &+= octetCount
            count &+= 1
        }
        return count
    }
}
