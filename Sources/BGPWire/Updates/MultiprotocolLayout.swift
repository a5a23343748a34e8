/// Where MP_REACH_NLRI or MP_UNREACH_NLRI stands in an UPDATE; see ``UpdateLayout``.
@usableFromInline
struct MultiprotocolLayout: Sendable {
    /// AFI, SAFI, and the numbers of the properties below.
    @usableFromInline var numbers = SIMD8<UInt16>()

    @inlinable
    init() {}

    @inlinable var family: AddressFamily {
        get { AddressFamily(afi: numbers[0], safi: UInt8(truncatingIfNeeded: numbers[1])) }
        set {
            numbers[0] = newValue.afi
            numbers[1] = UInt16(newValue.safi)
        }
    }

    /// The attribute's first octet, its flags.
    @inlinable var start: UInt16 {
        get { numbers[2] }
        set { numbers[2] = newValue }
    }

    @inlinable var routesStart: UInt16 {
        get { numbers[3] }
        set { numbers[3] = newValue }
    }

    /// Behind the routes and the attribute.
    @inlinable var end: UInt16 {
        get { numbers[4] }
        set { numbers[4] = newValue }
    }

    @inlinable var count: UInt16 {
        get { numbers[5] }
        set { numbers[5] = newValue }
    }
}
