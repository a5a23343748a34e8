public import Addresses

/// One BGP session as it is now.
public struct PeerReport: Hashable, Sendable {
    /// Where the session comes from, in upstream's words.
    public enum PeerType: String, Hashable, Sendable, CaseIterable {
        case mesh = "node-to-node mesh"
        case node = "node specific"
        case global = "global"
        case localWorkload = "local workload"
    }

    /// "Mesh_10_0_0_7".
    public var name: String
    public var address: IPAddress
    public var port: UInt16
    /// Of the peer's address.
    public var family: IPAddress.Family
    public var type: PeerType
    /// The BGPPeer resource; nil of the mesh.
    public var resource: String?
    public var remoteNode: String?
    public var remoteAS: UInt32
    /// "Established", "OpenSent".
    public var state: String
    /// Seconds in that state.
    public var sinceSeconds: Int64
    /// Seconds since the session came up; nil when it is not up.
    public var uptimeSeconds: Int64?
    /// Why it is not up, or is not as it should be, in words; may be empty.
    public var reason: String
    /// Routes of the peer that are taken.
    public var accepted: Int
    /// Routes of the peer that filters refuse.
    public var rejected: Int
    /// Routes told to the peer.
    public var sent: Int
    /// Routes of the peer from before it restarted.
    public var stale: Int
    public var updatesIn: UInt64
    public var updatesOut: UInt64
    /// Seconds, as negotiated; nil without a session.
    public var holdTime: UInt16?
    /// Whether this node reflects routes to it.
    public var isClient: Bool

    public init(
        name: String, address: IPAddress, port: UInt16 = 179, type: PeerType, resource: String? = nil, remoteNode: String? = nil,
        remoteAS: UInt32, state: String, sinceSeconds: Int64, uptimeSeconds: Int64? = nil, reason: String = "", accepted: Int = 0,
        rejected: Int = 0, sent: Int = 0, stale: Int = 0, updatesIn: UInt64 = 0, updatesOut: UInt64 = 0, holdTime: UInt16? = nil,
        isClient: Bool = false
    ) {
        self.name = name
        self.address = address
        self.port = port
        family = address.family
        self.type = type
        self.resource = resource
        self.remoteNode = remoteNode
        self.remoteAS = remoteAS
        self.state = state
        self.sinceSeconds = sinceSeconds
        self.uptimeSeconds = uptimeSeconds
        self.reason = reason
        self.accepted = accepted
        self.rejected = rejected
        self.sent = sent
        self.stale = stale
        self.updatesIn = updatesIn
        self.updatesOut = updatesOut
        self.holdTime = holdTime
        self.isClient = isClient
    }

    /// Whether routes flow.
    public var isEstablished: Bool { state == "Established" }
}
