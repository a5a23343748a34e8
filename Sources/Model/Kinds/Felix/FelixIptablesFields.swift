internal import JSON

/// Packet filtering with iptables and XDP; some hold for nftables too.
public struct FelixIptablesFields: Fields {
    public static let schema = Schema(
        FelixIptablesFields(),
        [
            CrossFieldRule("iptablesMarkMask", "must have at least 2 bits set: each mark needs bits of its own") {
                $0.iptablesMarkMask?.nonzeroBitCount ?? 2 >= 2
            }
        ])

    public let iptablesRefreshInterval = Field.period(
        "iptablesRefreshInterval", .assumed("3m0s"), doc: "Time between comparisons of all rules with what they should be; 0: they are not compared.")
    public let iptablesPostWriteCheckInterval = Field.period(
        "iptablesPostWriteCheckInterval", .assumed("5s"), .settingName("IptablesPostWriteCheckIntervalSecs"),
        doc: "How long after a write to look whether another program has overwritten it.")
    public let iptablesLockProbeInterval = Field.period(
        "iptablesLockProbeInterval", .assumed("50ms"), .settingName("IptablesLockProbeIntervalMillis"),
        doc: "Time between tries to get iptables' lock.")
    public let ipsetsRefreshInterval = Field.period(
        "ipsetsRefreshInterval", .assumed("1m30s"), doc: "Time between comparisons of all IP sets with what they should be; 0: they are not compared."
    )
    public let maxIpsetSize = Field.integer(
        "maxIpsetSize", .assumed(1_048_576), in: 1...4_294_967_295, unit: "addresses",
        doc: "The most addresses in one IP set; nftables has no such bound.")
    public let iptablesBackend: Field<IptablesBackend> = .choice(
        "iptablesBackend", .assumed("Auto"), doc: "Which of the kernel's two forms of iptables.")
    public let chainInsertMode: Field<ChainInsertMode> = .choice(
        "chainInsertMode", .assumed("Insert"),
        doc: "Whether the hook into the kernel's chains comes first or last. Rules before it may bypass policy.")
    public let defaultEndpointToHostAction: Field<EndpointToHostAction> = .choice(
        "defaultEndpointToHostAction", .assumed("Drop"), doc: "What becomes of packets from a workload to its node that the workload's policy allows."
    )
    public let iptablesFilterAllowAction: Field<AllowAction> = .choice(
        "iptablesFilterAllowAction", .assumed("Accept"),
        doc: "What becomes of packets that policy allows: let through at once, or given to the rules that follow.")
    public let iptablesMangleAllowAction: Field<AllowAction> = .choice(
        "iptablesMangleAllowAction", .assumed("Accept"), doc: "The same for policies that apply before DNAT.")
    public let iptablesFilterDenyAction: Field<DenyAction> = .choice(
        "iptablesFilterDenyAction", .assumed("Drop"), doc: "What becomes of packets that policy denies.")
    public let iptablesMarkMask = Field.integer(
        "iptablesMarkMask", .assumed(0xffff_0000), in: 0...4_294_967_295, doc: "Bits of the packet mark that the agent may use; no other program may."
    )
    public let disableConntrackInvalidCheck = Field.flag(
        "disableConntrackInvalidCheck", .assumed(false), doc: "Packets are let through that belong to no connection the kernel knows.")
    public let iptablesNATOutgoingInterfaceFilter = Field.text(
        "iptablesNATOutgoingInterfaceFilter", form: "an interface, 1 to 15 letters, digits and : . _ -; + stands for any ending",
        { Name.isInterfaceMatch($0) },
        doc: "Interfaces on which outgoing packets get the node's address (natOutgoing of an IPPool), such as eth+; absent: all.")
    public let xdpRefreshInterval = Field.period(
        "xdpRefreshInterval", .assumed("1m30s"), doc: "Time between comparisons of the XDP programs and maps; 0: they are not compared.")
    public let xdpEnabled = Field.flag(
        "xdpEnabled", .assumed(true), doc: "Untracked policies that deny are applied in the network driver where it can.")
    public let genericXDPEnabled = Field.flag(
        "genericXDPEnabled", .assumed(false), doc: "The same where the driver cannot; not faster than iptables, for tests.")
}

public enum IptablesBackend: String, CaselessWord {
    /// The one whose rules are in the kernel.
    case auto = "Auto"
    case legacy = "Legacy"
    case nft = "NFT"
}

public enum ChainInsertMode: String, CaselessWord {
    case insert = "Insert"
    case append = "Append"
}

/// What becomes of packets from a workload to its node.
public enum EndpointToHostAction: String, CaselessWord {
    case drop = "Drop"
    case accept = "Accept"
    /// The kernel's own rules decide.
    case `return` = "Return"
}

/// What becomes of packets that policy allows.
public enum AllowAction: String, CaselessWord {
    case accept = "Accept"
    /// The rules that follow decide.
    case `return` = "Return"
}

/// What becomes of packets that policy denies.
public enum DenyAction: String, CaselessWord {
    case drop = "Drop"
    /// The sender is told (ICMP).
    case reject = "Reject"
}
