/// How much of the past a store keeps for watches, whichever limit is reached first. The newest revision is always kept.
public struct HistoryLimits: Hashable, Sendable {
    /// Number of events.
    public var events: Int
    /// Octets of keys, values and previous values, and ``eventOctets`` for each event.
    public var octets: Int

    /// What an event counts for besides its content, in octets.
    public static let eventOctets = 64

    /// By default 100,000 events, 64 MiB. An update of an ordinary resource (1.5 KB) counts for 3 KB with its previous value: that is
    /// room for 20,000 of them, so a watcher that comes back within three minutes finds its place at 100 updates a second.
    public init(events: Int = 100_000, octets: Int = 64 << 20) {
        self.events = max(1, events)
        self.octets = max(1, octets)
    }
}

extension WatchEvent {
    /// What the event counts for in ``HistoryLimits/octets``.
    public var historyOctets: Int {
        HistoryLimits.eventOctets + entry.key.octets.count + entry.value.count + (previous.map { $0.value.count } ?? 0)
    }
}
