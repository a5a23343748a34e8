/// The beginning and the end of a route refresh are told (RFC 7313 §3.1).
enum EnhancedRouteRefreshCapability {
    static let code: UInt8 = 70

    static func decode(_ value: RawSpan) throws(BGPError) -> Capability {
        guard value.byteCount == 0 else { throw Capability.badLength("enhanced route refresh", value.byteCount, expected: "0") }
        return .enhancedRouteRefresh
    }
}
