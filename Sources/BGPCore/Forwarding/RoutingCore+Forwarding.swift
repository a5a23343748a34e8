public import Addresses
internal import BGPWire

/// Routes to whoever forwards packets, and what that one knows of next hops.
extension RoutingCore {
    /// Whether routes wait to be taken.
    public var hasForwarding: Bool { ipv4.forwarding?.isEmpty == false || ipv6.forwarding?.isEmpty == false }

    /// Destinations that wait to be taken.
    public var forwardingCount: Int { (ipv4.forwarding?.count ?? 0) + (ipv6.forwarding?.count ?? 0) }

    /// The routes that changed since they were taken last, each as it is now; at most `limit` a family.
    public mutating func takeForwarding(limit: Int) -> [ForwardingRoute] {
        ipv4.takeForwarding(limit: limit, attributes) + ipv6.takeForwarding(limit: limit, attributes)
    }

    /// Has every route in use taken again: whoever forwards packets treats them otherwise now.
    public mutating func offerForwardingAgain() {
        ipv4.offerForwardingAgain()
        ipv6.offerForwardingAgain()
    }

    /// Takes that a next hop can be reached, or cannot: routes with one that cannot are left out of the decision (RFC 4271 §9.1.2).
    public mutating func setReachable(_ nextHop: IPAddress, _ isReachable: Bool) {
        guard attributes.setReachable(nextHop, isReachable) else { return }
        ipv4.nextHopChanged(nextHop, attributes)
        ipv6.nextHopChanged(nextHop, attributes)
    }

    /// Next hops that routes have and had not when this was last called, and the other way round.
    public mutating func takeNextHopChanges() -> (used: [IPAddress], unused: [IPAddress]) { attributes.takeNextHopChanges() }
}
