internal import BGPWire

/// A peer as ``RoutingCore`` knows it, in all families.
struct CorePeer: Sendable {
    var routes: PeerRoutes
    /// nil while the session is down.
    var facts: SessionFacts?
    var decoding: DecodingOptions?
    var origin = AttributeOrigin.made
    var isUsed = true

    init(routes: PeerRoutes) { self.routes = routes }
}
