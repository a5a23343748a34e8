public import Addresses

/// An IPv6 network in 24 octets (17 and padding).
@frozen
public struct IPv6Prefix: RoutePrefix {
    /// The upper 64 bits in host order, host part zero.
    public let high: UInt64
    /// The lower 64 bits in host order, host part zero.
    public let low: UInt64
    public let length: UInt8

    /// - Parameters:
    ///   - high: Upper 64 bits, host order; the host part is cut off.
    ///   - low: Lower 64 bits, host order; the host part is cut off.
    ///   - length: Taken as 128 when it is more.
    @inlinable
    public init(high: UInt64, low: UInt64, length: UInt8) {
        self.length = min(length, 128)
        // A shift by 64 or more gives zero, a negative one shifts the other way.
        self.high = high & UInt64.max << (64 &- Int(min(self.length, 64)))
        self.low = low & UInt64.max << (128 &- Int(max(self.length, 64)))
    }

    public init?(_ prefix: IPPrefix) {
        guard prefix.family == .v6 else { return nil }
        let value = prefix.address.value
        self.init(
            high: UInt64(truncatingIfNeeded: value >> 64), low: UInt64(truncatingIfNeeded: value), length: UInt8(truncatingIfNeeded: prefix.length))
    }

    @inlinable
    public static var family: AddressFamily { .ipv6Unicast }
    @inlinable
    public static var bits: Int { 128 }

    public var prefix: IPPrefix {
        IPPrefix(IPAddress(family: .v6, value: UInt128(high) << 64 | UInt128(low)), length: Int(length)) ?? .all(.v6)
    }

    @inlinable
    public init(octets: RawSpan, at offset: Int, length: UInt8) {
        let room = octets.byteCount &- offset
        if room >= 16 {
            let high = unsafe octets.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
            let low = unsafe octets.unsafeLoadUnaligned(fromByteOffset: offset &+ 8, as: UInt64.self)
            self.init(high: UInt64(bigEndian: high), low: UInt64(bigEndian: low), length: length)
        } else {
            var words: (high: UInt64, low: UInt64) = (0, 0)
            for index in 0..<min(room, (Int(length) + 7) >> 3) {
                let octet = unsafe octets.unsafeLoadUnaligned(fromByteOffset: offset &+ index, as: UInt8.self)
                if index < 8 {
                    words.high |= UInt64(octet) &<< UInt64(truncatingIfNeeded: 56 &- 8 &* index)
                } else {
                    words.low |= UInt64(octet) &<< UInt64(truncatingIfNeeded: 120 &- 8 &* index)
                }
            }
            self.init(high: words.high, low: words.low, length: length)
        }
    }

    @inlinable
    public func store(into octets: inout MutableRawSpan, at offset: Int) {
        octets.storeBytes(of: high.bigEndian, toByteOffset: offset, as: UInt64.self)
        octets.storeBytes(of: low.bigEndian, toByteOffset: offset &+ 8, as: UInt64.self)
    }

    /// Address before length: a network comes right before those inside it.
    @inlinable
    public static func < (left: Self, right: Self) -> Bool {
        (left.high, left.low, left.length) < (right.high, right.low, right.length)
    }
}
