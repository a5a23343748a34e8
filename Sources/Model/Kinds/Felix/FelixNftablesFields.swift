internal import JSON

/// Packet filtering with nftables.
public struct FelixNftablesFields: Fields {
    public static let schema = Schema(
        FelixNftablesFields(),
        [
            CrossFieldRule("nftablesMarkMask", "must have at least 2 bits set: each mark needs bits of its own") {
                $0.nftablesMarkMask?.nonzeroBitCount ?? 2 >= 2
            }
        ])

    public let nftablesMode: Field<NftablesMode> = .choice(
        "nftablesMode", .assumed("Auto"), .settingName("NFTablesMode"),
        doc: "Whether packets are filtered with nftables or iptables; Auto: as kube-proxy does.")
    public let nftablesFlowTableOffload: Field<FlowTableOffload> = .choice(
        "nftablesFlowTableOffload", .assumed("Disabled"), .settingName("NFTablesFlowTableOffload"),
        doc: "Which established connections are forwarded past the rules (the kernel's flow tables).")
    public let nftablesFlowTableDataIfacePattern = Field.pattern(
        "nftablesFlowTableDataIfacePattern", .settingName("NFTablesFlowTableDataIfacePattern"), doc: "The node's interfaces that take part in that.")
    public let nftablesRefreshInterval = Field.period(
        "nftablesRefreshInterval", .assumed("3m0s"), doc: "Time between comparisons of all rules with what they should be; 0: they are not compared.")
    public let nftablesFilterAllowAction: Field<AllowAction> = .choice(
        "nftablesFilterAllowAction", .assumed("Accept"),
        doc: "What becomes of packets that policy allows: let through at once, or given to the rules that follow.")
    public let nftablesMangleAllowAction: Field<AllowAction> = .choice(
        "nftablesMangleAllowAction", .assumed("Accept"), doc: "The same for policies that apply before DNAT.")
    public let nftablesFilterDenyAction: Field<DenyAction> = .choice(
        "nftablesFilterDenyAction", .assumed("Drop"), doc: "What becomes of packets that policy denies.")
    public let nftablesMarkMask = Field.integer(
        "nftablesMarkMask", .assumed(0xffff_0000), in: 0...4_294_967_295, doc: "Bits of the packet mark that the agent may use; no other program may."
    )
}

/// Whether packets are filtered with nftables.
public enum NftablesMode: String, FieldValue, CaseIterable {
    case enabled = "Enabled"
    /// With iptables.
    case disabled = "Disabled"
    /// As kube-proxy does.
    case auto = "Auto"
}

/// Which established connections are forwarded past the rules.
public enum FlowTableOffload: String, FieldValue, CaseIterable {
    case all = "All"
    case disabled = "Disabled"
}
