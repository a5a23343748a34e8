public import Addresses

/// Where packets to a prefix are to go, as BGP has decided it.
public struct ForwardingRoute: Hashable, Sendable {
    public let prefix: IPPrefix
    /// The best first, then those used beside it (``DecisionOptions/maximumPaths``); empty: no learned route leads there any more.
    public let paths: [ForwardingPath]

    public init(_ prefix: IPPrefix, _ paths: [ForwardingPath]) {
        self.prefix = prefix
        self.paths = paths
    }
}

/// One learned route that is used.
public struct ForwardingPath: Hashable, Sendable {
    public let nextHop: IPAddress
    /// As import policy left it; nil where there is none.
    public let localPreference: UInt32?
    public let peer: PeerIndex

    public init(nextHop: IPAddress, localPreference: UInt32?, peer: PeerIndex) {
        self.nextHop = nextHop
        self.localPreference = localPreference
        self.peer = peer
    }
}
