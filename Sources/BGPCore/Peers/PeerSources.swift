internal import Addresses
internal import BGPWire

/// Where routes of each peer come from, by peer number: what decision and export ask for every route.
struct PeerSources: Sendable {
    /// No references: copied for every comparison.
    struct Source: Sendable {
        /// nil for this speaker, and for a peer that is not known any more.
        var role: PeerRole?
        var identifier: BGPIdentifier
        var address: IPAddress
    }

    /// This speaker as the source of its own routes.
    let local: Source
    private var sources: [Source] = []
    /// Of local routes that have one.
    private var interfaces: [IPPrefix: String] = [:]

    init(local identifier: BGPIdentifier) {
        local = Source(role: nil, identifier: identifier, address: IPAddress(family: .v4, value: 0))
    }

    @inline(__always)
    subscript(peer: UInt32) -> Source {
        get { Int(peer) < sources.count ? sources[Int(peer)] : local }
        set {
            while Int(peer) >= sources.count { sources.append(local) }
            sources[Int(peer)] = newValue
        }
    }

    /// The same as filters see it.
    func source(_ peer: UInt32) -> RouteSource {
        let source = self[peer]
        return RouteSource(role: source.role, identifier: source.identifier, address: source.role == nil ? nil : source.address)
    }

    /// The same for a route to a prefix: local ones may have an interface.
    func source(_ peer: UInt32, _ prefix: IPPrefix) -> RouteSource {
        var source = source(peer)
        if peer == RoutePath.local, !interfaces.isEmpty { source.interface = interfaces[prefix] }
        return source
    }

    /// Whether it was another before.
    mutating func set(interface: String?, of prefix: IPPrefix) -> Bool {
        guard interfaces[prefix] != interface else { return false }
        interfaces[prefix] = interface
        return true
    }
}
