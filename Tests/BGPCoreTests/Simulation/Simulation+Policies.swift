import Addresses
import BGPWire

/// Policies and routes for which there is one stable outcome.
extension Simulation {
    /// A random policy; the plain one for nothing special.
    func policy(_ link: SimulatedLink, side: Int) -> LinkPolicy {
        var policy = LinkPolicy()
        let isExternal = topology.isExternal(link.edge)
        policy.hasOwnNextHop = random.chance(of: 6)
        if random.chance(of: 4) { policy.imported.rules.append(.init(inside: half)) }
        if random.chance(of: 4) { policy.exported.rules.append(.init(inside: half)) }
        if scenario.shape == .providers {
            addBusiness(&policy, link, side: side)
            return policy
        }
        if random.chance(of: 4) { policy.imported.rules.append(.init(inside: half, changes: [.add(Community(64512, 9))])) }
        if isExternal { addExternal(&policy, speakers[link.speaker(side)].asNumber) }
        return policy
    }

    /// Half of the prefixes.
    private var half: IPPrefix? {
        let isUpper: UInt128 = random.chance(of: 2) ? 1 : 0
        let bits = scenario.prefixes > 16 ? 4 : 3
        return IPPrefix(IPAddress(family: .v4, value: 0x1400_0000 + isUpper << (8 + bits)), length: 24 - bits)
    }

    private func addExternal(_ policy: inout LinkPolicy, _ own: ASNumber) {
        if random.chance(of: 4) { policy.exported.rules.append(.init(inside: half, changes: [.prepend([own, own])])) }
        // Where several sessions lead to one AS, MED may have no stable outcome.
        if scenario.shape != .islands, random.chance(of: 4) {
            policy.exported.rules.append(.init(changes: [.setMED(UInt32.random(in: 0...2, using: &random))]))
        }
    }

    /// Customers are preferred to partners and those to providers; what is not a customer's is told to customers only.
    private func addBusiness(_ policy: inout LinkPolicy, _ link: SimulatedLink, side: Int) {
        let number = UInt16(truncatingIfNeeded: speakers[link.speaker(side)].asNumber.value)
        let foreign = Community(number, 1)
        switch (link.edge.relation, side) {
        case (.customer, 0): policy.imported.rules.append(.init(changes: [.setLocalPreference(300)]))
        case (.customer, _):
            policy.imported.rules.append(.init(changes: [.setLocalPreference(100), .add(foreign)]))
            policy.exported.rules.insert(.init(community: foreign), at: 0)
        case (.partner, _), (.none, _):
            policy.imported.rules.append(.init(changes: [.setLocalPreference(200), .add(foreign)]))
            policy.exported.rules.insert(.init(community: foreign), at: 0)
        }
    }

    /// A route of a speaker's own.
    func ownRoute() -> PathAttributes {
        var attributes = PathAttributes(origin: random.chance(of: 3) ? .incomplete : .igp)
        switch scenario.shape {
        case .providers: attributes.localPreference = 400
        case .fullMesh, .oneReflector, .twoReflectorsOfOneCluster, .twoClusters, .islands:
            if random.chance(of: 3) { attributes.localPreference = UInt32.random(in: 100...102, using: &random) }
            if random.chance(of: 3), scenario.shape != .islands { attributes.multiExitDiscriminator = UInt32.random(in: 0...2, using: &random) }
        case .line, .ring, .randomGraph:
            if random.chance(of: 3) { attributes.multiExitDiscriminator = UInt32.random(in: 0...2, using: &random) }
        }
        if random.chance(of: 8) { attributes.communities.append(random.pick([.noExport, .noAdvertise, Community(64512, 7)])) }
        return attributes
    }
}
