internal import BGPWire

extension FilterCondition: CustomStringConvertible {
    /// "prefix in 10.0.0.0/8 of length 16 to 24".
    public var description: String {
        switch self {
        case .prefix(let comparison, let network, let lengths): "prefix \(comparison) \(network)\(Self.words(lengths))"
        case .learned: "learned from a peer"
        case .interface(let pattern): "interface \(pattern)"
        case .community(let community): "community \(community)"
        case .extendedCommunity(let community): "extended community \(community)"
        case .largeCommunity(let community): "large community \(community)"
        case .asPathPrefix(let numbers): numbers.isEmpty ? "any AS path" : "AS path beginning with \(ASPath(numbers))"
        case .localPreference(let value): "local preference \(value)"
        case .peer(let isExternal): isExternal ? "external peer" : "internal peer"
        }
    }

    private static func words(_ lengths: ClosedRange<Int>?) -> String {
        guard let lengths else { return "" }
        return lengths.count == 1 ? " of length \(lengths.lowerBound)" : " of length \(lengths.lowerBound) to \(lengths.upperBound)"
    }
}

extension FilterCondition.Operator: CustomStringConvertible {
    public var description: String {
        switch self {
        case .equal: "equal to"
        case .notEqual: "not equal to"
        case .inside: "in"
        case .notInside: "not in"
        }
    }
}
