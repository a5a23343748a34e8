internal import Addresses

/// Takes numbers, addresses and spans off the front of stored octets; nil when there are too few.
///
/// The octets are LMDB's and only valid until the next write: nothing taken refers to them.
struct OctetReader {
    private var rest: UnsafeRawBufferPointer.SubSequence

    init(_ octets: UnsafeRawBufferPointer) { rest = octets[...] }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func octet() -> UInt8? { rest.popFirst() }

    mutating func number(octets count: Int = 8) -> UInt64? {
        guard rest.count >= count else { return nil }
        let value = rest.prefix(count).reduce(0) { UInt64($0) << 8 | UInt64($1) }
        rest = rest.dropFirst(count)
        return value
    }

    mutating func address(_ family: IPAddress.Family) -> IPAddress? {
        guard rest.count >= family.octets else { return nil }
        var value: UInt128 = 0
        for octet in rest.prefix(family.octets) { value = value << 8 | UInt128(octet) }
        rest = rest.dropFirst(family.octets)
        return IPAddress(family: family, value: value)
    }

    mutating func family() -> IPAddress.Family? { octet().flatMap { IPAddress.Family(rawValue: $0) } }

    mutating func span() -> AddressRange? {
        guard let family = family(), let first = address(family), let last = address(family) else { return nil }
        return AddressRange(first, last)
    }

    mutating func remainder(octets count: Int? = nil) -> [UInt8]? {
        guard rest.count >= count ?? 0 else { return nil }
        let taken = Array(rest.prefix(count ?? rest.count))
        rest = rest.dropFirst(taken.count)
        return taken
    }
}
