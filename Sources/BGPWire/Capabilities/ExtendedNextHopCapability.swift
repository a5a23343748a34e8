/// Routes of a family may have next hops of another (RFC 8950 §4).
public struct ExtendedNextHopCapability: Hashable, Sendable {
    static let code: UInt8 = 5

    /// Routes of one family with next hops of another.
    public struct Encoding: Hashable, Sendable {
        public let afi: UInt16
        /// Two octets here, one elsewhere.
        public let safi: UInt16
        public let nextHopAFI: UInt16

        public init(afi: UInt16, safi: UInt16, nextHopAFI: UInt16) {
            self.afi = afi
            self.safi = safi
            self.nextHopAFI = nextHopAFI
        }

        /// IPv4 unicast routes with IPv6 next hops.
        public static let ipv4OverIPv6 = Encoding(afi: 1, safi: 1, nextHopAFI: 2)
    }

    public var encodings: [Encoding]

    public init(_ encodings: [Encoding]) { self.encodings = encodings }

    init(decoding value: RawSpan) throws(BGPError) {
        guard value.byteCount.isMultiple(of: 6) else {
            throw Capability.badLength("extended next hop", value.byteCount, expected: "a multiple of 6")
        }
        encodings = stride(from: 0, to: value.byteCount, by: 6).map {
            Encoding(afi: value.uint16($0), safi: value.uint16($0 + 2), nextHopAFI: value.uint16($0 + 4))
        }
    }

    func encode(into out: inout [UInt8]) {
        for encoding in encodings {
            out.append(uint16: encoding.afi)
            out.append(uint16: encoding.safi)
            out.append(uint16: encoding.nextHopAFI)
        }
    }
}

extension ExtendedNextHopCapability: CustomStringConvertible {
    public var description: String {
        encodings.map { $0 == .ipv4OverIPv6 ? "IPv4 unicast over IPv6" : "AFI \($0.afi) SAFI \($0.safi) over AFI \($0.nextHopAFI)" }
            .joined(separator: ", ")
    }
}
