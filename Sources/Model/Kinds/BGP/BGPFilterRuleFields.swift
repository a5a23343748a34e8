internal import JSON

/// What rules for routes of either family have: conditions, of which all that are given must hold, and what is done then.
public struct BGPFilterRuleFields: Fields {
    public static let schema = Schema(
        BGPFilterRuleFields(),
        [
            CrossFieldRule("matchOperator", "is required together with cidr") { $0.matchOperator != nil || $0.object["cidr"] == nil },
            CrossFieldRule("cidr", "is required together with matchOperator") { $0.matchOperator == nil || $0.object["cidr"] != nil },
            CrossFieldRule("prefixLength", "needs cidr") { $0.object["prefixLength"] == nil || $0.object["cidr"] != nil },
            CrossFieldRule("operations", "must be empty unless action is Accept: a rejected route is not changed") {
                $0.object["operations"] == nil || $0.action == .accept
            },
        ])

    public let source: Field<RouteSource> = .choice("source", doc: "RemotePeers: routes that were learned from BGP peers. Absent: any.")
    public let interface = Field.text(
        "interface", form: "a pattern of 1 to 15 letters, digits, _, ., - and *", longest: 15, Name.isInterfacePattern,
        doc: "Name of the outgoing interface of the route; * stands for any text. Absent: any.")
    public let matchOperator: Field<PrefixMatch> = .choice(
        "matchOperator", doc: "How the route's prefix is compared with cidr: Equal, NotEqual, In (the same or inside), NotIn.")
    public let peerType: Field<PeerType> = .choice(
        "peerType", doc: "Peers for which the rule holds: in another AS (eBGP) or in the same (iBGP). Absent: any.")
    public let communities: Field<Object<BGPFilterCommunityFields>> = .object(
        "communities", doc: "Communities that the route must have; absent: any.")
    public let asPathPrefix: Field<[ASNumber]> = .list(
        "asPathPrefix", of: ParsedRule<ASNumber>.asNumber(allowsZero: false), count: 1...10,
        doc: "AS numbers that the route's path begins with; absent: any path.")
    public let priority = Field.integer(
        "priority", in: BGPFilterRuleFields.priorities,
        doc: "Priority that the route has, as in the route priorities of the configurations; absent: any.")
    public let action: Field<FilterAction> = .choice("action", .required, doc: "What happens to matching routes: Accept or Reject.")
    public let operations: Field<[Object<BGPFilterOperationFields>]> = .objects(
        "operations", count: 1...10, doc: "What is changed in matching routes before they are accepted, in this order.")

    /// Metrics of kernel routes; the largest two have meanings of their own.
    static let priorities: ClosedRange<Int64> = 1...2_147_483_646
}
