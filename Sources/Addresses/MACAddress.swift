/// A 48-bit Ethernet address.
public struct MACAddress: Hashable, Sendable {
    /// Network order, 6 octets, in the low 48 bits.
    public let value: UInt64

    /// - Parameter value: The low 48 bits are taken.
    public init(value: UInt64) { self.value = value & 0xffff_ffff_ffff }

    /// The address from network-order octets; nil unless there are six.
    public init?(octets: some Collection<UInt8>) {
        guard octets.count == 6 else { return nil }
        value = octets.reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Parses six two-digit hexadecimal octets between colons or dashes.
    public init?(_ text: String) {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "-" }
        guard parts.count == 6 else { return nil }
        var value: UInt64 = 0
        for part in parts {
            guard part.utf8.count == 2, part.utf8.allSatisfy({ $0 != UInt8(ascii: "+") }), let octet = UInt8(part, radix: 16) else { return nil }
            value = value << 8 | UInt64(octet)
        }
        self.value = value
    }

    public var octets: [UInt8] { (0..<6).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * (5 - $0))) } }

    /// The group bit (IEEE 802): such an address cannot belong to an interface.
    public var isMulticast: Bool { value >> 40 & 1 == 1 }

    /// A locally administered unicast address from 48 random bits.
    public static func locallyAdministered(random: UInt64) -> MACAddress {
        MACAddress(value: random & 0xfcff_ffff_ffff | 0x0200_0000_0000)
    }

    /// The link-local IPv6 address the kernel derives from this address (RFC 4291 appendix A).
    public var linkLocal: IPAddress {
        let high = UInt128(value >> 24 ^ 0x02_0000)
        let low = UInt128(value & 0xff_ffff)
        return IPAddress(family: .v6, value: 0xfe80 << 112 | high << 40 | 0xfffe << 24 | low)
    }
}

extension MACAddress: CustomStringConvertible {
    public var description: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(17)
        for octet in octets {
            if !text.isEmpty { text.append(UInt8(ascii: ":")) }
            text.append(digits[Int(octet >> 4)])
            text.append(digits[Int(octet & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
