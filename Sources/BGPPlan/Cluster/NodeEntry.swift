internal import Addresses
internal import BGPWire
internal import Model
internal import Selectors

/// A Node resource as far as BGP asks.
struct NodeEntry: Sendable {
    let name: String
    /// IPv4 address with the length of the node's subnet.
    let network4: IPPrefix?
    let network6: IPPrefix?
    /// Both addresses as text: the passive end of a session is told by comparing such texts.
    let text4: String?
    let text6: String?
    /// nil: the cluster's.
    let ownAS: BGPWire.ASNumber?
    let clusterID: BGPIdentifier?
    let labels: Labels
    let wireguard4: IPAddress?
    let wireguard6: IPAddress?
    /// Of the node's own BGPConfiguration, or else the cluster's; nil: in neither.
    let listenPort: UInt16?

    init(_ node: Node, listenPort: UInt16?) {
        name = node.name
        let spec = node.spec
        let bgp = spec.bgp
        network4 = bgp?.ipv4Address?.prefix
        network6 = bgp?.ipv6Address?.prefix
        text4 = network4?.address.description
        text6 = network6?.address.description
        ownAS = bgp?.asNumber.flatMap { $0.value > 0 ? BGPWire.ASNumber($0.value) : nil }
        clusterID = bgp?.routeReflectorClusterID.flatMap { BGPIdentifier($0) }
        labels = Labels(node.metadata.labels ?? [:])
        let wireguard = spec.wireguard
        wireguard4 = wireguard?.interfaceIPv4Address
        wireguard6 = wireguard?.interfaceIPv6Address
        self.listenPort = listenPort
    }

    func address(_ family: IPAddress.Family) -> IPAddress? { family == .v4 ? network4?.address : network6?.address }

    func text(_ family: IPAddress.Family) -> String? { family == .v4 ? text4 : text6 }

    func wireguard(_ family: IPAddress.Family) -> IPAddress? { family == .v4 ? wireguard4 : wireguard6 }

    /// At most one a family, IPv4 first.
    var addresses: [IPAddress] { [network4?.address, network6?.address].compactMap { $0 } }
}
