internal import Addresses
internal import BGPWire

/// A route to the decision process. No references: comparing costs no retains.
struct Candidate: Hashable, Sendable {
    var key: DecisionKey
    /// Of the peer it is from; nil for a route of this speaker.
    var role: PeerRole?
    /// The peer's.
    var identifier: BGPIdentifier
    /// The peer's.
    var address: IPAddress
    /// Counts arrivals: the smaller, the older.
    var arrival: UInt64
    /// The peer's path identifier, 0 without (RFC 7911).
    var pathID: UInt32
    /// How far the next hop is inside the AS.
    var nextHopMetric: UInt32

    @inline(__always)
    init(
        key: DecisionKey, role: PeerRole?, identifier: BGPIdentifier, address: IPAddress, arrival: UInt64, pathID: UInt32, nextHopMetric: UInt32 = 0
    ) {
        self.key = key
        self.role = role
        self.identifier = identifier
        self.address = address
        self.arrival = arrival
        self.pathID = pathID
        self.nextHopMetric = nextHopMetric
    }
}
