public import BGPWire

/// What a ``FilterRule`` changes on a route it accepts.
public enum FilterOperation: Hashable, Sendable {
    case addCommunity(Community)
    case removeCommunity(Community)
    case addExtendedCommunity(ExtendedCommunity)
    case addLargeCommunity(LargeCommunity)
    /// In front of the path, the first number first.
    case prependASPath([ASNumber])
    case setLocalPreference(UInt32)
    case setMultiExitDiscriminator(UInt32?)
    case setNextHop(NextHop)
}
