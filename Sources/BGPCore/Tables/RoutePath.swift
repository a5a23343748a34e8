/// One peer's route to a destination, as kept in a ``RouteTable``. No references, 40 octets: there are millions.
///
/// Its place in the table is this speaker's path identifier (RFC 7911): unique, and stable while the path is there.
struct RoutePath: Sendable {
    struct Flags: OptionSet, Sendable {
        let rawValue: UInt8

        /// Its session is gone, the peer is expected back (RFC 4724 §4.2).
        static let stale = Flags(rawValue: 1)
        /// The peer sends its routes anew and has not come to this one yet (RFC 7313 §4).
        static let refreshing = Flags(rawValue: 2)
        /// Stale beyond the restart time (RFC 9494 §4.2).
        static let longLived = Flags(rawValue: 4)
        /// Its attributes are not to be used: filters or loop checks refuse them.
        static let rejected = Flags(rawValue: 8)
    }

    /// The peer; ``RoutePath/local`` for a route of this speaker.
    var peer: UInt32
    /// As received.
    var received: AttributeHandle
    /// As import policy leaves it; ``AttributeHandle/none`` when refused.
    var effective: AttributeHandle
    /// The peer's path identifier, 0 without (RFC 7911).
    var remoteID: UInt32
    var destination: UInt32
    /// The next path of the destination, or the next free one.
    var next: UInt32 = 0
    /// Neighbours in the list of the peer's paths.
    var peerNext: UInt32 = 0
    var peerPrevious: UInt32 = 0
    /// Counts arrivals: the smaller, the older.
    var arrival: UInt32
    var flags: Flags = []

    /// Stands for this speaker among peers.
    static let local: UInt32 = 0xffff_ffff
}
