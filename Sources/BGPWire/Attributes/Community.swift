/// A mark on a route: an AS number and a number of its choice, or a well-known one (RFC 1997).
public struct Community: Hashable, Sendable {
    public let value: UInt32

    @inlinable
    public init(_ value: UInt32) { self.value = value }

    public init(_ asNumber: UInt16, _ number: UInt16) { value = UInt32(asNumber) << 16 | UInt32(number) }

    /// Parses "64512:100", a plain number, or a well-known name as ``description`` writes it.
    public init?(_ text: String) {
        if let named = Self.wellKnown.first(where: { $0.name == text }) {
            self = named.community
            return
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }) else { return nil }
        if parts.count == 1 {
            guard let value = UInt32(parts[0]) else { return nil }
            self.init(value)
        } else {
            guard let asNumber = UInt16(parts[0]), let number = UInt16(parts[1]) else { return nil }
            self.init(asNumber, number)
        }
    }

    public var asNumber: UInt16 { UInt16(truncatingIfNeeded: value >> 16) }
    public var number: UInt16 { UInt16(truncatingIfNeeded: value) }

    /// The link goes down soon: prefer another path (RFC 8326).
    public static let gracefulShutdown = Community(0xffff_0000)
    /// RFC 7611.
    public static let acceptOwn = Community(0xffff_0001)
    /// Kept through a long-lived graceful restart (RFC 9494 §3.2).
    public static let llgrStale = Community(0xffff_0006)
    /// Not to be kept through a long-lived graceful restart (RFC 9494 §3.3).
    public static let noLLGR = Community(0xffff_0007)
    /// Drop packets to this prefix (RFC 7999).
    public static let blackhole = Community(0xffff_029a)
    /// Not beyond the AS or confederation (RFC 1997).
    public static let noExport = Community(0xffff_ff01)
    /// To nobody (RFC 1997).
    public static let noAdvertise = Community(0xffff_ff02)
    /// Not beyond the member AS (RFC 1997).
    public static let noExportSubconfederation = Community(0xffff_ff03)
    /// Not over bilateral peerings (RFC 3765).
    public static let noPeer = Community(0xffff_ff04)

    /// Well-known communities under the names of IANA's registry.
    public static let wellKnown: [(name: String, community: Community)] = [
        ("graceful-shutdown", gracefulShutdown), ("accept-own", acceptOwn), ("llgr-stale", llgrStale), ("no-llgr", noLLGR),
        ("blackhole", blackhole), ("no-export", noExport), ("no-advertise", noAdvertise),
        ("no-export-subconfed", noExportSubconfederation), ("no-peer", noPeer),
    ]
}

extension Community: Comparable {
    public static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}

extension Community: CustomStringConvertible {
    /// "64512:100", or the name of a well-known one.
    public var description: String {
        Self.wellKnown.first { $0.community == self }?.name ?? "\(asNumber):\(number)"
    }
}
