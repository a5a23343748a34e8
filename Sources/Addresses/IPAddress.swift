internal import Glibc

/// An IPv4 or IPv6 address as a number, ordered within its family.
public struct IPAddress: Hashable, Sendable {
    /// The address family, with its numbers of bits and octets.
    public enum Family: UInt8, Hashable, Sendable, Comparable, CaseIterable {
        case v4 = 4
        case v6 = 6

        /// 32 or 128.
        public var bits: Int { self == .v4 ? 32 : 128 }
        /// 4 or 16.
        public var octets: Int { bits / 8 }

        public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    public let family: Family
    /// The address in host order; an IPv4 address uses the low 32 bits.
    public let value: UInt128

    /// - Parameters:
    ///   - family: The family of the address.
    ///   - value: Host order; bits above the family's width are cut off.
    public init(family: Family, value: UInt128) {
        self.family = family
        self.value = family == .v4 ? value & 0xffff_ffff : value
    }

    /// Parses dotted-quad or RFC 4291 §2.2 text, nothing around it; nil when it is neither.
    public init?(_ text: String) {
        // C text would end there.
        guard !text.utf8.contains(0) else { return nil }
        if text.utf8.contains(UInt8(ascii: ":")) {
            var raw = in6_addr()
            guard inet_pton(AF_INET6, text, &raw) == 1 else { return nil }
            self = withUnsafeBytes(of: &raw) { Self(family: .v6, octets: $0) }
        } else {
            var raw = in_addr()
            guard inet_pton(AF_INET, text, &raw) == 1 else { return nil }
            self = withUnsafeBytes(of: &raw) { Self(family: .v4, octets: $0) }
        }
    }

    /// The same for a part of a text.
    public init?(_ text: Substring) { self.init(String(text)) }

    /// The address from network-order octets; `octets` has ``Family/octets`` of them or more.
    public init(family: Family, octets: some Sequence<UInt8>) {
        var value: UInt128 = 0
        for octet in octets.prefix(family.octets) { value = value << 8 | UInt128(octet) }
        self.init(family: family, value: value)
    }

    /// Network order, 4 or 16 octets.
    public var octets: [UInt8] {
        (0..<family.octets).map { UInt8(truncatingIfNeeded: value >> UInt128(8 * (family.octets - 1 - $0))) }
    }

    /// The address `distance` further on, or nil past the end of the family.
    public func advanced(by distance: UInt128) -> IPAddress? {
        let (sum, overflow) = value.addingReportingOverflow(distance)
        guard !overflow, family == .v6 || sum <= 0xffff_ffff else { return nil }
        return IPAddress(family: family, value: sum)
    }

    public var isLinkLocal: Bool {
        family == .v4 ? value >> 16 == 0xa9fe : value >> 118 == 0x3fa
    }

    public var isMulticast: Bool {
        family == .v4 ? value >> 28 == 0xe : value >> 120 == 0xff
    }

    public var isLoopback: Bool {
        family == .v4 ? value >> 24 == 127 : value == 1
    }

    public var isUnspecified: Bool { value == 0 }
}

extension IPAddress: Comparable {
    public static func < (left: Self, right: Self) -> Bool {
        (left.family, left.value) < (right.family, right.value)
    }
}

extension IPAddress: CustomStringConvertible {
    /// Dotted quad, or RFC 5952 text.
    public var description: String {
        var raw = octets
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        _ = inet_ntop(family == .v4 ? AF_INET : AF_INET6, &raw, &text, socklen_t(text.count))
        return text.withUnsafeBufferPointer { buffer in
            String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }
}
