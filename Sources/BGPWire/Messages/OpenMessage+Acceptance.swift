extension OpenMessage {
    /// Checks a received OPEN against what is expected of the peer.
    ///
    /// - Parameters:
    ///   - local: The OPEN sent to this peer.
    ///   - expectedAS: The AS configured for the peer; nil accepts any.
    ///   - required: Capabilities without which no session is wanted.
    /// - Throws: "bad peer AS" (RFC 4271 §6.2), "bad BGP identifier" when an internal peer has this speaker's (RFC 6286 §2.2),
    ///   "unsupported capability" listing what is missing (RFC 5492 §3).
    public func accept(as local: OpenMessage, expectedAS: ASNumber?, required: [Capability] = []) throws(BGPError) {
        if let expectedAS, asNumber != expectedAS {
            throw .open(.badPeerAS, data: asOctets, "the peer's OPEN is from AS \(asNumber), AS \(expectedAS) is configured")
        }
        if asNumber == local.asNumber, identifier == local.identifier {
            var data: [UInt8] = []
            data.append(uint32: identifier.value)
            throw .open(.badIdentifier, data: data, "the peer has this speaker's own BGP identifier \(identifier) in the same AS \(asNumber)")
        }
        let missing = required.filter { !capabilities.contains($0) && !isImplied($0) }
        guard missing.isEmpty else {
            let data = (try? Capability.encodeList(missing)) ?? []
            throw .open(.unsupportedCapability, data: data, "the peer lacks \(missing.map(\.description).joined(separator: ", "))")
        }
    }

    /// IPv4 unicast need not be said, and any 4-octet AS number will do.
    private func isImplied(_ capability: Capability) -> Bool {
        switch capability {
        case .multiprotocol(let family): families.contains(family)
        case .fourOctetAS: fourOctetAS != nil
        default: false
        }
    }
}
