internal import Addresses
internal import BGPWire

/// What the next hop becomes on the way to a peer (RFC 4271 §5.1.3, RFC 2545 §3, RFC 8950 §4).
struct NextHopRules: Hashable, Sendable {
    private let isExternal: Bool
    private let mode: ExportPolicy.NextHopMode
    private let localAddress: IPAddress
    private let otherFamilyAddress: IPAddress?
    /// nil unless the peer is on the same link.
    private let linkLocalAddress: IPAddress?
    /// Empty where they do not count.
    private let sharedNetworks: [IPPrefix]
    /// IPv4 routes may have IPv6 next hops.
    private let isExtended: Bool

    init(_ policy: ExportPolicy, _ facts: SessionFacts, isExternal: Bool) {
        self.isExternal = isExternal
        mode = policy.nextHop
        localAddress = facts.localAddress
        otherFamilyAddress = facts.otherFamilyAddress
        linkLocalAddress = facts.sharedNetworks.isEmpty ? nil : facts.linkLocalAddress
        sharedNetworks = isExternal && policy.nextHop == .auto ? facts.sharedNetworks : []
        isExtended = facts.negotiated.encoding.extendedNextHop
    }

    /// - Parameters:
    ///   - nextHop: As the route has it.
    ///   - isSet: An export filter set it.
    ///   - isLocal: The route is this speaker's own.
    ///   - family: Of the route.
    /// - Returns: nil when there is none that a session like this can have.
    func outgoing(_ nextHop: NextHop?, isSet: Bool, isLocal: Bool, _ family: AddressFamily) -> NextHop? {
        guard let nextHop, !nextHop.address.isUnspecified else { return own(family) }
        if isSet { return fits(nextHop, family) ? nextHop : nil }
        switch mode {
        case .own: return own(family)
        case .keep: return fits(nextHop, family) ? NextHop(nextHop.address) : nil
        case .auto:
            guard fits(nextHop, family) else { return own(family) }
            if isExternal { return isThirdParty(nextHop) ? nextHop : own(family) }
            // A link-local address does not lead further than its link.
            return isLocal || nextHop.address.isLinkLocal ? own(family) : NextHop(nextHop.address)
        }
    }

    private func fits(_ nextHop: NextHop, _ family: AddressFamily) -> Bool {
        nextHop.isIPv4 ? family == .ipv4Unicast : family == .ipv6Unicast || isExtended
    }

    private func isThirdParty(_ nextHop: NextHop) -> Bool { sharedNetworks.contains { $0.contains(nextHop.address) } }

    /// This end's address for routes of a family; nil when there is none. Where IPv4 routes may have IPv6 next hops, the session's is preferred.
    private func own(_ family: AddressFamily) -> NextHop? {
        let wanted: IPAddress.Family = family == .ipv4Unicast ? .v4 : .v6
        if wanted == .v4, isExtended, localAddress.family == .v6 { return address(.v6) }
        return address(wanted) ?? (wanted == .v4 && isExtended ? address(.v6) : nil)
    }

    private func address(_ family: IPAddress.Family) -> NextHop? {
        if localAddress.family == family { return NextHop(localAddress, linkLocal: localAddress.isLinkLocal ? nil : linkLocalAddress) }
        guard let otherFamilyAddress, otherFamilyAddress.family == family else { return nil }
        return NextHop(otherFamilyAddress, linkLocal: otherFamilyAddress.isLinkLocal ? nil : linkLocalAddress)
    }
}
