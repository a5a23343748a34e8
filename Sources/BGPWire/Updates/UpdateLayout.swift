/// Where things stand in an UPDATE: offsets into the message without its header, all of which fit into 16 bits.
///
/// Made and copied for every UPDATE. Kept in three vectors: a structure of twenty numbers would be copied through memory, field by field.
@usableFromInline
struct UpdateLayout: Sendable {
    /// Offsets and counts, in the order of the properties below.
    @usableFromInline var numbers = SIMD8<UInt16>(2, 0, 0, 0, 0, 0, 0, 0)
    /// MP_REACH_NLRI.
    @usableFromInline var reach = MultiprotocolLayout()
    /// MP_UNREACH_NLRI.
    @usableFromInline var unreach = MultiprotocolLayout()

    /// Withdrawn routes begin at 2.
    @inlinable var withdrawnEnd: UInt16 {
        get { numbers[0] }
        set { numbers[0] = newValue }
    }

    @inlinable var withdrawnCount: UInt16 {
        get { numbers[1] }
        set { numbers[1] = newValue }
    }

    @inlinable var listStart: UInt16 {
        get { numbers[2] }
        set { numbers[2] = newValue }
    }

    /// NLRI begins here and ends with the message.
    @inlinable var listEnd: UInt16 {
        get { numbers[3] }
        set { numbers[3] = newValue }
    }

    @inlinable var nlriCount: UInt16 {
        get { numbers[4] }
        set { numbers[4] = newValue }
    }

    @inlinable var nextHopStart: UInt16 {
        get { numbers[5] }
        set { numbers[5] = newValue }
    }

    @inlinable var nextHopLength: UInt16 {
        get { numbers[6] }
        set { numbers[6] = newValue }
    }

    @inlinable var contents: UpdateContents {
        get { UpdateContents(rawValue: numbers[7]) }
        set { numbers[7] = newValue.rawValue }
    }
}

/// What was found in an UPDATE beside routes of the IPv4 unicast fields.
@usableFromInline
struct UpdateContents: OptionSet, Sendable {
    @usableFromInline let rawValue: UInt16

    @inlinable
    init(rawValue: UInt16) { self.rawValue = rawValue }

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
