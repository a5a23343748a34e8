import Addresses
import BGPWire

@testable import BGPCore

/// A route and the peer it is from or goes to, for filters to decide about.
struct RouteProbe: Sendable {
    var prefix: IPPrefix
    var isLocal = false
    var interface: String?
    var isExternal = false
    var preference: UInt32?
    var path: [ASNumber] = []
    var communities: [Community] = []
    var large: [LargeCommunity] = []

    init(
        _ prefix: IPPrefix, local isLocal: Bool = false, interface: String? = nil, external isExternal: Bool = false, preference: UInt32? = nil,
        path: [ASNumber] = [], communities: [Community] = [], large: [LargeCommunity] = []
    ) {
        (self.prefix, self.isLocal, self.interface, self.isExternal) = (prefix, isLocal, interface, isExternal)
        (self.preference, self.path, self.communities, self.large) = (preference, path, communities, large)
    }

    /// nil when the filters reject it; otherwise its attributes afterwards.
    func through(_ filters: [RouteFilter]) -> PathAttributes? {
        var attributes = PathAttributes(asPath: ASPath(path), nextHop: nil)
        attributes.localPreference = preference
        attributes.communities = communities
        attributes.largeCommunities = large
        let source = RouteSource(
            role: isLocal ? nil : isExternal ? .external : .internal, identifier: BGPIdentifier(1), address: isLocal ? nil : "10.192.0.9",
            interface: interface)
        let chain = FilterChain(filters: filters)
        let verdict: FilterVerdict
        if let prefix = IPv4Prefix(prefix) {
            verdict = chain.verdict(prefix, source: source, peerIsExternal: isExternal) { attributes }
        } else if let prefix = IPv6Prefix(prefix) {
            verdict = chain.verdict(prefix, source: source, peerIsExternal: isExternal) { attributes }
        } else {
            return nil
        }
        guard case .accept(let operations) = verdict else { return nil }
        for operation in operations { operation.apply(to: &attributes) }
        return attributes
    }

    func passes(_ filters: [RouteFilter]) -> Bool { through(filters) != nil }
}
