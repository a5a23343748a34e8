public import Addresses
public import BGPWire

/// What a node knows of itself that is in no resource.
public struct NodeFacts: Hashable, Sendable {
    /// Where the BGP identifier comes from.
    public enum RouterID: Hashable, Sendable {
        /// The IPv4 address of the Node resource.
        case nodeAddress
        /// Made of the node's name: for nodes without IPv4 address.
        case hash
        case given(BGPIdentifier)
    }

    public var name: String
    /// Ranges from which this node gives addresses by itself; told like blocks.
    public var podCIDRs: [IPPrefix] = []
    public var routerID = RouterID.nodeAddress
    /// Seconds, of sessions without keepaliveTime. With one it is three times that, at least 3, and at most this.
    public var holdTime: UInt16 = 90
    /// By BGPPeer name: addresses of the local workloads that its localWorkloadSelector selects.
    public var workloadPeers: [String: [IPAddress]] = [:]

    public init(name: String) { self.name = name }
}
