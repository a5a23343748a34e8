/// One neighbour of a daemon.
struct DaemonPeer: Sendable {
    struct Families: OptionSet, Sendable {
        let rawValue: Int
        static let ipv4 = Families(rawValue: 1)
        static let ipv6 = Families(rawValue: 2)
        static let both: Families = [.ipv4, .ipv6]
    }

    enum AddPath: String, Sendable { case receive, send, both }

    /// The neighbour's.
    var address: String
    var asNumber: UInt32
    var families = Families.both
    /// Seconds.
    var holdTime = 9
    var isPassive = false
    var password: String?
    /// GTSM: the neighbour is at most so many hops away.
    var securityHops: Int?
    var isClient = false
    /// Seconds; nil: no graceful restart.
    var restartTime: Int?
    /// Seconds; nil: none long-lived.
    var longLivedTime: Int?
    var addPath: AddPath?
    var maximumPrefixes: Int?
    var hasExtendedMessages = false
    /// IPv4 routes with IPv6 next hops.
    var hasExtendedNextHop = false
    var hasFourOctetAS = true

    init(_ address: String, asNumber: UInt32) {
        self.address = address
        self.asNumber = asNumber
    }
}
