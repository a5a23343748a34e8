public import Addresses

/// An IPv4 network in 8 octets.
@frozen
public struct IPv4Prefix: RoutePrefix {
    /// Host order, host part zero.
    public let address: UInt32
    public let length: UInt8

    /// - Parameters:
    ///   - address: Host order; the host part is cut off.
    ///   - length: Taken as 32 when it is more.
    @inlinable
    public init(address: UInt32, length: UInt8) {
        self.length = min(length, 32)
        self.address = address & Self.mask(self.length)
    }

    public init?(_ prefix: IPPrefix) {
        guard prefix.family == .v4 else { return nil }
        self.init(address: UInt32(truncatingIfNeeded: prefix.address.value), length: UInt8(truncatingIfNeeded: prefix.length))
    }

    @inlinable
    public static var family: AddressFamily { .ipv4Unicast }
    @inlinable
    public static var bits: Int { 32 }

    public var prefix: IPPrefix {
        IPPrefix(IPAddress(family: .v4, value: UInt128(address)), length: Int(length)) ?? .all(.v4)
    }

    @inlinable
    static func mask(_ length: UInt8) -> UInt32 { UInt32.max << (32 &- UInt32(length)) }

    @inlinable
    public init(octets: RawSpan, at offset: Int, length: UInt8) {
        let room = octets.byteCount &- offset
        if room >= 4 {
            let word = unsafe octets.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)
            self.init(address: UInt32(bigEndian: word), length: length)
        } else {
            var address: UInt32 = 0
            for index in 0..<min(room, (Int(length) + 7) >> 3) {
                let octet = unsafe octets.unsafeLoadUnaligned(fromByteOffset: offset &+ index, as: UInt8.self)
                address |= UInt32(octet) &<< UInt32(truncatingIfNeeded: 24 &- 8 &* index)
            }
            self.init(address: address, length: length)
        }
    }

    @inlinable
    public func store(into octets: inout MutableRawSpan, at offset: Int) {
        octets.storeBytes(of: address.bigEndian, toByteOffset: offset, as: UInt32.self)
    }

    /// Address before length: a network comes right before those inside it.
    @inlinable
    public static func < (left: Self, right: Self) -> Bool {
        UInt64(left.address) << 8 | UInt64(left.length) < UInt64(right.address) << 8 | UInt64(right.length)
    }

    @inlinable
    public func hash(into hasher: inout Hasher) { hasher.combine(UInt64(address) << 8 | UInt64(length)) }
}
