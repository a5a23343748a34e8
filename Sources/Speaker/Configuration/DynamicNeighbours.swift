public import Addresses
public import BGPCore

/// Peers that are not named one by one: whoever connects from a network, and has gone with its session.
public struct DynamicNeighbours: Hashable, Sendable {
    public var network: IPPrefix
    /// Sessions from it, at most.
    public var limit: Int
    /// Local AS, families and the rest; always passive.
    public var session: SessionConfiguration
    public var isClient = false
    public var importPolicy = ImportPolicy()
    public var exportPolicy = ExportPolicy()
    public var maximumPrefixes: MaximumPrefixes?
    public var password: String?
    public var hopLimit = HopLimit.system

    public init(network: IPPrefix, limit: Int = 1000, session: SessionConfiguration) {
        self.network = network
        self.limit = limit
        self.session = session
    }

    /// The peer at an address of the network.
    func peer(_ address: IPAddress) -> PeerConfiguration {
        var session = session
        session.isPassive = true
        var peer = PeerConfiguration(name: "\(address)", address: address, session: session)
        peer.routes.isClient = isClient
        peer.routes.importPolicy = importPolicy
        peer.routes.exportPolicy = exportPolicy
        peer.routes.maximumPrefixes = maximumPrefixes
        peer.hopLimit = hopLimit
        return peer
    }
}
