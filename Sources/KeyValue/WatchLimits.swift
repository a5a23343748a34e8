/// How much one batch of a watch takes in. Transactions are not split, so the last one may go beyond.
public struct WatchLimits: Hashable, Sendable {
    /// The most events handed out.
    public var events = 1000
    /// The most octets handed out, counted as in ``HistoryLimits``.
    public var octets = 4 << 20
    /// The most events looked at, those of other ranges included: bounds how long one look takes.
    public var seen = 10_000

    public init() {}
}
