/// A quick hash of octets, 16 at a time: multiply to 128 bits and fold.
enum OctetHash {
    @inline(__always)
    private static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }

    static func hash(_ octets: RawSpan, seed: UInt64) -> UInt64 {
        let count = octets.byteCount
        var state = seed ^ 0xa076_1d64_78bd_642f
        var offset = 0
        while count &- offset >= 16 {
            state = mix(octets.uint64(offset) ^ 0xe703_7ed1_a0b4_28db, octets.uint64(offset &+ 8) ^ state)
            offset &+= 16
        }
        let (first, second) = rest(octets, from: offset)
        state = mix(first ^ 0x8ebc_6af0_9c88_c6e3, second ^ state)
        return mix(state ^ UInt64(truncatingIfNeeded: count), 0x5899_65cc_7537_4cc3)
    }

    /// The last octets, fewer than 16, in two words.
    @inline(__always)
    private static func rest(_ octets: RawSpan, from offset: Int) -> (UInt64, UInt64) {
        let count = octets.byteCount &- offset
        if count >= 8 { return (octets.uint64(offset), octets.uint64(octets.byteCount &- 8)) }
        if count >= 4 { return (UInt64(octets.uint32(offset)), UInt64(octets.uint32(octets.byteCount &- 4))) }
        var word: UInt64 = 0
        for index in 0..<count { word = word &<< 8 | UInt64(octets.octet(offset &+ index)) }
        return (word, 0)
    }

    static func areEqual(_ left: RawSpan, _ right: RawSpan) -> Bool {
        let count = left.byteCount
        guard right.byteCount == count else { return false }
        var offset = 0
        while count &- offset >= 8 {
            if left.uint64(offset) != right.uint64(offset) { return false }
            offset &+= 8
        }
        // The last eight octets, some of them for the second time.
        if count >= 8 { return left.uint64(count &- 8) == right.uint64(count &- 8) }
        return rest(left, from: 0) == rest(right, from: 0)
    }
}
