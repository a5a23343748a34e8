/// The attributes of announced routes as octets for sessions of one kind, made once for all routes and peers that share them.
public struct EncodedAttributes: Hashable, Sendable {
    public let family: AddressFamily
    /// What an UPDATE has between header and routes; its lengths are still 0.
    let head: [UInt8]
    /// What it has behind the routes.
    let tail: [UInt8]
    /// The routes are in MP_REACH_NLRI, not in NLRI.
    let isMultiprotocol: Bool

    /// - Parameters:
    ///   - attributes: As they are to be sent: nothing is added or left out.
    ///   - family: Of the routes.
    ///   - options: Of the sessions; of them only AS numbers and next hops count here.
    /// - Throws: When the next hop is missing or cannot be sent on such a session.
    public init(_ attributes: PathAttributes, family: AddressFamily, options: EncodingOptions) throws(EncodingError) {
        guard let nextHop = attributes.nextHop else { throw .nextHopMissing(family) }
        self.family = family
        // RFC 7606 §5.1: MP_REACH_NLRI comes first. IPv4 routes are in NLRI whenever their next hop allows it.
        isMultiprotocol = family != .ipv4Unicast || !nextHop.isIPv4
        guard nextHop.isIPv4 ? family == .ipv4Unicast : family == .ipv6Unicast || options.extendedNextHop else {
            throw .nextHopUnsupported(nextHop, family)
        }
        var list: [UInt8] = []
        list.reserveCapacity(96)
        if isMultiprotocol {
            var head: [UInt8] = []
            head.reserveCapacity(48)
            head.append(contentsOf: [0, 0, 0, 0])
            head.append(AttributeFlags([.optional, .extendedLength]).rawValue)
            head.append(MPReach.code.rawValue)
            head.append(uint16: 0)
            MPReach.encodeHead(family, nextHop, into: &head)
            attributes.encodeList(withNextHop: false, fourOctetAS: options.fourOctetAS, into: &list)
            self.head = head
            tail = list
        } else {
            list.append(contentsOf: [0, 0, 0, 0])
            attributes.encodeList(withNextHop: true, fourOctetAS: options.fourOctetAS, into: &list)
            // Longer lists do not fit into any message; begin(_:) says so.
            list.patch(uint16: list.count - 4, at: 2)
            head = list
            tail = []
        }
    }
}
