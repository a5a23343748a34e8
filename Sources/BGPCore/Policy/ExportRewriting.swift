internal import BGPWire

/// What becomes of a route on its way to a peer, filters aside (RFC 4271 §5.1 and §9.2, RFC 4456 §8, RFC 9494 §4.3).
struct ExportRewriting: Hashable, Sendable {
    let role: PeerRole
    let encoding: EncodingOptions
    private let localAS: ASNumber
    private let clusterID: BGPIdentifier
    private let privateAS: ExportPolicy.PrivateAS
    private let sendsCommunities: Bool
    private let nextHops: NextHopRules
    /// Families in which the peer takes long-lived stale routes.
    private let longLived: UnicastFamilies

    init(_ routes: PeerRoutes, _ facts: SessionFacts, _ speaker: SpeakerIdentity) {
        let policy = routes.exportPolicy
        role = PeerRole(routes, facts)
        encoding = facts.negotiated.encoding
        localAS = facts.localAS
        clusterID = speaker.clusterID
        privateAS = role == .external ? policy.privateAS : .keep
        sendsCommunities = policy.sendsCommunities
        nextHops = NextHopRules(policy, facts, isExternal: role == .external)
        longLived = (facts.negotiated.longLivedGracefulRestart?.families ?? []).reduce(into: []) { $0.formUnion(UnicastFamilies($1.family)) }
    }

    @inline(__always)
    func allows(_ source: PeerRole?, _ marks: AttributeMarks, _ family: AddressFamily) -> Bool {
        // RFC 4456 §6: from one that is no client to clients only.
        if source == .internal, role == .internal { return false }
        guard !marks.isEmpty else { return true }
        if marks.contains(.longLivedStale), !longLived.contains(family) { return false }
        // RFC 1997 speaks of routes that were received: who marks a route of their own tells the peer what to do with it.
        guard source != nil else { return true }
        if marks.contains(.noAdvertise) { return false }
        return role != .external || marks.isDisjoint(with: [.noExport, .noExportSubconfederation])
    }

    func outgoing(
        _ attributes: PathAttributes, _ source: RouteSource, _ operations: [FilterOperation], _ family: AddressFamily
    ) -> PathAttributes? {
        var changed = attributes
        var (setsNextHop, setsMED) = (false, false)
        for operation in operations {
            operation.apply(to: &changed)
            switch operation {
            case .setNextHop: setsNextHop = true
            case .setMultiExitDiscriminator: setsMED = true
            case .addCommunity, .removeCommunity, .addExtendedCommunity, .addLargeCommunity, .prependASPath, .setLocalPreference: break
            }
        }
        guard let nextHop = nextHops.outgoing(changed.nextHop, isSet: setsNextHop, isLocal: source.isLocal, family) else { return nil }
        changed.nextHop = nextHop
        if !sendsCommunities { removeCommunities(&changed) }
        if role == .external {
            makeExternal(&changed, keepsMED: setsMED || source.isLocal)
        } else {
            makeInternal(&changed, source)
        }
        return changed
    }

    private func makeExternal(_ attributes: inout PathAttributes, keepsMED: Bool) {
        var path = attributes.asPath.withoutConfederation
        switch privateAS {
        case .keep: break
        case .removeWhenAlone: if path.isPrivateOnly { path = ASPath() }
        case .removeAll: path = path.withoutPrivateNumbers
        case .replaceWithOwn: path = path.replacingPrivateNumbers(with: localAS)
        }
        attributes.asPath = path.prepending(localAS)
        attributes.localPreference = nil
        if !keepsMED { attributes.multiExitDiscriminator = nil }
        attributes.originatorID = nil
        if !attributes.clusterList.isEmpty { attributes.clusterList = [] }
        // RFC 4360 §6.
        if attributes.extendedCommunities.contains(where: { !$0.isTransitive }) {
            attributes.extendedCommunities = attributes.extendedCommunities.filter(\.isTransitive)
        }
    }

    private func makeInternal(_ attributes: inout PathAttributes, _ source: RouteSource) {
        if attributes.localPreference == nil { attributes.localPreference = 100 }
        guard source.role?.isInternal == true else { return }
        if attributes.originatorID == nil { attributes.originatorID = source.identifier }
        attributes.clusterList = [clusterID] + attributes.clusterList
    }

    /// LLGR_STALE stays (RFC 9494 §4.3).
    private func removeCommunities(_ attributes: inout PathAttributes) {
        attributes.communities = attributes.communities.contains(.llgrStale) ? [.llgrStale] : []
        if !attributes.extendedCommunities.isEmpty { attributes.extendedCommunities = [] }
        if !attributes.largeCommunities.isEmpty { attributes.largeCommunities = [] }
        attributes.partial.subtract([.extendedCommunities, .largeCommunities])
        if attributes.communities.isEmpty { attributes.partial.remove(.communities) }
    }
}
