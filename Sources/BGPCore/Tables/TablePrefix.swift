internal import BGPWire

/// A prefix as key of a table.
protocol TablePrefix: RoutePrefix {
    /// Mixes all bits; `seed` keeps peers from choosing prefixes that collide.
    func tableHash(_ seed: UInt64) -> UInt64
    /// Of no bits.
    static var zero: Self { get }
}

extension IPv4Prefix: TablePrefix {
    @inline(__always)
    func tableHash(_ seed: UInt64) -> UInt64 { TableHash.mix(UInt64(address) << 8 | UInt64(length), seed) }

    static var zero: IPv4Prefix { IPv4Prefix(address: 0, length: 0) }
}

extension IPv6Prefix: TablePrefix {
    @inline(__always)
    func tableHash(_ seed: UInt64) -> UInt64 { TableHash.mix(TableHash.mix(high, seed) ^ low, seed &+ UInt64(length)) }

    static var zero: IPv6Prefix { IPv6Prefix(high: 0, low: 0, length: 0) }
}

enum TableHash {
    /// Multiplies to 128 bits and folds.
    @inline(__always)
    static func mix(_ value: UInt64, _ seed: UInt64) -> UInt64 {
        let product = (value ^ seed ^ 0x9e37_79b9_7f4a_7c15).multipliedFullWidth(by: 0xd6e8_feb8_6659_fd93)
        return product.high ^ product.low
    }
}
