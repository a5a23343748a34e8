/// Takes numbers off the front of stored octets; nil when there are too few.
///
/// The octets are LMDB's and only valid until the next write: nothing taken refers to them, but what ``take(_:)`` answers with.
public struct OctetReader {
    private var rest: UnsafeRawBufferPointer.SubSequence

    public init(_ octets: UnsafeRawBufferPointer) { rest = octets[...] }

    public var isAtEnd: Bool { rest.isEmpty }

    public mutating func octet() -> UInt8? { rest.popFirst() }

    /// Big-endian.
    public mutating func number(octets count: Int = 8) -> UInt64? { take(count)?.reduce(0) { UInt64($0) << 8 | UInt64($1) } }

    /// The next octets themselves, LMDB's memory.
    public mutating func take(_ count: Int) -> UnsafeRawBufferPointer.SubSequence? {
        guard count >= 0, rest.count >= count else { return nil }
        let taken = rest.prefix(count)
        rest = rest.dropFirst(count)
        return taken
    }

    /// A copy of the next octets, or of all that are left.
    public mutating func remainder(octets count: Int? = nil) -> [UInt8]? {
        guard let taken = take(count ?? rest.count) else { return nil }
        // Made from a slice, an array would be filled octet by octet.
        return [UInt8](unsafeUninitializedCapacity: taken.count) { room, filled in
            UnsafeMutableRawBufferPointer(room).copyMemory(from: UnsafeRawBufferPointer(rebasing: taken))
            filled = taken.count
        }
    }
}

extension [UInt8] {
    /// Big-endian, 8 octets.
    public mutating func appendNumber(_ number: UInt64) {
        for shift in stride(from: UInt64(56), through: 0, by: -8) { append(UInt8(truncatingIfNeeded: number >> shift)) }
    }
}
