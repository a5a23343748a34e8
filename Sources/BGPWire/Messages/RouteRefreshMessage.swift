/// ROUTE-REFRESH: asks for a family's routes again, or frames the answer (RFC 2918 §3, RFC 7313 §3).
public struct RouteRefreshMessage: Hashable, Sendable {
    /// The message subtype. One that is not named here is to be ignored, and logged (RFC 7313 §5).
    public struct Subtype: RawRepresentable, Hashable, Sendable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// Asks the peer to send its routes again.
        public static let request = Subtype(rawValue: 0)
        /// BoRR: the routes follow.
        public static let beginning = Subtype(rawValue: 1)
        /// EoRR: that were all.
        public static let end = Subtype(rawValue: 2)

        public var isKnown: Bool { rawValue <= 2 }
    }

    public let family: AddressFamily
    public let subtype: Subtype

    public init(_ family: AddressFamily, subtype: Subtype = .request) {
        self.family = family
        self.subtype = subtype
    }

    /// - Throws: "Invalid message length" when anything follows the four octets of a known subtype: this package never offers outbound
    ///   route filters (RFC 5291), whose entries could. The data is the whole message (RFC 7313 §5), cut to fit into 4096 octets.
    public init(decoding frame: MessageFrame) throws(BGPError) {
        let body = frame.body
        let span = body.span.bytes
        guard span.byteCount >= 4 else { throw .header(.badLength, "ROUTE-REFRESH of \(span.byteCount) octets behind the header, 4 expected") }
        subtype = Subtype(rawValue: span.octet(2))
        guard span.byteCount == 4 || !subtype.isKnown else {
            throw .routeRefresh(
                .invalidLength, data: Array(frame.octets.prefix(NotificationMessage.maximumDataCount)),
                "ROUTE-REFRESH of \(span.byteCount) octets behind the header, 4 expected")
        }
        family = AddressFamily(afi: span.uint16(0), safi: span.octet(3))
    }

    public func encode(into out: inout [UInt8]) {
        let start = out.count
        MessageHeader.begin(.routeRefresh, in: &out)
        out.append(uint16: family.afi)
        out.append(subtype.rawValue)
        out.append(family.safi)
        MessageHeader.finish(&out, from: start)
    }
}

extension RouteRefreshMessage: CustomStringConvertible {
    public var description: String {
        switch subtype {
        case .request: "route refresh of \(family)"
        case .beginning: "beginning of route refresh of \(family)"
        case .end: "end of route refresh of \(family)"
        default: "route refresh subtype \(subtype.rawValue) of \(family)"
        }
    }
}
