extension TestRoute {
    /// As `daemon` shows the route when it came from our speaker over an external session.
    func received(by daemon: DaemonKind, from asNumber: UInt32 = 65001, number: Int = 1) -> TestRoute {
        var route = sent(by: asNumber, number: number)
        // FRR does not show attributes it does not know.
        if daemon == .frr { route.unknown = [] }
        return route
    }

    /// As an external peer has it: the sender's AS in front, its address as next hop, no local preference.
    func sent(by asNumber: UInt32, number: Int) -> TestRoute {
        var route = self
        route.path = path.isEmpty ? "\(asNumber)" : "\(asNumber) \(path)"
        route.nextHop = isIPv6 ? TestNetwork.address6(number) : TestNetwork.address(number)
        route.localPreference = nil
        return route
    }

    /// BIRD gives routes from external peers a local preference.
    var withoutPreference: TestRoute {
        var route = self
        route.localPreference = nil
        return route
    }
}
