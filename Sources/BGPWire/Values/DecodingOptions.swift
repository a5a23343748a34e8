/// What both OPEN messages and the configuration say about messages that are received.
///
/// Two sessions with equal options decode equal octets to equal values, so results may be shared between them.
public struct DecodingOptions: Hashable, Sendable {
    public var peer: PeerKind
    /// This speaker belongs to a confederation: internal peers may send confederation segments (RFC 5065 §5).
    public var inConfederation = false
    /// AS numbers have four octets in AS_PATH and AGGREGATOR (RFC 6793 §4.1).
    public var fourOctetAS: Bool
    /// Negotiated families. Routes of others are passed over.
    public var families: UnicastFamilies
    /// Families whose NLRI begin with a path identifier (RFC 7911 §3).
    public var addPath: UnicastFamilies
    /// IPv4 routes may have IPv6 next hops (RFC 8950).
    public var extendedNextHop: Bool
    /// Largest message accepted, octets: 4096, or 65535 when this speaker sent the Extended Message capability (RFC 8654).
    public var maximumLength: Int
    /// The AS that every path of this external peer begins with; nil asks for none (RFC 4271 §6.3, RFC 7606 §7.2).
    public var firstAS: ASNumber?
    /// Treats routes with AS_SET or AS_CONFED_SET as withdrawn (RFC 9774).
    public var refusesASSets = false
    /// Random number for ``AttributeBlock``'s hash, so that nobody can send sets that collide.
    public var hashSeed: UInt64 = 0

    public init(
        peer: PeerKind = .external, fourOctetAS: Bool = true, families: UnicastFamilies = .ipv4, addPath: UnicastFamilies = [],
        extendedNextHop: Bool = false, maximumLength: Int = MessageHeader.defaultMaximumLength, firstAS: ASNumber? = nil
    ) {
        self.peer = peer
        self.fourOctetAS = fourOctetAS
        self.families = families
        self.addPath = addPath
        self.extendedNextHop = extendedNextHop
        self.maximumLength = maximumLength
        self.firstAS = firstAS
    }
}
