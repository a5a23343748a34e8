public import Addresses
public import BGPCore

/// One peer: where it is, what session is wanted with it, how routes from and to it are treated.
public struct PeerConfiguration: Hashable, Sendable {
    /// Unique among this speaker's peers.
    public var name: String
    public var address: IPAddress
    public var port: UInt16 = 179
    /// The address connections are made from; nil leaves it to the system.
    public var source: IPAddress?
    public var session: SessionConfiguration
    public var routes: PeerRoutes
    /// TCP-MD5 (RFC 2385), at most 80 octets; nil for none.
    public var password: String?
    public var hopLimit = HopLimit.system

    /// - Parameters:
    ///   - name: Unique among the peers.
    ///   - address: Where the peer is; ``routes`` get it too.
    ///   - session: What session is wanted.
    public init(name: String, address: IPAddress, session: SessionConfiguration) {
        self.name = name
        self.address = address
        self.session = session
        routes = PeerRoutes(address: address)
    }

    /// "10.0.0.7:179".
    var endpoint: String { ListenEndpoint(address, port: port).description }

    /// Whether a change to `other` needs a new session; routes, and who connects the next time, are changed without.
    func needsReset(for other: PeerConfiguration) -> Bool {
        var alike = other
        alike.routes = routes
        alike.session.isPassive = session.isPassive
        alike.name = name
        return alike != self || routes.localAS != other.routes.localAS
    }
}
