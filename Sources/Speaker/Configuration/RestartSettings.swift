public import BGPWire
public import NIOCore

/// How a restarting speaker waits for its peers' routes (RFC 4724 §4.1).
public struct RestartSettings: Hashable, Sendable {
    public var families: UnicastFamilies
    /// Selection_Deferral_Timer: how long it waits at most.
    public var deferral: TimeAmount
    /// Peers that are waited for, by name: those that had a session before; nil: all.
    public var peers: Set<String>?

    public init(families: UnicastFamilies, deferral: TimeAmount = .seconds(120)) {
        self.families = families
        self.deferral = deferral
    }
}
