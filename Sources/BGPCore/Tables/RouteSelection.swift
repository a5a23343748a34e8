/// Which routes are asked for.
public enum RouteSelection: Hashable, Sendable {
    /// The best route to each prefix (Loc-RIB).
    case best
    /// All routes to each prefix, the best first, each with the reason for its place.
    case explained
    /// What a peer has announced (Adj-RIB-In), before import policy.
    case received(PeerIndex)
    /// What a peer is told, or will be when it takes it (Adj-RIB-Out).
    case sent(PeerIndex)
}

/// A part of the routes that were asked for.
public struct RoutePage: Hashable, Sendable {
    /// In the order of the table, which is none for people.
    public let routes: [RouteView]
    /// Where the next part begins; nil: this was the last.
    public let next: Int?
}
