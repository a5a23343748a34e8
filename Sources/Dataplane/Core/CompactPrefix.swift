internal import Addresses

/// A network as a dictionary's key: half the octets of an `IPPrefix`, and quick to hash.
struct CompactPrefix: Hashable, Sendable {
    private let high: UInt64
    private let low: UInt64
    private let length: UInt8
    let isV6: Bool

    /// The host part of `prefix` is left out.
    init(_ prefix: IPPrefix) {
        let value = prefix.first.value
        high = UInt64(truncatingIfNeeded: value >> 64)
        low = UInt64(truncatingIfNeeded: value)
        length = UInt8(truncatingIfNeeded: prefix.length)
        isV6 = prefix.family == .v6
    }

    var family: IPAddress.Family { isV6 ? .v6 : .v4 }
    var bits: Int { Int(length) }

    var prefix: IPPrefix {
        IPPrefix(IPAddress(family: family, value: UInt128(high) << 64 | UInt128(low)), length: bits) ?? .all(family)
    }

    func hash(into hasher: inout Hasher) {
        if isV6 { hasher.combine(high) }
        // The top octets of an IPv4 address are free.
        hasher.combine(low ^ UInt64(length) << 32)
    }

    /// All bits, and those of a `qualifier`, mixed with a secret: two multiplications whose halves are folded.
    func mixed(with secret: UInt64, _ qualifier: UInt32) -> UInt64 {
        let first = (low ^ secret).multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15 ^ high)
        let rest = UInt64(length) << 32 | UInt64(qualifier)
        let second = (first.high ^ first.low ^ rest).multipliedFullWidth(by: secret)
        return second.high ^ second.low
    }
}
