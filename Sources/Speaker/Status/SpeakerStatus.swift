public import BGPCore

/// A speaker as it is now.
public struct SpeakerStatus: Hashable, Sendable {
    public var identity: SpeakerIdentity
    public var listeners: [ListenerStatus]
    /// By name.
    public var peers: [PeerStatus]
    public var counters: RouteCounters
    /// Routes are still collected after a restart; nothing is told yet.
    public var isDeferring: Bool

    public subscript(name: String) -> PeerStatus? { peers.first { $0.name == name } }
}
