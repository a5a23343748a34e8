public import BGPCore

/// Everything a ``Speaker`` is started with; peers can be added, changed and removed later.
public struct SpeakerConfiguration: Sendable {
    public var identity: SpeakerIdentity
    public var listeners: [ListenEndpoint] = []
    public var peers: [PeerConfiguration] = []
    public var dynamicNeighbours: [DynamicNeighbours] = []
    /// This speaker has just restarted: nothing is told until its peers have sent their routes (RFC 4724 §4.1). nil: it has not.
    public var restart: RestartSettings?
    /// Routes in use are handed to whoever forwards packets (``Speaker/takeForwarding(limit:)``).
    public var forwards = false
    /// Connections that have not brought an OPEN yet, at most.
    public var maximumPendingConnections = 1024

    public init(_ identity: SpeakerIdentity) { self.identity = identity }
}
