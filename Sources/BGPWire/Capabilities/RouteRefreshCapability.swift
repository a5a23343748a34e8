/// ROUTE-REFRESH can be received (RFC 2918 §2).
enum RouteRefreshCapability {
    static let code: UInt8 = 2

    static func decode(_ value: RawSpan) throws(BGPError) -> Capability {
        guard value.byteCount == 0 else { throw Capability.badLength("route refresh", value.byteCount, expected: "0") }
        return .routeRefresh
    }
}
