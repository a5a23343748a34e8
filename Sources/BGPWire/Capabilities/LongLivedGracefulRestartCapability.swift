/// Stale routes are kept, least preferred, for long (RFC 9494 §3.1). Without ``GracefulRestartCapability`` it is to be ignored.
public struct LongLivedGracefulRestartCapability: Hashable, Sendable {
    static let code: UInt8 = 71
    /// Seconds that fit into the 24 bits of the stale time.
    public static let maximumStaleTime: UInt32 = 0xff_ffff

    /// A family whose stale routes are to be kept.
    public struct Family: Hashable, Sendable {
        public let family: AddressFamily
        /// F: packets were forwarded all through the restart.
        public let forwardingPreserved: Bool
        /// Seconds, at most 16,777,215.
        public let staleTime: UInt32

        /// - Parameters:
        ///   - family: The family.
        ///   - forwardingPreserved: Packets were forwarded all through the restart.
        ///   - staleTime: Seconds; taken as 16,777,215 when it is more.
        public init(_ family: AddressFamily, forwardingPreserved: Bool, staleTime: UInt32) {
            self.family = family
            self.forwardingPreserved = forwardingPreserved
            self.staleTime = min(staleTime, LongLivedGracefulRestartCapability.maximumStaleTime)
        }
    }

    public var families: [Family]

    public init(_ families: [Family]) { self.families = families }

    init(decoding value: RawSpan) throws(BGPError) {
        guard value.byteCount.isMultiple(of: 7) else {
            throw Capability.badLength("long-lived graceful restart", value.byteCount, expected: "a multiple of 7")
        }
        families = stride(from: 0, to: value.byteCount, by: 7).map {
            Family(
                AddressFamily(afi: value.uint16($0), safi: value.octet($0 + 2)), forwardingPreserved: value.octet($0 + 3) & 0x80 != 0,
                staleTime: value.uint32($0 + 3) & Self.maximumStaleTime)
        }
    }

    func encode(into out: inout [UInt8]) {
        for family in families {
            out.append(uint16: family.family.afi)
            out.append(family.family.safi)
            out.append(uint32: family.staleTime | (family.forwardingPreserved ? 0x8000_0000 : 0))
        }
    }
}

extension LongLivedGracefulRestartCapability: CustomStringConvertible {
    public var description: String {
        families.map { "\($0.family) \($0.staleTime) s" + ($0.forwardingPreserved ? " forwarded" : "") }.joined(separator: ", ")
    }
}
