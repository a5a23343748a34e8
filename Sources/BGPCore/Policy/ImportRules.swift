internal import Addresses
internal import BGPWire

/// What decides whether a session's routes can be used: loop checks of attributes, then filters.
///
/// LOCAL_PREF and other attributes of external peers that do not belong there are gone already: the decoder leaves them out.
struct ImportRules: Hashable, Sendable {
    let filters: FilterChain
    private let localAS: ASNumber
    private let speakerAS: ASNumber
    private let allowedOwnAS: Int
    private let identifier: BGPIdentifier
    private let clusterID: BGPIdentifier
    private let localAddress: IPAddress
    private let otherFamilyAddress: IPAddress?
    private let linkLocalAddress: IPAddress?

    init(_ routes: PeerRoutes, _ facts: SessionFacts, _ speaker: SpeakerIdentity) {
        let policy = routes.importPolicy
        // RFC 8212 §2.
        filters = FilterChain(filters: policy.filters, defaultAccepts: !(policy.requiresFilter && PeerRole(routes, facts) == .external))
        localAS = facts.localAS
        speakerAS = speaker.asNumber
        allowedOwnAS = policy.allowedOwnAS
        identifier = speaker.identifier
        clusterID = speaker.clusterID
        localAddress = facts.localAddress
        otherFamilyAddress = facts.otherFamilyAddress
        linkLocalAddress = facts.linkLocalAddress
    }

    /// Why the attributes make a route unusable whatever its prefix; nil when they do not.
    func rejection(of attributes: PathAttributes) -> ImportRejection? {
        if let rejection = loop(localAS, attributes.asPath) { return rejection }
        if speakerAS != localAS, let rejection = loop(speakerAS, attributes.asPath) { return rejection }
        if attributes.originatorID == identifier { return .ownOriginator(identifier) }
        if attributes.clusterList.contains(clusterID) { return .ownCluster(clusterID) }
        guard let nextHop = attributes.nextHop else { return nil }
        if isOwn(nextHop.address) { return .ownNextHop(nextHop.address) }
        if let linkLocal = nextHop.linkLocal, isOwn(linkLocal) { return .ownNextHop(linkLocal) }
        return nil
    }

    private func loop(_ number: ASNumber, _ path: ASPath) -> ImportRejection? {
        let count = path.count(of: number)
        return count > allowedOwnAS ? .ownAS(number, count: count, allowed: allowedOwnAS) : nil
    }

    private func isOwn(_ address: IPAddress) -> Bool {
        address == localAddress || address == otherFamilyAddress || address == linkLocalAddress
    }
}
