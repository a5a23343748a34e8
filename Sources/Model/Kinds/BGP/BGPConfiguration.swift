public import Addresses
internal import JSON

/// How nodes speak BGP.
public typealias BGPConfiguration = Resource<BGPConfigurationKind>

public enum BGPConfigurationKind: ResourceKind {
    public typealias Spec = BGPConfigurationSpec
    public typealias Status = NoStatus

    public static let kind = Kind(
        "BGPConfiguration", plural: "bgpconfigurations", aliases: ["bgpconfig", "bgpconfigs"], names: .defaultOrNode,
        spec: BGPConfigurationSpec.schema,
        doc: "How nodes speak BGP: default holds for all, node.<name> overrides it for one node.",
        check: { resource, inspection in
            guard resource.name != "default" else { return }
            for name in ofTheCluster where resource.spec[name] != nil {
                let words = "must not be set here: it holds for the whole cluster and belongs into the BGPConfiguration named default"
                inspection.refuse(resource.spec[name], words, at: [.member("spec"), .member(name)])
            }
        })

    /// What nodes cannot have settings of their own for.
    private static let ofTheCluster = [
        "nodeToNodeMeshEnabled", "asNumber", "serviceLoadBalancerIPs", "serviceExternalIPs", "serviceClusterIPs", "nodeMeshPassword",
        "nodeMeshMaxRestartTime",
    ]
}

public struct BGPConfigurationSpec: Fields {
    public static let schema: Schema<BGPConfigurationSpec> = Schema(BGPConfigurationSpec(), rules)

    private static let rules: [CrossFieldRule<BGPConfigurationSpec>] = [
        .needs("communities", "prefixAdvertisements"),
        CrossFieldRule("nodeMeshPassword", "must not be set where nodeToNodeMeshEnabled is false") { isMesh($0) || !$0.has("nodeMeshPassword") },
        CrossFieldRule("nodeMeshMaxRestartTime", "must not be set where nodeToNodeMeshEnabled is false") {
            isMesh($0) || !$0.has("nodeMeshMaxRestartTime")
        },
        .communitiesAreDefined,
    ]

    private static func isMesh(_ spec: Object<BGPConfigurationSpec>) -> Bool { spec.nodeToNodeMeshEnabled ?? true }

    public let logSeverityScreen: Field<LogSeverity> = .choice(
        "logSeverityScreen", .assumed("Info"), doc: "Least severity that is logged: Trace, Debug, Info, Warning, Error or Fatal.")
    public let nodeToNodeMeshEnabled = Field.flag(
        "nodeToNodeMeshEnabled", .assumed(true), doc: "Whether every node that is no route reflector has a session with every other one.")
    public let asNumber = Field.asNumber("asNumber", .assumed(64_512), doc: "AS number of nodes that have none of their own.")
    public let serviceLoadBalancerIPs: Field<[Object<AdvertisedBlockFields>]> = .objects(
        "serviceLoadBalancerIPs", doc: "Prefixes of load balancer addresses of services that are told to BGP peers.")
    public let serviceLoadBalancerAggregation: Field<Toggle> = .choice(
        "serviceLoadBalancerAggregation", .assumed("Enabled"),
        doc: "Whether the prefixes of serviceLoadBalancerIPs are told as they are (Enabled) or each address in use by itself (Disabled).")
    public let serviceExternalIPs: Field<[Object<AdvertisedBlockFields>]> = .objects(
        "serviceExternalIPs", doc: "Prefixes of external addresses of services that are told to BGP peers.")
    public let serviceClusterIPs: Field<[Object<AdvertisedBlockFields>]> = .objects(
        "serviceClusterIPs", doc: "Prefixes of cluster addresses of services that are told to BGP peers.")
    public let communities: Field<[Object<NamedCommunityFields>]> = .objects(
        "communities", count: 0...500, doc: "Names for communities, for prefixAdvertisements to use.")
    public let prefixAdvertisements: Field<[Object<PrefixAdvertisementFields>]> = .objects(
        "prefixAdvertisements", count: 0...500, doc: "Communities that routes are told with, by their prefix.")
    public let listenPort = Field.integer("listenPort", .dropsZero, .assumed(179), in: 1...65_535, doc: "TCP port that nodes listen on.")
    public let nodeMeshPassword: Field<Object<BGPPasswordFields>> = .object(
        "nodeMeshPassword", doc: "Password of the sessions between nodes; absent: none.")
    public let nodeMeshMaxRestartTime = Field.duration(
        "nodeMeshMaxRestartTime", .assumed("2m0s"), in: GoDuration.restartTimes,
        doc: "How long nodes keep routes of another node while that one restarts (RFC 4724), rounded to seconds.")
    public let bindMode: Field<BindMode> = .choice(
        "bindMode", .assumed("None"), doc: "Addresses that nodes listen on: all (None) or only the node's own (NodeIP).")
    public let ignoredInterfaces: Field<[String]> = .list(
        "ignoredInterfaces", of: TextRule("a pattern of 1 to 15 letters, digits, _, ., - and *", longest: 15, Name.isInterfacePattern),
        doc: "Interfaces whose networks are not told to BGP peers; * stands for any text.")
    public let localWorkloadPeeringIPV4 = Field.address(
        "localWorkloadPeeringIPV4", family: .v4,
        doc: "IPv4 address at which workloads find their own node as BGP peer, the same on all nodes; absent: none.")
    public let localWorkloadPeeringIPV6 = Field.address(
        "localWorkloadPeeringIPV6", family: .v6,
        doc: "IPv6 address at which workloads find their own node as BGP peer, the same on all nodes; absent: none.")
    public let programClusterRoutes: Field<ClusterRoutes> = .choice(
        "programClusterRoutes", .assumed("EnabledNoEncapOnly"),
        doc:
            "Which routes to other nodes' pods BGP puts into the kernel; FelixConfiguration has a field of that name for Felix's."
    )
    public let ipv4NormalRoutePriority = Field.integer(
        "ipv4NormalRoutePriority", .assumed(1024), in: BGPFilterRuleFields.priorities, doc: "Metric of IPv4 routes in the kernel.")
    public let ipv6NormalRoutePriority = Field.integer(
        "ipv6NormalRoutePriority", .assumed(1024), in: BGPFilterRuleFields.priorities, doc: "Metric of IPv6 routes in the kernel.")
}

extension CrossFieldRule<BGPConfigurationSpec> {
    fileprivate static let communitiesAreDefined = CrossFieldRule { spec, inspection in
        let names = (spec.communities ?? []).compactMap(\.name)
        for (place, advertisement) in (spec.prefixAdvertisements ?? []).enumerated() {
            for (index, word) in (advertisement.communities ?? []).enumerated() where Community(word) == nil && !names.contains(word) {
                let near = Spelling.nearest(to: word, in: names).map { "; is \($0) meant?" } ?? ""
                inspection.refuse(
                    .string(word), "is neither a community such as 64512:120 or 64512:120:33 nor a name that communities defines\(near)",
                    at: [.member("prefixAdvertisements"), .element(place), .member("communities"), .element(index)])
            }
        }
    }
}
