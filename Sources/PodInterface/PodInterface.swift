public import Addresses

/// One pod's interface as it shall be: both ends of a veth pair with addresses, routes and settings.
public struct PodInterface: Hashable, Sendable {
    /// Name of the host end ("cali" and eleven more characters).
    public var hostName: String
    /// Name inside the pod's namespace (`CNI_IFNAME`).
    public var name: String
    /// MAC address of the pod's end, chosen before the link exists so that a record can hold it.
    public var mac: MACAddress
    /// Octets; nil leaves the kernel's default, 1500.
    public var mtu: Int?
    /// Transmit and receive queues of each end.
    public var queues: Int
    /// The pod's addresses, each configured as /32 or /128.
    public var addresses: [IPAddress]
    /// Destinations routed through the gateway; families without an address are left out.
    public var routes: [IPPrefix]
    /// Value of the forwarding sysctls inside the pod.
    public var allowForwarding: Bool

    public init(
        hostName: String, name: String, mac: MACAddress, mtu: Int? = nil, queues: Int = 1, addresses: [IPAddress],
        routes: [IPPrefix] = [.all(.v4), .all(.v6)], allowForwarding: Bool = false
    ) {
        self.hostName = hostName
        self.name = name
        self.mac = mac
        self.mtu = mtu
        self.queues = queues
        self.addresses = addresses
        self.routes = routes
        self.allowForwarding = allowForwarding
    }

    /// The families in use, IPv4 first.
    public var families: [IPAddress.Family] {
        IPAddress.Family.allCases.filter { family in addresses.contains { $0.family == family } }
    }

    public func has(_ family: IPAddress.Family) -> Bool { addresses.contains { $0.family == family } }
}
