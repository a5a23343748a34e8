public import Addresses
internal import JSON

/// A peer, or peers, that nodes have BGP sessions with.
public typealias BGPPeer = Resource<BGPPeerKind>

public enum BGPPeerKind: ResourceKind {
    public typealias Spec = BGPPeerSpec
    public typealias Status = NoStatus

    public static let kind = Kind(
        "BGPPeer", plural: "bgppeers", aliases: ["bgpp", "bgpps", "bp", "bps"], spec: BGPPeerSpec.schema,
        doc: "BGP sessions between nodes and a peer: an address, other nodes, or workloads on the node itself.")
}

public struct BGPPeerSpec: Fields {
    public static let schema: Schema<BGPPeerSpec> = Schema(BGPPeerSpec(), rules)

    private static let rules: [CrossFieldRule<BGPPeerSpec>] = [
        .exclusive("node", "nodeSelector"),
        .exclusive("peerIP", "peerSelector"),
        .exclusive("asNumber", "peerSelector", because: ": the selected nodes tell theirs"),
        .needs("localWorkloadSelector", "asNumber"),
        .exclusive("peerIP", "localWorkloadSelector"),
        .exclusive("peerSelector", "localWorkloadSelector"),
        .needs("reachableBy", "peerIP"),
        CrossFieldRule("reachableBy", "must be of the same family as peerIP", hasGatewayOfItsFamily),
        .exclusive("keepOriginalNextHop", "nextHopMode", because: ", which replaces it"),
    ]

    private static func hasGatewayOfItsFamily(_ spec: Object<BGPPeerSpec>) -> Bool {
        guard let gateway: IPAddress = spec.reachableBy, let peer: PeerEndpoint = spec.peerIP else { return true }
        return gateway.family == peer.address.family
    }

    public let node = Field.text(
        "node", form: "a node's name", longest: 253, Name.isSubdomain,
        doc: "Node that has the sessions. Absent: those that nodeSelector selects, all if it is absent too.")
    public let nodeSelector = Field.selector("nodeSelector", doc: "Nodes that have the sessions.")
    public let peerIP = Field.peer(
        "peerIP",
        doc: "Address of the peer, maybe with a port. Without one: the port that a node with this address listens on, otherwise 179.")
    public let asNumber = Field.asNumber("asNumber", .dropsZero, allowsZero: true, doc: "AS number of the peer; absent or 0: that of the local node.")
    public let localASNumber = Field.asNumber("localASNumber", doc: "AS number that the node uses in these sessions; absent: the node's own.")
    public let peerSelector = Field.selector(
        "peerSelector", doc: "Nodes to have sessions with, one for each family that both ends have an address of.")
    public let keepOriginalNextHop = Field.flag(
        "keepOriginalNextHop", .dropsZero, doc: "Deprecated, see nextHopMode: keep the next hop of routes told to peers in another AS. Absent: false."
    )
    public let nextHopMode: Field<NextHopMode> = .choice(
        "nextHopMode", .assumed("Auto"), doc: "Next hop of routes told to the peer: Self (the node), Keep (as learned) or Auto (as BGP has it).")
    public let password: Field<Object<BGPPasswordFields>> = .object("password", doc: "Password of the sessions; absent: none.")
    public let sourceAddress: Field<PeerSourceAddress> = .choice(
        "sourceAddress", .assumed("UseNodeIP"), doc: "Local address of the sessions: the node's (UseNodeIP), or what routing gives (None).")
    public let maxRestartTime = Field.duration(
        "maxRestartTime", in: GoDuration.restartTimes,
        doc: "How long the peer keeps routes while the node restarts (RFC 4724), rounded to seconds; absent: 2m0s.")
    public let keepaliveTime = Field.duration(
        "keepaliveTime", in: GoDuration.keepaliveTimes, doc: "Time between keepalive messages, rounded to seconds; absent: a third of the hold time.")
    public let numAllowedLocalASNumbers = Field.integer(
        "numAllowedLocalASNumbers", in: 0...2_147_483_647,
        doc: "How often the node's own AS number may be in the path of a received route; it is no loop then. Absent: 0.")
    public let ttlSecurity = Field.integer(
        "ttlSecurity", in: 0...255, unit: "hops",
        doc: "Hops to the peer at most; packets from further away are dropped (RFC 5082). Absent or 0: no check.")
    public let reachableBy = Field.address("reachableBy", doc: "Gateway through which the peer is reached, where it is not on a network of the node.")
    public let filters: Field<[String]> = .list(
        "filters", of: TextRule("the name of a BGPFilter", longest: 253, Name.isSubdomain),
        doc: "Names of BGPFilters for the routes that are told and learned, in their order.")
    public let localWorkloadSelector = Field.selector(
        "localWorkloadSelector", doc: "Workloads on the node itself that are peers; the sessions are started by them.")
    public let reversePeering: Field<ReversePeering> = .choice(
        "reversePeering", .assumed("Auto"),
        doc: "Whether nodes that are peers get the matching session by themselves (Auto) or by a BGPPeer of their own (Manual).")
}

extension GoDuration {
    /// What 12 bits of seconds hold (RFC 4724 §3).
    static let restartTimes: ClosedRange<GoDuration> = GoDuration.seconds(0)...GoDuration.seconds(4095)
    /// At least a second, and no more than what 16 bits of seconds, the size of the hold time, hold (RFC 4271 §4.2).
    static let keepaliveTimes: ClosedRange<GoDuration> = GoDuration.seconds(1)...GoDuration.seconds(65_535)
}
