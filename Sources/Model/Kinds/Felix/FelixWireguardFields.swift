internal import JSON

/// Encryption between nodes.
public struct FelixWireguardFields: Fields {
    public static let schema = Schema(FelixWireguardFields())

    public let wireguardEnabled = Field.flag("wireguardEnabled", .assumed(false), doc: "IPv4 packets between nodes' workloads are encrypted.")
    public let wireguardEnabledV6 = Field.flag("wireguardEnabledV6", .assumed(false), doc: "IPv6 packets between nodes' workloads are encrypted.")
    public let wireguardThreadingEnabled = Field.flag(
        "wireguardThreadingEnabled", .assumed(false), doc: "A thread of its own takes WireGuard's packets (NAPI), for many packets a second.")
    public let wireguardListeningPort = Field.integer("wireguardListeningPort", .assumed(51_820), in: 1...65_535, doc: "UDP port over IPv4.")
    public let wireguardListeningPortV6 = Field.integer("wireguardListeningPortV6", .assumed(51_821), in: 1...65_535, doc: "UDP port over IPv6.")
    public let wireguardRoutingRulePriority = Field.integer(
        "wireguardRoutingRulePriority", .assumed(99), in: 1...32_765,
        doc: "Priority of the kernel's rule that leads to WireGuard's routes; lower ones come first.")
    public let wireguardInterfaceName = Field.interface("wireguardInterfaceName", .assumed("wireguard.cali"), doc: "The IPv4 interface.")
    public let wireguardInterfaceNameV6 = Field.interface("wireguardInterfaceNameV6", .assumed("wg-v6.cali"), doc: "The IPv6 interface.")
    public let wireguardMTU = Field.integer(
        "wireguardMTU", .assumed(0), in: 0...65_535, unit: "octets", doc: "MTU of the IPv4 interface; 0: what the node's interfaces leave.")
    public let wireguardMTUV6 = Field.integer(
        "wireguardMTUV6", .assumed(0), in: 0...65_535, unit: "octets", doc: "MTU of the IPv6 interface; 0: what the node's interfaces leave.")
    public let wireguardHostEncryptionEnabled = Field.flag(
        "wireguardHostEncryptionEnabled", .assumed(false), doc: "Packets between nodes themselves are encrypted too.")
    public let wireguardKeepAlive = Field.period(
        "wireguardKeepAlive", .assumed("0s"), .settingName("WireguardPersistentKeepAlive"),
        doc: "Time between packets that keep a silent connection open; 0: none.")
}
