/// Lays octets down in LMDB's memory, from its start. What has no room there is left out.
struct OctetWriter {
    private var rest: UnsafeMutableRawBufferPointer

    init(_ room: UnsafeMutableRawBufferPointer) { rest = room }

    /// Big-endian.
    mutating func write(_ number: UInt64, octets count: Int = 8) {
        guard rest.count >= count else { return }
        for index in 0..<count { rest[index] = UInt8(truncatingIfNeeded: number >> UInt64(8 * (count - 1 - index))) }
        rest = UnsafeMutableRawBufferPointer(rebasing: rest.dropFirst(count))
    }

    mutating func write(_ number: Int64) { write(UInt64(bitPattern: number)) }

    mutating func write(_ octets: [UInt8]) {
        guard rest.count >= octets.count else { return }
        rest.copyBytes(from: octets)
        rest = UnsafeMutableRawBufferPointer(rebasing: rest.dropFirst(octets.count))
    }
}
