internal import BGPWire

extension FilterOperation {
    /// Changes a route's attributes. A community that is there already is not added again.
    func apply(to attributes: inout PathAttributes) {
        switch self {
        case .addCommunity(let community):
            if !attributes.communities.contains(community) { attributes.communities.append(community) }
        case .removeCommunity(let community):
            attributes.communities.removeAll { $0 == community }
        case .addExtendedCommunity(let community):
            if !attributes.extendedCommunities.contains(community) { attributes.extendedCommunities.append(community) }
        case .addLargeCommunity(let community):
            if !attributes.largeCommunities.contains(community) { attributes.largeCommunities.append(community) }
        case .prependASPath(let numbers):
            for number in numbers.reversed() { attributes.asPath = attributes.asPath.prepending(number) }
        case .setLocalPreference(let value):
            attributes.localPreference = value
        case .setMultiExitDiscriminator(let value):
            attributes.multiExitDiscriminator = value
        case .setNextHop(let nextHop):
            attributes.nextHop = nextHop
        }
    }
}
