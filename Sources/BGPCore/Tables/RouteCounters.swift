/// How much was encoded and how much was sent of it: the difference is what groups of peers save.
public struct RouteCounters: Hashable, Sendable {
    public var updatesEncoded: UInt64 = 0
    public var updatesSent: UInt64 = 0
    /// Sets of attributes that could not be sent: no next hop for the peers, or longer than a message.
    public var unsendable: UInt64 = 0

    public init() {}

    mutating func add(_ other: RouteCounters) {
        updatesEncoded += other.updatesEncoded
        updatesSent += other.updatesSent
        unsendable += other.unsendable
    }
}
