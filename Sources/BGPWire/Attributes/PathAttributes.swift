/// The attributes of a route, as every session type means them: AS numbers of four octets, one AS path, one next hop.
///
/// A value to keep once for all routes that share it. ``AttributeBlock`` tells equal sets apart from others without decoding them.
public struct PathAttributes: Hashable, Sendable {
    public var origin: Origin
    public var asPath: ASPath
    /// From NEXT_HOP or MP_REACH_NLRI; nil only while a route is being made.
    public var nextHop: NextHop?
    public var multiExitDiscriminator: UInt32?
    public var localPreference: UInt32?
    public var atomicAggregate = false
    public var aggregator: Aggregator?
    public var originatorID: BGPIdentifier?
    /// In the order received.
    public var communities: [Community] = []
    /// Known attributes that someone on the way did not know: they keep their Partial bit (RFC 4271 §5).
    public var partial: PartialAttributes = []
    /// Lists that few routes have, behind one reference: copies of other routes' attributes cost less. nil when all are empty.
    private var rare: RareAttributes.Box?

    public init(origin: Origin = .igp, asPath: ASPath = ASPath(), nextHop: NextHop? = nil) {
        self.origin = origin
        self.asPath = asPath
        self.nextHop = nextHop
    }

    /// In the order received; one's own goes in front.
    public var clusterList: [BGPIdentifier] {
        get { rare?.attributes.clusterList ?? [] }
        set { changeRare { $0.clusterList = newValue } }
    }

    /// In the order received.
    public var extendedCommunities: [ExtendedCommunity] {
        get { rare?.attributes.extendedCommunities ?? [] }
        set { changeRare { $0.extendedCommunities = newValue } }
    }

    /// In the order received, each once (RFC 8092 §3).
    public var largeCommunities: [LargeCommunity] {
        get { rare?.attributes.largeCommunities ?? [] }
        set { changeRare { $0.largeCommunities = newValue } }
    }

    /// Optional transitive attributes that are not known here, by code, each code once.
    public var unknown: [UnknownAttribute] {
        get { rare?.attributes.unknown ?? [] }
        set { changeRare { $0.unknown = newValue } }
    }

    private mutating func changeRare(_ change: (inout RareAttributes) -> Void) {
        var attributes = rare?.attributes ?? RareAttributes()
        change(&attributes)
        rare = attributes.isEmpty ? nil : RareAttributes.Box(attributes)
    }
}

/// Known optional transitive attributes.
public struct PartialAttributes: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let aggregator = PartialAttributes(rawValue: 1)
    public static let communities = PartialAttributes(rawValue: 2)
    public static let extendedCommunities = PartialAttributes(rawValue: 4)
    public static let largeCommunities = PartialAttributes(rawValue: 8)
}

extension PathAttributes: CustomStringConvertible {
    /// "via 10.0.0.7, path 64513 64514 IGP, local preference 100, communities 64512:7".
    public var description: String {
        var parts: [String] = []
        if let nextHop { parts.append("via \(nextHop)") }
        parts.append(asPath.isEmpty ? "local path \(origin)" : "path \(asPath) \(origin)")
        if let multiExitDiscriminator { parts.append("MED \(multiExitDiscriminator)") }
        if let localPreference { parts.append("local preference \(localPreference)") }
        if atomicAggregate { parts.append("atomic aggregate") }
        if let aggregator { parts.append("aggregator \(aggregator)") }
        if !communities.isEmpty { parts.append("communities \(communities.map(\.description).joined(separator: " "))") }
        if !extendedCommunities.isEmpty {
            parts.append("extended communities \(extendedCommunities.map(\.description).joined(separator: " "))")
        }
        if !largeCommunities.isEmpty { parts.append("large communities \(largeCommunities.map(\.description).joined(separator: " "))") }
        if let originatorID { parts.append("originator \(originatorID)") }
        if !clusterList.isEmpty { parts.append("clusters \(clusterList.map(\.description).joined(separator: " "))") }
        if !unknown.isEmpty { parts.append(unknown.map(\.description).joined(separator: ", ")) }
        return parts.joined(separator: ", ")
    }
}
