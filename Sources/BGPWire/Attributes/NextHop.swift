public import Addresses

/// Where packets to the route's prefix go (RFC 4271 §5.1.3, RFC 4760 §3, RFC 2545 §3, RFC 8950 §3).
///
/// Compact: 33 octets for any form.
public struct NextHop: Hashable, Sendable {
    private enum Form: UInt8 { case ipv4, ipv6, ipv6AndLinkLocal }

    private let high: UInt64
    private let low: UInt64
    private let linkLocalHigh: UInt64
    private let linkLocalLow: UInt64
    private let form: Form

    /// - Parameters:
    ///   - address: IPv4, IPv6, or the link-local address alone when the sender gave no other.
    ///   - linkLocal: The link-local address that goes with a global one; one that is not link-local, or with IPv4, is dropped.
    public init(_ address: IPAddress, linkLocal: IPAddress? = nil) {
        high = UInt64(truncatingIfNeeded: address.value >> 64)
        low = UInt64(truncatingIfNeeded: address.value)
        if address.family == .v6, let linkLocal, linkLocal.family == .v6, linkLocal.isLinkLocal {
            linkLocalHigh = UInt64(truncatingIfNeeded: linkLocal.value >> 64)
            linkLocalLow = UInt64(truncatingIfNeeded: linkLocal.value)
            form = .ipv6AndLinkLocal
        } else {
            linkLocalHigh = 0
            linkLocalLow = 0
            form = address.family == .v4 ? .ipv4 : .ipv6
        }
    }

    /// An IPv4 address in host order.
    init(ipv4 address: UInt32) {
        self.init(IPAddress(family: .v4, value: UInt128(address)))
    }

    public var address: IPAddress {
        IPAddress(family: form == .ipv4 ? .v4 : .v6, value: UInt128(high) << 64 | UInt128(low))
    }

    /// The link-local address beside a global one.
    public var linkLocal: IPAddress? {
        form == .ipv6AndLinkLocal ? IPAddress(family: .v6, value: UInt128(linkLocalHigh) << 64 | UInt128(linkLocalLow)) : nil
    }

    public var isIPv4: Bool { form == .ipv4 }

    /// Octets in MP_REACH_NLRI: 4, 16 or 32.
    public var octetCount: Int {
        switch form {
        case .ipv4: 4
        case .ipv6: 16
        case .ipv6AndLinkLocal: 32
        }
    }

    func encode(into out: inout [UInt8]) {
        switch form {
        case .ipv4: out.append(uint32: UInt32(truncatingIfNeeded: low))
        case .ipv6, .ipv6AndLinkLocal:
            out.append(uint64: high)
            out.append(uint64: low)
            if form == .ipv6AndLinkLocal {
                out.append(uint64: linkLocalHigh)
                out.append(uint64: linkLocalLow)
            }
        }
    }

    /// The next hop of 4, 16 or 32 octets in MP_REACH_NLRI; nil for another length.
    ///
    /// Behind an unspecified global address the link-local one counts; behind a global one something else than link-local is dropped.
    init?(decoding value: RawSpan) {
        switch value.byteCount {
        case 4: self.init(ipv4: value.uint32(0))
        case 16: self.init(Self.address(value, at: 0))
        case 32:
            let (global, linkLocal) = (Self.address(value, at: 0), Self.address(value, at: 16))
            if global.isUnspecified, linkLocal.isLinkLocal { self.init(linkLocal) } else { self.init(global, linkLocal: linkLocal) }
        default: return nil
        }
    }

    private static func address(_ value: RawSpan, at offset: Int) -> IPAddress {
        IPAddress(family: .v6, value: UInt128(value.uint64(offset)) << 64 | UInt128(value.uint64(offset + 8)))
    }

    /// Whether it can be the address of a host: not unspecified, loopback, multicast or reserved (RFC 4271 §6.3, RFC 1122 §3.2.1.3).
    var isHost: Bool {
        switch form {
        case .ipv4: low >> 24 != 0 && low >> 24 != 127 && low < 0xe000_0000
        case .ipv6, .ipv6AndLinkLocal: !(high == 0 && low <= 1) && high >> 56 != 0xff
        }
    }
}

extension NextHop: CustomStringConvertible {
    public var description: String { linkLocal.map { "\(address) (\($0))" } ?? "\(address)" }
}

extension NextHop: AttributeCoding {
    static let code = AttributeCode.nextHop
    static let flags = AttributeFlags.wellKnown

    /// RFC 7606 §7.3. What is wrong counts only for the routes that are not in MP_REACH_NLRI, where it is ignored (RFC 4760 §3).
    static func decode(_ value: RawSpan, into decoder: inout AttributeDecoder) {
        guard value.byteCount == 4 else { return decoder.refuseNextHop(.length(value.byteCount, expected: 4)) }
        let nextHop = NextHop(ipv4: value.uint32(0))
        guard nextHop.isHost else { return decoder.refuseNextHop(.nextHop(nextHop.address)) }
        decoder.attributes.nextHop = nextHop
    }

    static func encode(_ nextHop: NextHop, into out: inout [UInt8]) {
        encodeHeader(length: 4, into: &out)
        nextHop.encode(into: &out)
    }
}
