public import Addresses

/// One way on from a router: out of an interface, to another router or straight to the destination.
public struct RouteHop: Hashable, Sendable, Comparable {
    /// nil: the destination is on the link.
    public var gateway: IPAddress?
    /// Index of the interface.
    public var interface: Int32

    public init(gateway: IPAddress?, interface: Int32) {
        self.gateway = gateway
        self.interface = interface
    }

    public static func < (left: Self, right: Self) -> Bool {
        guard left.gateway != right.gateway else { return left.interface < right.interface }
        guard let gateway = left.gateway, let other = right.gateway else { return left.gateway == nil }
        return gateway < other
    }
}
