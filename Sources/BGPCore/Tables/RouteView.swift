public import Addresses
public import BGPWire

/// A route as people and tests see it.
public struct RouteView: Hashable, Sendable {
    public let prefix: IPPrefix
    /// As the peer sent it, or this speaker would; 0 without path identifiers.
    public let pathID: UInt32
    public let attributes: PathAttributes
    /// nil for a route of this speaker.
    public let peer: PeerIndex?
    /// It is the best to its prefix.
    public let isBest: Bool
    /// It is used: the best, or one as good that is used beside it (``DecisionOptions/maximumPaths``). Told by ``RoutingCore/explain(_:)`` only.
    public var isUsed = false
    public let isStale: Bool
    public let isRejected: Bool
    /// Why it is refused, or what it lost against the best by; for the best, by what it won against the second.
    public let why: String
}
