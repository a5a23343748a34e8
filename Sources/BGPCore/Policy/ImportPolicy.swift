/// What the operator says about routes from a peer.
public struct ImportPolicy: Hashable, Sendable {
    public var filters: [RouteFilter] = []
    /// Routes from external peers are taken only when a filter accepts them (RFC 8212). Off as in Calico.
    public var requiresFilter = false
    /// How often the local AS may be in the path before it is a loop.
    public var allowedOwnAS = 0

    public init() {}
}
