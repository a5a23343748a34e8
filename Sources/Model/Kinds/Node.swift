public import Addresses
internal import JSON

/// A machine of the cluster.
public typealias Node = Resource<NodeKind>

public enum NodeKind: ResourceKind {
    public typealias Spec = NodeSpec
    public typealias Status = NodeStatus

    public static let kind = Kind(
        "Node", plural: "nodes", aliases: ["no", "nos"], spec: NodeSpec.schema, status: NodeStatus.schema, alwaysHasStatus: true,
        doc: "A machine of the cluster, with the addresses by which the others reach it.")
}

public struct NodeSpec: Fields {
    public static let schema = Schema(NodeSpec())

    public let bgp: Field<Object<NodeBGPFields>> = .object("bgp", doc: "How the node takes part in BGP; absent: it does not.")
    public let ipv4VXLANTunnelAddr = Field.address("ipv4VXLANTunnelAddr", family: .v4, doc: "Address of the node's IPv4 VXLAN interface.")
    public let vxlanTunnelMACAddr = Field.mac("vxlanTunnelMACAddr", doc: "MAC address of the node's IPv4 VXLAN interface.")
    public let ipv6VXLANTunnelAddr = Field.address("ipv6VXLANTunnelAddr", family: .v6, doc: "Address of the node's IPv6 VXLAN interface.")
    public let vxlanTunnelMACAddrV6 = Field.mac("vxlanTunnelMACAddrV6", doc: "MAC address of the node's IPv6 VXLAN interface.")
    public let orchRefs: Field<[Object<OrchestratorReferenceFields>]> = .objects(
        "orchRefs", doc: "What orchestrators call the node. One that Kubernetes knows is deleted when it is gone there.")
    public let wireguard: Field<Object<NodeWireguardFields>> = .object("wireguard", doc: "Addresses of the node's WireGuard interfaces.")
    public let addresses: Field<[Object<NodeAddressFields>]> = .objects("addresses", doc: "Addresses by which others may reach the node.")
    public let interfaces: Field<[Object<NodeInterfaceFields>]> = .objects(
        "interfaces", doc: "The node's own interfaces; host endpoints are made of them.")
}

public struct NodeStatus: Fields {
    public static let schema = Schema(NodeStatus())

    public let wireguardPublicKey = Field.text(
        "wireguardPublicKey", form: keyForm, { isKey($0) }, doc: "Public key of the node's IPv4 WireGuard interface, in base64.")
    public let wireguardPublicKeyV6 = Field.text(
        "wireguardPublicKeyV6", form: keyForm, { isKey($0) }, doc: "Public key of the node's IPv6 WireGuard interface, in base64.")
    public let podCIDRs: Field<[IPPrefix]> = .list(
        "podCIDRs", of: ParsedRule<IPPrefix>.prefix(nil), doc: "The ranges from which Kubernetes lets the node give addresses to pods.")

    private static let keyForm = "a WireGuard key: 32 octets in base64, 44 characters"

    /// 32 octets in base64 (RFC 4648 §4): 43 characters, the last with two bits unused and zero, and one "=".
    private static func isKey(_ text: String) -> Bool {
        guard text.utf8.count == 44, text.utf8.last == UInt8(ascii: "="), let end = text.utf8.dropLast().last else { return false }
        let isBase64 = text.utf8.dropLast().allSatisfy { Name.isAlphanumeric($0) || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/") }
        return isBase64 && "AEIMQUYcgkosw048".utf8.contains(end)
    }
}

/// How a node takes part in BGP.
public struct NodeBGPFields: Fields {
    public static let schema = Schema(
        NodeBGPFields(), [CrossFieldRule(nil, "must have a field; leave bgp out for a node without BGP") { !$0.object.isEmpty }])

    public let asNumber = Field.asNumber("asNumber", doc: "The node's AS number; absent: that of BGPConfiguration, 64512 unless it has another.")
    public let ipv4Address = Field<Network>.network(
        "ipv4Address", family: .v4, doc: "The address that the node speaks BGP from, with the length of its subnet: 192.0.2.1/24.")
    public let ipv6Address = Field<Network>.network("ipv6Address", family: .v6, doc: "The same for IPv6.")
    public let ipv4IPIPTunnelAddr = Field.address("ipv4IPIPTunnelAddr", family: .v4, doc: "Address of the node's IP in IP interface.")
    public let routeReflectorClusterID = Field.address(
        "routeReflectorClusterID", family: .v4, doc: "Makes the node a route reflector of this cluster id, in the form of an IPv4 address (RFC 4456)."
    )
}

/// What one orchestrator calls a node.
public struct OrchestratorReferenceFields: Fields {
    public static let schema = Schema(OrchestratorReferenceFields())

    public let nodeName = Field.text("nodeName", doc: "The node's name there.")
    public let orchestrator = Field.text("orchestrator", .required, doc: "The orchestrator: k8s, openstack.")
}

/// The addresses of a node's WireGuard interfaces.
public struct NodeWireguardFields: Fields {
    public static let schema = Schema(NodeWireguardFields())

    public let interfaceIPv4Address = Field.address("interfaceIPv4Address", family: .v4, doc: "Of the IPv4 interface.")
    public let interfaceIPv6Address = Field.address("interfaceIPv6Address", family: .v6, doc: "Of the IPv6 interface.")
}

/// One address of a node.
public struct NodeAddressFields: Fields {
    public static let schema = Schema(NodeAddressFields())

    public let address = Field.network("address", .required, doc: "The address, maybe with the length of its subnet.")
    public let type: Field<NodeAddressType> = .choice("type", doc: "Who gave it.")
}

/// Who gave a node an address.
public enum NodeAddressType: String, FieldValue, CaseIterable {
    /// Found or configured for BGP.
    case calico = "CalicoNodeIP"
    /// The orchestrator, for use in the cluster.
    case `internal` = "InternalIP"
    /// The orchestrator, for use from outside.
    case external = "ExternalIP"
}

/// One interface of a node.
public struct NodeInterfaceFields: Fields {
    public static let schema = Schema(NodeInterfaceFields())

    public let name = Field.text("name", longest: 253, doc: "The interface.")
    public let addresses: Field<[Network]> = .list("addresses", of: ParsedRule<Network>.network, doc: "Its addresses.")
}
