/// What the operator says about routes to a peer.
public struct ExportPolicy: Hashable, Sendable {
    /// What the next hop becomes on the way out.
    public enum NextHopMode: Hashable, Sendable {
        /// Own address to external peers, unless the next hop is a third party on a shared subnet; kept to internal peers, own address for local routes.
        case auto
        /// Own address always; reflected routes too.
        case own
        /// As received, wherever there is one.
        case keep
    }

    /// Private AS numbers on the way to an external peer.
    public enum PrivateAS: Hashable, Sendable {
        case keep
        /// Removed when the path has nothing else.
        case removeWhenAlone
        case removeAll
        case replaceWithOwn
    }

    public var filters: [RouteFilter] = []
    /// Routes go to external peers only when a filter accepts them (RFC 8212). Off as in Calico.
    public var requiresFilter = false
    public var nextHop = NextHopMode.auto
    public var privateAS = PrivateAS.keep
    /// Communities of all kinds go along.
    public var sendsCommunities = true

    public init() {}
}
