/// Where things stand in an UPDATE: offsets into the message without its header, all of which fit into 16 bits.
///
/// Small and without references, as it is made for every UPDATE.
@usableFromInline
struct UpdateLayout: Sendable {
    /// Withdrawn routes begin at 2.
    @usableFromInline var withdrawnEnd: UInt16 = 2
    @usableFromInline var withdrawnCount: UInt16 = 0
    @usableFromInline var listStart: UInt16 = 0
    /// NLRI begins here and ends with the message.
    @usableFromInline var listEnd: UInt16 = 0
    @usableFromInline var nlriCount: UInt16 = 0
    @usableFromInline var nextHopStart: UInt16 = 0
    @usableFromInline var nextHopLength: UInt8 = 0
    @usableFromInline var contents: UpdateContents = []
    @usableFromInline var reach = MultiprotocolLayout()
    @usableFromInline var unreach = MultiprotocolLayout()
}

/// MP_REACH_NLRI or MP_UNREACH_NLRI in an UPDATE.
@usableFromInline
struct MultiprotocolLayout: Sendable {
    @usableFromInline var family = AddressFamily(afi: 0, safi: 0)
    /// The attribute's first octet, its flags.
    @usableFromInline var start: UInt16 = 0
    @usableFromInline var routesStart: UInt16 = 0
    /// Behind the routes and the attribute.
    @usableFromInline var end: UInt16 = 0
    @usableFromInline var count: UInt16 = 0
}

/// What was found in an UPDATE beside routes of the IPv4 unicast fields.
@usableFromInline
struct UpdateContents: OptionSet, Sendable {
    @usableFromInline let rawValue: UInt8

    @inlinable
    init(rawValue: UInt8) { self.rawValue = rawValue }

    /// MP_REACH_NLRI of a negotiated family.
    @inlinable static var reach: UpdateContents { UpdateContents(rawValue: 1) }
    /// MP_UNREACH_NLRI of a negotiated family.
    @inlinable static var unreach: UpdateContents { UpdateContents(rawValue: 2) }
    /// MP_REACH_NLRI of another family.
    static let ignoredReach = UpdateContents(rawValue: 4)
    /// MP_UNREACH_NLRI of another family.
    static let ignoredUnreach = UpdateContents(rawValue: 8)
    /// IPv4 fields that are not empty although IPv4 unicast was not negotiated.
    static let ignoredIPv4 = UpdateContents(rawValue: 16)
    /// Other attributes, or what is no attribute.
    static let otherAttributes = UpdateContents(rawValue: 32)
    /// NEXT_HOP.
    static let nextHop = UpdateContents(rawValue: 64)

    static let anyReach: UpdateContents = [.reach, .ignoredReach]
    static let anyUnreach: UpdateContents = [.unreach, .ignoredUnreach]
}
