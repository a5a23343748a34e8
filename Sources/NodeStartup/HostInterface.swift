public import Addresses

/// An interface of the host, as the choice of the node's address sees it.
public struct HostInterface: Hashable, Sendable {
    public var name: String
    public var index: Int32
    /// Somebody has set it up.
    public var isUp: Bool
    /// The other end of its cable is there, as far as it has one (`IFF_LOWER_UP`).
    public var hasCarrier: Bool
    /// Octets.
    public var mtu: Int
    /// In the kernel's order.
    public var addresses: [HostAddress]
    /// Families whose default route of the smallest metric goes out here.
    public var defaultRoutes: Set<IPAddress.Family>

    public init(
        name: String, index: Int32, isUp: Bool = true, hasCarrier: Bool = true, mtu: Int = 1500, addresses: [HostAddress],
        defaultRoutes: Set<IPAddress.Family> = []
    ) {
        self.name = name
        self.index = index
        self.isUp = isUp
        self.hasCarrier = hasCarrier
        self.mtu = mtu
        self.addresses = addresses
        self.defaultRoutes = defaultRoutes
    }
}
