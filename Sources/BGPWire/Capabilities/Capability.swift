/// What a speaker can do, as its OPEN tells (RFC 5492).
public enum Capability: Hashable, Sendable {
    case multiprotocol(AddressFamily)
    case routeRefresh
    case extendedNextHop(ExtendedNextHopCapability)
    case extendedMessage
    case gracefulRestart(GracefulRestartCapability)
    case fourOctetAS(ASNumber)
    case addPath(AddPathCapability)
    case enhancedRouteRefresh
    case longLivedGracefulRestart(LongLivedGracefulRestartCapability)
    /// One that is not known here, or whose value has no known meaning: to be ignored (RFC 5492 §3).
    case unknown(code: UInt8, value: [UInt8])

    public var code: UInt8 {
        switch self {
        case .multiprotocol: MultiprotocolCapability.code
        case .routeRefresh: RouteRefreshCapability.code
        case .extendedNextHop: ExtendedNextHopCapability.code
        case .extendedMessage: ExtendedMessageCapability.code
        case .gracefulRestart: GracefulRestartCapability.code
        case .fourOctetAS: FourOctetASCapability.code
        case .addPath: AddPathCapability.code
        case .enhancedRouteRefresh: EnhancedRouteRefreshCapability.code
        case .longLivedGracefulRestart: LongLivedGracefulRestartCapability.code
        case .unknown(let code, _): code
        }
    }
}

extension Capability: CustomStringConvertible {
    public var description: String {
        switch self {
        case .multiprotocol(let family): "\(family)"
        case .routeRefresh: "route refresh"
        case .extendedNextHop(let capability): "extended next hop (\(capability))"
        case .extendedMessage: "extended message"
        case .gracefulRestart(let capability): "graceful restart (\(capability))"
        case .fourOctetAS(let number): "4-octet AS \(number)"
        case .addPath(let capability): "ADD-PATH (\(capability))"
        case .enhancedRouteRefresh: "enhanced route refresh"
        case .longLivedGracefulRestart(let capability): "long-lived graceful restart (\(capability))"
        case .unknown(let code, let value): "capability \(code) of \(value.count) octets"
        }
    }
}
