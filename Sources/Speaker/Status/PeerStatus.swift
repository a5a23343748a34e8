public import Addresses
public import BGPCore
public import BGPWire
public import NIOCore

/// A session as it is now.
public struct PeerStatus: Hashable, Sendable {
    public var name: String
    public var address: IPAddress
    public var isDynamic: Bool
    public var state: SessionState
    /// When it came into the state.
    public var since: NIODeadline
    /// Why the last session, or the last attempt to have one, ended; with the address, the numbers, what to look at.
    public var lastError: String?
    public var lastErrorAt: NIODeadline?
    /// Why the last session that was up ended; attempts that failed since then do not hide it.
    public var lastSessionEnd: String?
    public var lastSessionEndAt: NIODeadline?
    public var localAS: ASNumber
    public var remoteAS: ASNumber?
    public var remoteIdentifier: BGPIdentifier?
    public var localEndpoint: String?
    public var remoteEndpoint: String?
    /// Which side made the connection; nil without one.
    public var link: SessionLink?
    /// Seconds, as negotiated.
    public var holdTime: UInt16?
    /// What the peer's OPEN told.
    public var capabilities: [Capability]
    public var families: UnicastFamilies
    public var counters: SessionCounters
    /// How often a session came up.
    public var establishedCount: UInt64
    public var routes: [FamilyCounts]
    /// The peer takes octets as they come; false: it is slow, and gets only the newest state.
    public var isWritable: Bool
}
