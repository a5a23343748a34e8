public import Addresses
public import JSON

/// One path of one route.
public struct RouteReportEntry: Hashable, Sendable {
    public var prefix: IPPrefix
    /// Which of a prefix's paths (RFC 7911); 0 where there is one.
    public var pathID: UInt32
    /// The session it came from or goes to; nil: this node's own.
    public var peer: String?
    public var nextHop: IPAddress?
    /// "64512 64513 {64514 64515}"; empty inside the AS.
    public var asPath: String
    public var localPreference: UInt32?
    public var med: UInt32?
    /// "64512:100".
    public var communities: [String]
    public var isBest: Bool
    /// Best, or next to it in a multipath.
    public var isUsed: Bool
    public var isStale: Bool
    public var isRejected: Bool
    /// "installed via 10.0.0.7 eth0", "left: next hop is this node", or empty.
    public var kernel: String
    /// Why it is, or is not, in use; empty unless asked for.
    public var why: String

    public init(
        prefix: IPPrefix, pathID: UInt32 = 0, peer: String? = nil, nextHop: IPAddress? = nil, asPath: String = "",
        localPreference: UInt32? = nil, med: UInt32? = nil, communities: [String] = [], isBest: Bool = false, isUsed: Bool = false,
        isStale: Bool = false, isRejected: Bool = false, kernel: String = "", why: String = ""
    ) {
        self.prefix = prefix
        self.pathID = pathID
        self.peer = peer
        self.nextHop = nextHop
        self.asPath = asPath
        self.localPreference = localPreference
        self.med = med
        self.communities = communities
        self.isBest = isBest
        self.isUsed = isUsed
        self.isStale = isStale
        self.isRejected = isRejected
        self.kernel = kernel
        self.why = why
    }
}

extension RouteReportEntry {
    init(json: JSONValue, place: String) throws(MessageError) {
        let members = try Members(json, of: place)
        self.init(
            prefix: try members.prefix("prefix"), pathID: try members.number("pathID"), peer: try members.optionalString("peer"),
            nextHop: try members.optionalAddress("nextHop"), asPath: try members.string("asPath"),
            localPreference: try members.optionalNumber("localPreference"), med: try members.optionalNumber("med"),
            communities: try members.strings("communities", each: "community"), isBest: try members.bool("isBest"),
            isUsed: try members.bool("isUsed"), isStale: try members.bool("isStale"), isRejected: try members.bool("isRejected"),
            kernel: try members.string("kernel"), why: try members.string("why"))
    }

    /// As it stands in the list of an answer.
    public var json: JSONValue {
        var object = JSONObject()
        object.append("prefix", .string("\(prefix)"))
        object.append("pathID", .number(pathID))
        object.append("peer", ifAny: peer.map { .text($0) })
        object.append("nextHop", ifAny: nextHop.map { .string("\($0)") })
        object.append("asPath", .text(asPath))
        object.append("localPreference", ifAny: localPreference.map { .number($0) })
        object.append("med", ifAny: med.map { .number($0) })
        object.append("communities", .texts(communities))
        object.append("isBest", .bool(isBest))
        object.append("isUsed", .bool(isUsed))
        object.append("isStale", .bool(isStale))
        object.append("isRejected", .bool(isRejected))
        object.append("kernel", .text(kernel))
        object.append("why", .text(why))
        return .object(object)
    }
}
