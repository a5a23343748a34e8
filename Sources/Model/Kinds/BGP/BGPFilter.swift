/// Which routes are told to BGP peers and learned from them.
public typealias BGPFilter = Resource<BGPFilterKind>

public enum BGPFilterKind: ResourceKind {
    public typealias Spec = BGPFilterSpec
    public typealias Status = NoStatus

    public static let kind = Kind(
        "BGPFilter", plural: "bgpfilters", aliases: ["bgpf", "bgpfs", "bf", "bfs"], spec: BGPFilterSpec.schema,
        doc: "Rules for the routes that are told to BGP peers and learned from them; a BGPPeer names the filters it uses.")
}

public struct BGPFilterSpec: Fields {
    public static let schema = Schema(BGPFilterSpec())

    public let exportV4: Field<[Object<BGPFilterRuleV4Fields>]> = .objects(
        "exportV4", doc: "Rules for IPv4 routes told to the peer: the first that matches decides. Where none does: what is told without a filter.")
    public let importV4: Field<[Object<BGPFilterRuleV4Fields>]> = .objects(
        "importV4", doc: "Rules for IPv4 routes learned from the peer: the first that matches decides. Where none does: accepted.")
    public let exportV6: Field<[Object<BGPFilterRuleV6Fields>]> = .objects(
        "exportV6", doc: "Rules for IPv6 routes told to the peer: the first that matches decides. Where none does: what is told without a filter.")
    public let importV6: Field<[Object<BGPFilterRuleV6Fields>]> = .objects(
        "importV6", doc: "Rules for IPv6 routes learned from the peer: the first that matches decides. Where none does: accepted.")
}
