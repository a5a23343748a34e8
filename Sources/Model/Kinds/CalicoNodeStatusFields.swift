public import Addresses
internal import JSON

/// What a node reports of its BGP daemon.
public struct CalicoNodeStatusFields: Fields {
    public static let schema = Schema(CalicoNodeStatusFields())

    public let lastUpdated = Field.text("lastUpdated", .reported, doc: "When the node last reported (RFC 3339, UTC).")
    public let agent: Field<Object<NodeAgentFields>> = .object("agent", .reported, .written(["birdV4": [:], "birdV6": [:]]), doc: "The BGP daemon.")
    public let bgp: Field<Object<NodeSessionsFields>> = .object(
        "bgp", .reported,
        .written(["numberEstablishedV4": 0, "numberNotEstablishedV4": 0, "numberEstablishedV6": 0, "numberNotEstablishedV6": 0]),
        doc: "The BGP sessions.")
    public let routes: Field<Object<NodeRoutesFields>> = .object("routes", .reported, .written([:]), doc: "The routes that the BGP daemon knows.")
}

public struct NodeAgentFields: Fields {
    public static let schema = Schema(NodeAgentFields())

    public let birdV4: Field<Object<BGPDaemonFields>> = .object("birdV4", .written([:]), doc: "The daemon for IPv4.")
    public let birdV6: Field<Object<BGPDaemonFields>> = .object("birdV6", .written([:]), doc: "The daemon for IPv6.")
}

public struct BGPDaemonFields: Fields {
    public static let schema = Schema(BGPDaemonFields())

    public let state: Field<BGPDaemonState> = .choice("state", doc: "Whether it works.")
    public let version = Field.text("version", doc: "Its version.")
    public let routerID = Field.text("routerID", doc: "Its BGP identifier, in the form of an IPv4 address.")
    public let lastBootTime = Field.text("lastBootTime", doc: "When it was started.")
    public let lastReconfigurationTime = Field.text("lastReconfigurationTime", doc: "When its configuration last changed.")
}

/// Whether a BGP daemon works.
public enum BGPDaemonState: String, FieldValue, CaseIterable {
    case ready = "Ready"
    case notReady = "NotReady"
}

public struct NodeSessionsFields: Fields {
    public static let schema = Schema(NodeSessionsFields())

    public let numberEstablishedV4 = Field.integer("numberEstablishedV4", .written(0), in: count, doc: "Established sessions with IPv4 peers.")
    public let numberNotEstablishedV4 = Field.integer("numberNotEstablishedV4", .written(0), in: count, doc: "Other sessions with IPv4 peers.")
    public let numberEstablishedV6 = Field.integer("numberEstablishedV6", .written(0), in: count, doc: "Established sessions with IPv6 peers.")
    public let numberNotEstablishedV6 = Field.integer("numberNotEstablishedV6", .written(0), in: count, doc: "Other sessions with IPv6 peers.")
    public let peersV4: Field<[Object<NodePeerFields>]> = .objects("peersV4", doc: "The IPv4 peers.")
    public let peersV6: Field<[Object<NodePeerFields>]> = .objects("peersV6", doc: "The IPv6 peers.")

    private static let count: ClosedRange<Int64> = 0...Int64.max
}

public struct NodePeerFields: Fields {
    public static let schema = Schema(NodePeerFields())

    public let peerIP = Field.address("peerIP", doc: "The peer's address.")
    public let type: Field<NodePeerType> = .choice("type", doc: "Where the peer is configured.")
    public let state: Field<BGPSessionState> = .choice("state", doc: "State of the session (RFC 4271 §8.2.2).")
    public let since = Field.text("since", doc: "When the state, or its reason, last changed.")
}

/// Where a BGP peer is configured.
public enum NodePeerType: String, FieldValue, CaseIterable {
    case mesh = "NodeMesh"
    /// A BGPPeer that names the node.
    case node = "NodePeer"
    /// A BGPPeer for all nodes.
    case global = "GlobalPeer"
}

/// The state of a BGP session (RFC 4271 §8.2.2).
public enum BGPSessionState: String, FieldValue, CaseIterable {
    case idle = "Idle"
    case connect = "Connect"
    case active = "Active"
    case openSent = "OpenSent"
    case openConfirm = "OpenConfirm"
    case established = "Established"
    /// Being ended.
    case close = "Close"
}

public struct NodeRoutesFields: Fields {
    public static let schema = Schema(NodeRoutesFields())

    public let routesV4: Field<[Object<NodeRouteFields>]> = .objects("routesV4", doc: "IPv4 routes.")
    public let routesV6: Field<[Object<NodeRouteFields>]> = .objects("routesV6", doc: "IPv6 routes.")
}

public struct NodeRouteFields: Fields {
    public static let schema = Schema(NodeRouteFields())

    public let type: Field<NodeRouteType> = .choice("type", doc: "Whether packets take the route.")
    public let destination = Field.text("destination", doc: "Where it leads to.")
    public let gateway = Field.text("gateway", doc: "The next hop.")
    public let interface = Field.text("interface", doc: "The interface out of which packets go.")
    public let learnedFrom: Field<Object<NodeRouteSourceFields>> = .object("learnedFrom", .written([:]), doc: "Where the route comes from.")
}

/// Whether packets take a route.
public enum NodeRouteType: String, FieldValue, CaseIterable {
    /// In the kernel's table.
    case forwarding = "FIB"
    /// Known, and not used.
    case known = "RIB"
}

public struct NodeRouteSourceFields: Fields {
    public static let schema = Schema(NodeRouteSourceFields())

    public let sourceType: Field<NodeRouteSource> = .choice("sourceType", doc: "What kind of source.")
    public let peerIP = Field.address("peerIP", doc: "The peer, where it is one.")
}

/// Where a route comes from.
public enum NodeRouteSource: String, FieldValue, CaseIterable {
    case kernel = "Kernel"
    case `static` = "Static"
    case direct = "Direct"
    case mesh = "NodeMesh"
    case peer = "BGPPeer"
}
