extension PathAttributes {
    /// The attribute list in the order of codes, without MP_REACH_NLRI.
    ///
    /// - Parameter withNextHop: With NEXT_HOP, when the next hop is an IPv4 address.
    func encodeList(withNextHop: Bool, fourOctetAS: Bool, into out: inout [UInt8]) {
        var rest = unknown[...]
        Origin.encode(self, into: &out)
        ASPath.encode(self, fourOctetAS: fourOctetAS, into: &out)
        if withNextHop, let nextHop { NextHop.encode(nextHop, into: &out) }
        MultiExitDiscriminator.encode(self, into: &out)
        LocalPreference.encode(self, into: &out)
        AtomicAggregate.encode(self, into: &out)
        Aggregator.encode(self, fourOctetAS: fourOctetAS, into: &out)
        Communities.encode(self, into: &out)
        OriginatorID.encode(self, into: &out)
        ClusterList.encode(self, into: &out)
        Self.encode(&rest, before: .extendedCommunities, into: &out)
        ExtendedCommunities.encode(self, into: &out)
        AS4Path.encode(self, fourOctetAS: fourOctetAS, into: &out)
        AS4Aggregator.encode(self, fourOctetAS: fourOctetAS, into: &out)
        Self.encode(&rest, before: .largeCommunities, into: &out)
        LargeCommunities.encode(self, into: &out)
        for attribute in rest { attribute.encode(into: &out) }
    }

    private static func encode(_ rest: inout ArraySlice<UnknownAttribute>, before code: AttributeCode, into out: inout [UInt8]) {
        while let attribute = rest.first, attribute.code < code {
            attribute.encode(into: &out)
            rest.removeFirst()
        }
    }

    /// The one attribute list for these attributes as an ``AttributeBlock`` has it: 4-octet AS numbers, order of codes, shortest lengths.
    ///
    /// Decodes to equal attributes. With an IPv4 next hop for IPv4 routes it is in NEXT_HOP, else in front in MP_REACH_NLRI.
    public func canonicalList(_ family: AddressFamily) -> [UInt8] {
        var out: [UInt8] = []
        let isClassic = family == .ipv4Unicast && nextHop?.isIPv4 != false
        if !isClassic, let nextHop {
            AttributeHeader.encode(MPReach.code, MPReach.flags, length: 5 + nextHop.octetCount, into: &out)
            MPReach.encodeHead(family, nextHop, into: &out)
        }
        encodeList(withNextHop: isClassic, fourOctetAS: true, into: &out)
        return out
    }
}
