/// Finds and checks the fields of an UPDATE.
enum UpdateScanner {
    static func scan(_ span: RawSpan, _ options: DecodingOptions, _ layout: inout UpdateLayout) throws(BGPError) {
        guard span.byteCount >= 4, span.byteCount <= MessageHeader.extendedMaximumLength - MessageHeader.size else {
            throw .header(.badLength, "UPDATE of \(span.byteCount) octets behind the header, 4 or more expected")
        }
        // RFC 7606 §3 b: both lengths have to fit; then NLRI is what is left.
        let withdrawnEnd = 2 &+ Int(span.uint16(0))
        guard withdrawnEnd &+ 2 <= span.byteCount else {
            throw .update(.malformedAttributeList, "withdrawn routes of \(withdrawnEnd - 2) octets in an UPDATE of \(span.byteCount + 19)")
        }
        let listStart = withdrawnEnd &+ 2
        let listEnd = listStart &+ Int(span.uint16(withdrawnEnd))
        guard listEnd <= span.byteCount else {
            throw .update(
                .malformedAttributeList,
                "withdrawn routes of \(withdrawnEnd - 2) and attributes of \(listEnd - listStart) octets in an UPDATE of \(span.byteCount + 19)")
        }
        layout.withdrawnEnd = UInt16(truncatingIfNeeded: withdrawnEnd)
        layout.listStart = UInt16(truncatingIfNeeded: listStart)
        layout.listEnd = UInt16(truncatingIfNeeded: listEnd)
        // An UPDATE with nothing in it is the end of RIB of IPv4 unicast.
        if span.byteCount == 4, !options.families.contains(.ipv4) { layout.contents.insert(.ignoredIPv4) }
        if withdrawnEnd > 2 { layout.withdrawnCount = try ipv4(span, from: 2, to: withdrawnEnd, "withdrawn routes", options, &layout) }
        if listEnd < span.byteCount { layout.nlriCount = try ipv4(span, from: listEnd, to: span.byteCount, "NLRI", options, &layout) }
        if listStart < listEnd { try scanAttributes(span, from: listStart, to: listEnd, options, &layout) }
    }

    /// Routes in one of the two fields for IPv4 unicast (RFC 7606 §3 i, §5.3).
    private static func ipv4(
        _ span: RawSpan, from start: Int, to end: Int, _ name: StaticString, _ options: DecodingOptions, _ layout: inout UpdateLayout
    ) throws(BGPError) -> UInt16 {
        guard options.families.contains(.ipv4) else {
            layout.contents.insert(.ignoredIPv4)
            return 0
        }
        do throws(NLRIFault) {
            let count = try NLRIBlock.check(span, from: start, to: end, bits: 32, hasPathIDs: options.addPath.contains(.ipv4))
            return UInt16(truncatingIfNeeded: count)
        } catch {
            throw .update(.invalidNetworkField, "\(name) with \(error)")
        }
    }

    /// Finds the attributes with routes. An attribute that reaches beyond the list ends the search: it counts among the others.
    private static func scanAttributes(
        _ span: RawSpan, from start: Int, to end: Int, _ options: DecodingOptions, _ layout: inout UpdateLayout
    ) throws(BGPError) {
        var offset = start
        while offset < end {
            let isExtended = span.octet(offset) & AttributeFlags.extendedLength.rawValue != 0
            let valueStart = offset &+ (isExtended ? 4 : 3)
            guard valueStart <= end else { break }
            let next = valueStart &+ (isExtended ? Int(span.uint16(offset &+ 2)) : Int(span.octet(offset &+ 2)))
            guard next <= end else { break }
            switch span.octet(offset &+ 1) {
            case 14: try readReach(span, offset..<next, valueStart: valueStart, options, &layout)
            case 15: try readUnreach(span, offset..<next, valueStart: valueStart, options, &layout)
            case 3: layout.contents.insert([.otherAttributes, .nextHop])
            default: layout.contents.insert(.otherAttributes)
            }
            offset = next
        }
        if offset < end { layout.contents.insert(.otherAttributes) }
    }

    private static func readReach(
        _ span: RawSpan, _ whole: Range<Int>, valueStart: Int, _ options: DecodingOptions, _ layout: inout UpdateLayout
    ) throws(BGPError) {
        guard layout.contents.isDisjoint(with: .anyReach) else {
            throw .update(.malformedAttributeList, "MP_REACH_NLRI is there more than once")
        }
        try checkFlags(span, whole, MPReach.self)
        let length = whole.upperBound - valueStart
        guard length >= 5 else { throw refused(span, whole, "MP_REACH_NLRI has \(length) octets, 5 or more expected") }
        let family = AddressFamily(afi: span.uint16(valueStart), safi: span.octet(valueStart + 2))
        layout.reach.family = family
        layout.reach.start = UInt16(truncatingIfNeeded: whole.lowerBound)
        layout.reach.end = UInt16(truncatingIfNeeded: whole.upperBound)
        guard options.families.contains(family) else {
            layout.contents.insert(.ignoredReach)
            return
        }
        let nextHopLength = Int(span.octet(valueStart + 3))
        guard length >= 5 + nextHopLength else {
            throw refused(span, whole, "MP_REACH_NLRI of \(length) octets has a next hop of \(nextHopLength)")
        }
        guard MPReach.isExpected(nextHopLength: nextHopLength, of: family, options: options) else {
            throw refused(
                span, whole,
                "MP_REACH_NLRI of \(family) has a next hop of \(nextHopLength) octets, \(MPReach.expectedLengths(of: family, options)) expected")
        }
        layout.nextHopStart = UInt16(truncatingIfNeeded: valueStart + 4)
        layout.nextHopLength = UInt8(truncatingIfNeeded: nextHopLength)
        layout.contents.insert(.reach)
        layout.reach.routesStart = UInt16(truncatingIfNeeded: valueStart + 5 + nextHopLength)
        layout.reach.count = try routes(span, layout.reach, whole, "MP_REACH_NLRI", options)
    }

    private static func readUnreach(
        _ span: RawSpan, _ whole: Range<Int>, valueStart: Int, _ options: DecodingOptions, _ layout: inout UpdateLayout
    ) throws(BGPError) {
        guard layout.contents.isDisjoint(with: .anyUnreach) else {
            throw .update(.malformedAttributeList, "MP_UNREACH_NLRI is there more than once")
        }
        try checkFlags(span, whole, MPUnreach.self)
        let length = whole.upperBound - valueStart
        guard length >= 3 else { throw refused(span, whole, "MP_UNREACH_NLRI has \(length) octets, 3 or more expected") }
        let family = AddressFamily(afi: span.uint16(valueStart), safi: span.octet(valueStart + 2))
        layout.unreach.family = family
        layout.unreach.start = UInt16(truncatingIfNeeded: whole.lowerBound)
        layout.unreach.end = UInt16(truncatingIfNeeded: whole.upperBound)
        guard options.families.contains(family) else {
            layout.contents.insert(.ignoredUnreach)
            return
        }
        layout.contents.insert(.unreach)
        layout.unreach.routesStart = UInt16(truncatingIfNeeded: valueStart + 3)
        layout.unreach.count = try routes(span, layout.unreach, whole, "MP_UNREACH_NLRI", options)
    }

    private static func routes(
        _ span: RawSpan, _ field: MultiprotocolLayout, _ whole: Range<Int>, _ name: StaticString, _ options: DecodingOptions
    ) throws(BGPError) -> UInt16 {
        do throws(NLRIFault) {
            let count = try NLRIBlock.check(
                span, from: Int(field.routesStart), to: Int(field.end), bits: field.family == .ipv4Unicast ? 32 : 128,
                hasPathIDs: options.addPath.contains(field.family))
            return UInt16(truncatingIfNeeded: count)
        } catch {
            throw refused(span, whole, "\(name) of \(field.family) with \(error)")
        }
    }

    /// RFC 7606 §5.3: flags other than RFC 4760's make the attribute incorrect.
    private static func checkFlags<Attribute: AttributeCoding>(
        _ span: RawSpan, _ whole: Range<Int>, _ attribute: Attribute.Type
    ) throws(BGPError) {
        let flags = AttributeFlags(rawValue: span.octet(whole.lowerBound)).kind
        guard flags == Attribute.flags else {
            throw refused(span, whole, "\(Attribute.code) is flagged \(flags), it is \(Attribute.flags)")
        }
    }

    /// RFC 4760 §7: "optional attribute error" with the attribute as data (RFC 4271 §6.3).
    private static func refused(_ span: RawSpan, _ whole: Range<Int>, _ reason: String) -> BGPError {
        .update(.optionalAttribute, data: span.extracting(whole).array(), reason)
    }
}
