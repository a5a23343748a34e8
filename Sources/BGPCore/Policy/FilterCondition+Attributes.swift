internal import BGPWire

extension FilterCondition {
    /// Whether the condition holds; one on the prefix does, ``PrefixTest`` has seen to it.
    ///
    /// - Parameters:
    ///   - source: Where the route came from.
    ///   - peerIsExternal: What the other side is.
    ///   - attributes: Called only when the condition asks for attributes.
    func holds(_ source: RouteSource, peerIsExternal: Bool, _ attributes: () -> PathAttributes) -> Bool {
        switch self {
        case .prefix: true
        case .learned: !source.isLocal
        case .interface(let pattern): source.interface.map { NamePattern.matches($0, pattern) } ?? false
        case .community(let community): attributes().communities.contains(community)
        case .extendedCommunity(let community): attributes().extendedCommunities.contains(community)
        case .largeCommunity(let community): attributes().largeCommunities.contains(community)
        case .asPathPrefix(let numbers): attributes().asPath.hasPrefix(numbers)
        case .localPreference(let value): attributes().localPreference == value
        case .peer(let isExternal): peerIsExternal == isExternal
        }
    }
}
