internal import BGPWire

extension PeerRole {
    /// What the peer of a session is: external when its AS is not the one this speaker has towards it.
    init(_ routes: PeerRoutes, _ facts: SessionFacts) {
        self = facts.remoteAS != facts.localAS ? .external : routes.isClient ? .client : .internal
    }
}
