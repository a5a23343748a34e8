/// Where one route turned out better than another, in the order the decision process asks (RFC 4271 §9.1.2.2).
public enum DecisionStep: UInt8, Hashable, Sendable, CaseIterable {
    /// RFC 9494 §4.3.
    case notLongLivedStale
    case localPreference
    case localOrigin
    case asPathLength
    case origin
    /// Between routes of the same neighbour AS, unless the operator has all compared.
    case multiExitDiscriminator
    case externalOverInternal
    case nextHopMetric
    /// RFC 5004, when the operator wants it.
    case oldest
    /// ORIGINATOR_ID stands in for a reflected route's (RFC 4456 §9).
    case routerIdentifier
    /// RFC 4456 §9.
    case clusterListLength
    case peerAddress
    /// Of several routes of one peer (RFC 7911).
    case pathIdentifier
}

extension DecisionStep: Comparable {
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension DecisionStep: CustomStringConvertible {
    /// What the better route has: "higher local preference".
    public var description: String {
        switch self {
        case .notLongLivedStale: "not long-lived stale"
        case .localPreference: "higher local preference"
        case .localOrigin: "originated here"
        case .asPathLength: "shorter AS path"
        case .origin: "better origin"
        case .multiExitDiscriminator: "lower MED"
        case .externalOverInternal: "learned from an external peer"
        case .nextHopMetric: "nearer next hop"
        case .oldest: "older route"
        case .routerIdentifier: "lower router identifier"
        case .clusterListLength: "shorter cluster list"
        case .peerAddress: "lower peer address"
        case .pathIdentifier: "lower path identifier"
        }
    }
}
