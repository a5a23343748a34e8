public import Addresses

/// What every pod's link has in common, as Calico users know it.
public enum CalicoLink {
    /// MAC address of each host end: the same everywhere, so a pod's neighbour entry survives a migration.
    public static let hostMAC = MACAddress(value: 0xeeee_eeee_eeee)

    /// `rtm_protocol` of the routes to pods and inside pods, so that they can be told from everyone else's (`ip route show proto 83`).
    public static let routeProtocol: UInt8 = 83

    /// Names of host ends begin with this.
    public static let namePrefix = "cali"

    /// The next hop of a pod's routes: never configured on an IPv4 interface, the link-local address of ``hostMAC`` in IPv6.
    public static func gateway(_ family: IPAddress.Family) -> IPAddress {
        switch family {
        case .v4: IPAddress(family: .v4, value: 0xa9fe_0101)  // 169.254.1.1
        case .v6: hostMAC.linkLocal
        }
    }
}
