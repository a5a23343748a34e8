internal import BGPWire

/// Everything that decides what a peer is told. Peers with equal rules are told the same, so they share one Adj-RIB-Out.
struct ExportRules: Hashable, Sendable {
    let filters: FilterChain
    /// All but the filters.
    private let rewriting: ExportRewriting

    init(_ routes: PeerRoutes, _ facts: SessionFacts, _ speaker: SpeakerIdentity) {
        let policy = routes.exportPolicy
        rewriting = ExportRewriting(routes, facts, speaker)
        // RFC 8212 §2.
        filters = FilterChain(filters: policy.filters, defaultAccepts: !(policy.requiresFilter && rewriting.role == .external))
    }

    @inline(__always)
    var role: PeerRole { rewriting.role }
    var encoding: EncodingOptions { rewriting.encoding }

    /// Whether the peer may have a route at all, before filters.
    ///
    /// - Parameters:
    ///   - source: The role of the peer the route is from; nil for a route of this speaker.
    ///   - marks: Of its attributes.
    ///   - family: Of the route.
    @inline(__always)
    func allows(_ source: PeerRole?, _ marks: AttributeMarks, _ family: AddressFamily) -> Bool {
        rewriting.allows(source, marks, family)
    }

    /// Whether a route that both let pass, with the same operations, looks the same to peers of both.
    func rewritesLike(_ other: ExportRules) -> Bool { rewriting == other.rewriting }

    /// The attributes as the peer gets them.
    ///
    /// - Parameters:
    ///   - attributes: As import left them.
    ///   - source: Where the route came from.
    ///   - operations: What the export filters ask for.
    ///   - family: Of the route.
    /// - Returns: nil when there is no next hop that the session can have.
    func outgoing(
        _ attributes: PathAttributes, source: RouteSource, operations: [FilterOperation], family: AddressFamily
    ) -> PathAttributes? {
        rewriting.outgoing(attributes, source, operations, family)
    }
}
