/// The type code of a path attribute.
public struct AttributeCode: RawRepresentable, Hashable, Sendable {
    public let rawValue: UInt8

    @inlinable
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let origin = AttributeCode(rawValue: 1)
    public static let asPath = AttributeCode(rawValue: 2)
    public static let nextHop = AttributeCode(rawValue: 3)
    public static let multiExitDiscriminator = AttributeCode(rawValue: 4)
    public static let localPreference = AttributeCode(rawValue: 5)
    public static let atomicAggregate = AttributeCode(rawValue: 6)
    public static let aggregator = AttributeCode(rawValue: 7)
    public static let communities = AttributeCode(rawValue: 8)
    public static let originatorID = AttributeCode(rawValue: 9)
    public static let clusterList = AttributeCode(rawValue: 10)
    public static let mpReach = AttributeCode(rawValue: 14)
    public static let mpUnreach = AttributeCode(rawValue: 15)
    public static let extendedCommunities = AttributeCode(rawValue: 16)
    public static let as4Path = AttributeCode(rawValue: 17)
    public static let as4Aggregator = AttributeCode(rawValue: 18)
    public static let largeCommunities = AttributeCode(rawValue: 32)
}

extension AttributeCode: Comparable {
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension AttributeCode: CustomStringConvertible {
    /// The RFC's name, or "attribute 40".
    public var description: String {
        switch self {
        case .origin: "ORIGIN"
        case .asPath: "AS_PATH"
        case .nextHop: "NEXT_HOP"
        case .multiExitDiscriminator: "MULTI_EXIT_DISC"
        case .localPreference: "LOCAL_PREF"
        case .atomicAggregate: "ATOMIC_AGGREGATE"
        case .aggregator: "AGGREGATOR"
        case .communities: "COMMUNITIES"
        case .originatorID: "ORIGINATOR_ID"
        case .clusterList: "CLUSTER_LIST"
        case .mpReach: "MP_REACH_NLRI"
        case .mpUnreach: "MP_UNREACH_NLRI"
        case .extendedCommunities: "EXTENDED COMMUNITIES"
        case .as4Path: "AS4_PATH"
        case .as4Aggregator: "AS4_AGGREGATOR"
        case .largeCommunities: "LARGE_COMMUNITY"
        default: "attribute \(rawValue)"
        }
    }
}
