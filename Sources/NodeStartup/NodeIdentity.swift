public import Model

/// Who a node is: its name and the addresses by which others reach it.
public struct NodeIdentity: Hashable, Sendable {
    public let name: String
    /// The address with the length of its subnet; nil when the node has none of this family.
    public let ipv4: Network?
    public let ipv6: Network?
    /// The interface that has the IPv4 address, else the IPv6 address; nil when none has.
    public let interface: String?
    /// How it was found, for people: "first-found: eth0".
    public let how: String
    /// What looks odd about it, in sentences.
    public let remarks: [String]

    public init(
        name: String, ipv4: Network? = nil, ipv6: Network? = nil, interface: String? = nil, how: String = "",
        remarks: [String] = []
    ) {
        self.name = name
        self.ipv4 = ipv4
        self.ipv6 = ipv6
        self.interface = interface
        self.how = how
        self.remarks = remarks
    }
}
