/// A bound on the prefixes a peer may announce in each family (RFC 4486 §4).
public struct MaximumPrefixes: Hashable, Sendable {
    public enum Action: Hashable, Sendable {
        /// Tell about it, take the routes all the same.
        case warn
        /// Ignore further prefixes.
        case block
        /// End the session; the peer rests so long, nil until started by hand.
        case end(restartAfter: Duration?)
    }

    public var limit: UInt32
    /// Percent of the limit at which a warning is told, once.
    public var warningPercent: UInt32 = 75
    public var action: Action

    public init(_ limit: UInt32, _ action: Action) {
        self.limit = limit
        self.action = action
    }
}
