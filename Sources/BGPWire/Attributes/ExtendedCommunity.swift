/// A typed mark of eight octets on a route (RFC 4360).
public struct ExtendedCommunity: Hashable, Sendable {
    /// In host order: the type is the uppermost octet.
    public let value: UInt64

    @inlinable
    public init(_ value: UInt64) { self.value = value }

    /// What a route target or route origin is scoped by (RFC 4360 §3, RFC 5668).
    public enum Administrator: Hashable, Sendable {
        case twoOctetAS(UInt16, number: UInt32)
        case address(BGPIdentifier, number: UInt16)
        case fourOctetAS(ASNumber, number: UInt16)
    }

    /// RFC 4360 §4: who shall import the route.
    public static func routeTarget(_ administrator: Administrator) -> ExtendedCommunity { make(administrator, subtype: 2) }

    /// RFC 4360 §5: the site the route comes from.
    public static func routeOrigin(_ administrator: Administrator) -> ExtendedCommunity { make(administrator, subtype: 3) }

    private static func make(_ administrator: Administrator, subtype: UInt64) -> ExtendedCommunity {
        switch administrator {
        case .twoOctetAS(let asNumber, let number): ExtendedCommunity(subtype << 48 | UInt64(asNumber) << 32 | UInt64(number))
        case .address(let address, let number): ExtendedCommunity(1 << 56 | subtype << 48 | UInt64(address.value) << 16 | UInt64(number))
        case .fourOctetAS(let asNumber, let number): ExtendedCommunity(2 << 56 | subtype << 48 | UInt64(asNumber.value) << 16 | UInt64(number))
        }
    }

    public var type: UInt8 { UInt8(truncatingIfNeeded: value >> 56) }
    public var subtype: UInt8 { UInt8(truncatingIfNeeded: value >> 48) }
    /// Not transitive ones stay inside the AS (RFC 4360 §2).
    public var isTransitive: Bool { type & 0x40 == 0 }

    /// nil for a type that has none.
    public var administrator: Administrator? {
        switch type & 0x3f {
        case 0: .twoOctetAS(UInt16(truncatingIfNeeded: value >> 32), number: UInt32(truncatingIfNeeded: value))
        case 1: .address(BGPIdentifier(UInt32(truncatingIfNeeded: value >> 16)), number: UInt16(truncatingIfNeeded: value))
        case 2: .fourOctetAS(ASNumber(UInt32(truncatingIfNeeded: value >> 16)), number: UInt16(truncatingIfNeeded: value))
        default: nil
        }
    }
}

extension ExtendedCommunity: CustomStringConvertible {
    /// "rt:64512:7", "ro:10.0.0.1:7", or "0x030c000000000008" for another type.
    public var description: String {
        let name: String? = subtype == 2 ? "rt" : subtype == 3 ? "ro" : nil
        guard isTransitive, let name, let administrator else { return "0x\(HexText.write([UInt8](value)))" }
        return switch administrator {
        case .twoOctetAS(let asNumber, let number): "\(name):\(asNumber):\(number)"
        case .address(let address, let number): "\(name):\(address):\(number)"
        case .fourOctetAS(let asNumber, let number): "\(name):\(asNumber)L:\(number)"
        }
    }
}

extension [UInt8] {
    /// Network order.
    fileprivate init(_ value: UInt64) {
        self = []
        append(uint64: value)
    }
}
