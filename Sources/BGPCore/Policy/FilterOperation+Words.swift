internal import BGPWire

extension FilterOperation: CustomStringConvertible {
    /// "add community 64512:7".
    public var description: String {
        switch self {
        case .addCommunity(let community): "add community \(community)"
        case .removeCommunity(let community): "remove community \(community)"
        case .addExtendedCommunity(let community): "add extended community \(community)"
        case .addLargeCommunity(let community): "add large community \(community)"
        case .prependASPath(let numbers): "prepend AS path \(ASPath(numbers))"
        case .setLocalPreference(let value): "set local preference \(value)"
        case .setMultiExitDiscriminator(let value): value.map { "set MED \($0)" } ?? "remove MED"
        case .setNextHop(let nextHop): "set next hop \(nextHop)"
        }
    }
}
