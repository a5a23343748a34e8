internal import JSON

/// Tunnels between nodes: IP in IP and VXLAN.
public struct FelixOverlayFields: Fields {
    public static let schema = Schema(FelixOverlayFields())

    public let ipipEnabled = Field.flag(
        "ipipEnabled", .settingName("IpInIpEnabled"), doc: "The node has an IP in IP interface; absent: where an IPPool needs it.")
    public let ipipMTU = Field.integer(
        "ipipMTU", .assumed(0), .settingName("IpInIpMtu"), in: 0...65_535, unit: "octets",
        doc: "MTU of that interface; 0: what the node's interfaces leave.")
    public let vxlanEnabled = Field.flag("vxlanEnabled", doc: "The node has a VXLAN interface; absent: where an IPPool needs it.")
    public let vxlanMTU = Field.integer(
        "vxlanMTU", .assumed(0), in: 0...65_535, unit: "octets", doc: "MTU of the IPv4 VXLAN interface; 0: what the node's interfaces leave.")
    public let vxlanMTUV6 = Field.integer(
        "vxlanMTUV6", .assumed(0), in: 0...65_535, unit: "octets", doc: "MTU of the IPv6 VXLAN interface; 0: what the node's interfaces leave.")
    public let vxlanPort = Field.integer("vxlanPort", .assumed(4789), in: 1...65_535, doc: "UDP port of VXLAN; the same on all nodes.")
    public let vxlanVNI = Field.integer("vxlanVNI", .assumed(4096), in: 0...16_777_215, doc: "VXLAN network identifier; the same on all nodes.")
    public let allowVXLANPacketsFromWorkloads = Field.flag(
        "allowVXLANPacketsFromWorkloads", .assumed(false), doc: "Workloads may send VXLAN packets, and so reach what policy denies.")
    public let allowIPIPPacketsFromWorkloads = Field.flag(
        "allowIPIPPacketsFromWorkloads", .assumed(false), doc: "Workloads may send IP in IP packets, and so reach what policy denies.")
}
