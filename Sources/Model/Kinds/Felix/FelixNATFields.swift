public import Addresses
internal import JSON

/// Translation of addresses of packets that leave the cluster, and node ports.
public struct FelixNATFields: Fields {
    public static let schema = Schema(FelixNATFields())

    public let natPortRange = Field<Port>(
        "natPortRange", ParsedRule<Port>.numbers, [], "Source ports that outgoing packets get with the node's address; absent: the kernel chooses.")
    public let natOutgoingAddress = Field.address(
        "natOutgoingAddress", family: .v4,
        doc: "The address that outgoing packets get (natOutgoing of an IPPool); absent: that of the interface they leave by.")
    public let natOutgoingExclusions: Field<NATOutgoingExclusions> = .choice(
        "natOutgoingExclusions", .assumed("IPPoolsOnly"), doc: "To which addresses packets keep their own source address.")
    public let kubeNodePortRanges: Field<[Port]> = .list(
        "kubeNodePortRanges", .keepsEmpty, .assumed(["30000:32767"]), of: ParsedRule<Port>.numbers, count: 0...7,
        doc: "Ports of Kubernetes' services on nodes; used where kube-proxy works with IPVS.")
}

/// To which addresses outgoing packets keep their own source address.
public enum NATOutgoingExclusions: String, FieldValue, CaseIterable {
    /// Those of pools.
    case pools = "IPPoolsOnly"
    /// Those of pools and of nodes.
    case poolsAndHosts = "IPPoolsAndHostIPs"
}

extension ParsedRule where Value == Port {
    /// Ports by number: one, or first and last.
    static var numbers: Self {
        Self("a port from 1 to 65535 or a range such as 30000:32767", shape: "integer or string") { port in
            guard let numbers = port.numbers else { return "is a name; it must be a port from 1 to 65535 or a range such as 30000:32767" }
            return numbers.lowerBound == 0 ? "begins with 0; ports are 1 to 65535" : nil
        }
    }
}
