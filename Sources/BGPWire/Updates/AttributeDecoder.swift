/// Reads an attribute list into one ``PathAttributes``, noting what is malformed and what to do about it (RFC 7606).
struct AttributeDecoder {
    let options: DecodingOptions
    var attributes = PathAttributes()
    private(set) var faults: [AttributeFault] = []
    private(set) var isWithdrawn = false
    var as4Path: ASPath?
    var as4Aggregator: Aggregator?
    var multiprotocolNextHop: NextHop?
    private var nextHopFault: AttributeFault?
    private var seen = AttributeCodeSet()
    /// Flags of the attribute that is being read.
    private var flags: AttributeFlags = []

    init(options: DecodingOptions) { self.options = options }

    mutating func withdraw(_ code: AttributeCode?, _ reason: AttributeFault.Reason) {
        faults.append(AttributeFault(code, reason, .treatAsWithdraw))
        isWithdrawn = true
    }

    mutating func discard(_ code: AttributeCode, _ reason: AttributeFault.Reason) {
        faults.append(AttributeFault(code, reason, .attributeDiscard))
    }

    /// NEXT_HOP is malformed; it does not count when MP_REACH_NLRI has one.
    mutating func refuseNextHop(_ reason: AttributeFault.Reason) {
        nextHopFault = AttributeFault(.nextHop, reason, .treatAsWithdraw)
    }

    mutating func notePartial(_ attribute: PartialAttributes) {
        if flags.contains(.partial) { attributes.partial.insert(attribute) }
    }

    /// Takes what stands before the routes in MP_REACH_NLRI (RFC 4760 §3).
    mutating func decodeReach(_ head: RawSpan) {
        _ = seen.insert(.mpReach)
        MPReach.decode(head, into: &self)
    }

    /// - Throws: UPDATE error "unrecognized well-known attribute" (RFC 4271 §6.3); all other faults let the session go on.
    mutating func decode(_ list: RawSpan) throws(BGPError) {
        var offset = 0
        let end = list.byteCount
        while offset < end {
            let flags = AttributeFlags(rawValue: list.octet(offset))
            let headerCount = flags.contains(.extendedLength) ? 4 : 3
            guard end - offset >= headerCount else { return withdraw(nil, .truncated(remaining: end - offset)) }
            let code = AttributeCode(rawValue: list.octet(offset + 1))
            let length = headerCount == 4 ? Int(list.uint16(offset + 2)) : Int(list.octet(offset + 2))
            let start = offset + headerCount
            guard end - start >= length else { return withdraw(code, .overrun(length: length, remaining: end - start)) }
            if seen.insert(code) {
                self.flags = flags
                try decode(code, list.extracting(start..<(start + length)), list.extracting(offset..<(start + length)))
            } else {
                discard(code, .duplicate)
            }
            offset = start + length
        }
    }

    private mutating func decode(_ code: AttributeCode, _ value: RawSpan, _ whole: RawSpan) throws(BGPError) {
        switch code {
        case .origin: read(Origin.self, value)
        case .asPath: read(ASPath.self, value)
        case .nextHop: read(NextHop.self, value)
        case .multiExitDiscriminator: read(MultiExitDiscriminator.self, value)
        case .localPreference: read(LocalPreference.self, value)
        case .atomicAggregate: read(AtomicAggregate.self, value)
        case .aggregator: read(Aggregator.self, value)
        case .communities: read(Communities.self, value)
        case .originatorID: read(OriginatorID.self, value)
        case .clusterList: read(ClusterList.self, value)
        case .mpReach: read(MPReach.self, value)
        case .mpUnreach: read(MPUnreach.self, value)
        case .extendedCommunities: read(ExtendedCommunities.self, value)
        case .as4Path: read(AS4Path.self, value)
        case .as4Aggregator: read(AS4Aggregator.self, value)
        case .largeCommunities: read(LargeCommunities.self, value)
        default: try readUnknown(code, value, whole)
        }
    }

    /// RFC 7606 §3 c: with flags that are not the attribute's, its routes are taken as withdrawn.
    private mutating func read<Attribute: AttributeCoding>(_ attribute: Attribute.Type, _ value: RawSpan) {
        guard flags.kind == Attribute.flags else { return withdraw(Attribute.code, .flags(flags.kind, expected: Attribute.flags)) }
        Attribute.decode(value, into: &self)
    }

    /// RFC 4271 §5, §6.3: kept when optional and transitive, ignored when only optional, refused when well-known.
    private mutating func readUnknown(_ code: AttributeCode, _ value: RawSpan, _ whole: RawSpan) throws(BGPError) {
        guard flags.contains(.optional) else {
            throw .update(.unrecognizedWellKnownAttribute, data: whole.array(), "\(code) is flagged well-known and not known here")
        }
        guard flags.contains(.transitive) else { return }
        let attribute = UnknownAttribute(code: code, value: value.array())
        let place = attributes.unknown.firstIndex { $0.code > code } ?? attributes.unknown.endIndex
        attributes.unknown.insert(attribute, at: place)
    }

    /// The result, once everything of a route's list is read: what depends on several attributes is checked here.
    mutating func finish() -> AttributeOutcome {
        if let multiprotocolNextHop { attributes.nextHop = multiprotocolNextHop } else if let nextHopFault { note(nextHopFault) }
        // RFC 7606 §3 d.
        if !seen.contains(.origin) { withdraw(.origin, .missing) }
        if !seen.contains(.asPath) { withdraw(.asPath, .missing) }
        if !seen.contains(.nextHop), !seen.contains(.mpReach) { withdraw(.nextHop, .missing) }
        if !isWithdrawn {
            if !options.fourOctetAS { AS4Path.merge(as4Path, as4Aggregator, into: &attributes) }
            if let fault = pathFault { withdraw(.asPath, fault) }
        }
        return isWithdrawn ? .treatAsWithdraw(faults: faults) : .accepted(attributes, faults: faults)
    }

    private mutating func note(_ fault: AttributeFault) {
        faults.append(fault)
        isWithdrawn = true
    }

    /// What this peer must not send (RFC 5065 §5, RFC 4271 §6.3 with RFC 7606 §7.2, RFC 9774).
    private var pathFault: AttributeFault.Reason? {
        let path = attributes.asPath
        switch options.peer {
        case .external:
            if path.contains(where: \.isConfederation) { return .confederationSegment }
        case .internal:
            if !options.inConfederation, path.contains(where: \.isConfederation) { return .confederationSegment }
        case .confederation:
            if path.segmentHeader(at: 0)?.kind != .confederationSequence { return .noConfederationSequence }
        }
        if options.peer != .internal, let expected = options.firstAS, path.firstAS != expected {
            return .firstAS(path.firstAS, expected: expected)
        }
        if options.refusesASSets, path.contains(where: { $0 == .set || $0 == .confederationSet }) { return .asSet }
        return nil
    }
}
