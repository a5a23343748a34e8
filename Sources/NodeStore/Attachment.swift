public import Addresses
internal import JSON

/// What is recorded of one interface of one container: everything that CHECK, DEL, GC and a repeated ADD need.
public struct Attachment: Hashable, Sendable {
    /// Who made the interface.
    public enum Manager: String, Hashable, Sendable {
        /// The link is ours, from host end to pod end.
        case calico
        /// Another main plugin's link: only the addresses are recorded.
        case addresses
    }

    public let key: AttachmentKey
    public var manager: Manager
    /// Each with its subnet's prefix length, in the order of the request's pools, then those of another IPAM plugin.
    public var addresses: [IPPrefix]
    /// The gateway for the address at the same position, nil where there is none.
    public var gateways: [IPAddress?] {
        get { gatewayPlaces.map { $0.isUnspecified ? nil : $0 } }
        set { gatewayPlaces = newValue.map { $0 ?? Self.noGateway } }
    }
    /// ``gateways`` with the unspecified address for nil: setting up an array type of optionals would cost each ADD 15 µs.
    var gatewayPlaces: [IPAddress] = []
    static var noGateway: IPAddress { IPAddress(family: .v4, value: 0) }
    public var hostInterface: String?
    /// Of the interface in the container.
    public var mac: MACAddress?
    /// Octets.
    public var mtu: Int?
    /// Path of the network namespace, as the runtime gave it.
    public var netns: String?
    public var netnsIdentity: FileIdentity?
    public var allowForwarding: Bool
    /// The routes made in the container; empty for the default ones.
    public var routes: [IPPrefix]
    public var pod: PodIdentity?
    /// When the addresses were claimed: nanoseconds since boot (CLOCK_BOOTTIME).
    public var created: UInt64
    /// `ipam.type` of the configuration, which decides who is asked on DEL.
    public var ipamType: String?
    /// Members of the record that this version does not know, kept as they are.
    var unknown = JSONObject()

    public init(
        key: AttachmentKey, manager: Manager, addresses: [IPPrefix] = [], gateways: [IPAddress?] = [], hostInterface: String? = nil,
        mac: MACAddress? = nil, mtu: Int? = nil, netns: String? = nil, netnsIdentity: FileIdentity? = nil, allowForwarding: Bool = false,
        routes: [IPPrefix] = [], pod: PodIdentity? = nil, created: UInt64 = 0, ipamType: String? = nil
    ) {
        self.key = key
        self.manager = manager
        self.addresses = addresses
        self.hostInterface = hostInterface
        self.mac = mac
        self.mtu = mtu
        self.netns = netns
        self.netnsIdentity = netnsIdentity
        self.allowForwarding = allowForwarding
        self.routes = routes
        self.pod = pod
        self.created = created
        self.ipamType = ipamType
        if !gateways.isEmpty { self.gateways = gateways }
    }
}
