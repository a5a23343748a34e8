public import Addresses
public import BGPWire

/// How routes from and to one peer are treated: what the operator says.
public struct PeerRoutes: Hashable, Sendable {
    public var address: IPAddress
    /// nil: external when the OPEN's AS differs from the local one, else internal, or client when ``isClient``.
    public var isClient = false
    /// The AS towards this peer, when it is not the speaker's.
    public var localAS: ASNumber?
    public var importPolicy = ImportPolicy()
    public var exportPolicy = ExportPolicy()
    public var maximumPrefixes: MaximumPrefixes?

    public init(address: IPAddress) { self.address = address }
}
