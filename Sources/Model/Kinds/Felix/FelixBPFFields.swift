internal import Addresses
internal import JSON

/// Packet filtering and services with BPF programs.
public struct FelixBPFFields: Fields {
    public static let schema = Schema(FelixBPFFields())

    public let bpfEnabled = Field.flag("bpfEnabled", .assumed(false), doc: "Packets are filtered with BPF programs.")
    public let bpfOverlayHostSourceIP = Field.word(
        "bpfOverlayHostSourceIP", .assumed("TunnelAddress"), of: ["TunnelAddress", "HostAddress"], ignoresCase: false,
        doc: "Which of the node's addresses its own packets into a tunnel come from.")
    public let bpfDisableUnprivileged = Field.flag(
        "bpfDisableUnprivileged", .assumed(true), doc: "Users without privileges cannot load BPF programs (sysctl kernel.unprivileged_bpf_disabled).")
    public let bpfJITHardening = Field.word(
        "bpfJITHardening", .assumed("Auto"), of: ["Auto", "Strict"], ignoresCase: false,
        doc: "Whether the kernel may keep its strictest hardening of compiled programs, which slows them down.")
    public let bpfLogLevel = Field.word(
        "bpfLogLevel", .written(""), .assumed("Off"), of: ["Off", "Info", "Debug"],
        doc: "What the programs log into the kernel's trace pipe; empty: nothing.")
    public let bpfConntrackLogLevel = Field.word(
        "bpfConntrackLogLevel", .assumed("Off"), of: ["Off", "Debug"], ignoresCase: false, doc: "What the program that removes old connections logs.")
    public let bpfConntrackMode = Field.word(
        "bpfConntrackMode", .assumed("Auto"), .settingName("BPFConntrackCleanupMode"), of: ["Auto", "Userspace", "BPFProgram"], ignoresCase: false,
        doc: "Who removes old connections: the agent, a program in the kernel, or that where it can.")
    public let bpfConntrackTimeouts: Field<Object<ConntrackTimeoutFields>> = .object(
        "bpfConntrackTimeouts", doc: "How long silent connections are kept.")
    public let bpfIPFragTimeout = Field.period(
        "bpfIPFragTimeout", .assumed("0s"), doc: "How long fragments of a packet wait for the rest; 0: the kernel's own bound.")
    public let bpfLogFilters: Field<[String: String]> = .map(
        "bpfLogFilters", to: TextRule("a pcap filter expression"), keys: "an interface, all, weps or heps",
        { Name.isInterface($0) ? nil : "is no interface (1 to 15 letters, digits, _, . and -), nor all, weps or heps" },
        doc: "Packets that are logged at severity Debug: pcap filters by interface, all, weps (workloads) or heps (hosts); absent: all packets.")
    public let bpfCTLBLogFilter = Field.word(
        "bpfCTLBLogFilter", of: ["all"], ignoresCase: false, doc: "With all, the connect-time load balancer logs although bpfLogFilters is set.")
    public let bpfDataIfacePattern = Field.pattern(
        "bpfDataIfacePattern", .assumed(#"^((en|wl|ww|sl|ib)[Popsx].*|(eth|wlan|wwan|bond).*)"#),
        doc: "Interfaces to the network, which get programs.")
    public let bpfL3IfacePattern = Field.pattern("bpfL3IfacePattern", doc: "Other tunnels that workloads' packets travel over, which get programs.")
    public let bpfConnectTimeLoadBalancingEnabled = Field.flag(
        "bpfConnectTimeLoadBalancingEnabled",
        doc: "Deprecated: when set, it decides bpfConnectTimeLoadBalancing and turns bpfHostNetworkedNATWithoutCTLB off.")
    public let bpfConnectTimeLoadBalancing: Field<ConnectTimeLoadBalancing> = .choice(
        "bpfConnectTimeLoadBalancing", .written("TCP"), doc: "For which connections a service's address is translated when a program connects.")
    public let bpfHostNetworkedNATWithoutCTLB: Field<Toggle> = .choice(
        "bpfHostNetworkedNATWithoutCTLB", .written("Enabled"),
        doc: "The node's own connections to services that are not translated then are translated packet by packet.")
    public let bpfExternalServiceMode = Field.word(
        "bpfExternalServiceMode", .assumed("Tunnel"), of: ["Tunnel", "DSR"],
        doc: "How answers to clients outside leave: through the node they came in by (Tunnel), or directly (DSR), if the network permits it.")
    public let bpfDSROptoutCIDRs: Field<[Network]> = .list(
        "bpfDSROptoutCIDRs", .keepsEmpty, of: ParsedRule<Network>.network, doc: "Clients for whom Tunnel holds although the mode is DSR.")
    public let bpfExtToServiceConnmark = Field.integer(
        "bpfExtToServiceConnmark", .assumed(0), in: 0...4_294_967_295,
        doc: "Mark of connections from outside to services, for the node's routing rules.")
    public let bpfKubeProxyIptablesCleanupEnabled = Field.flag(
        "bpfKubeProxyIptablesCleanupEnabled", .assumed(true), doc: "Rules that kube-proxy left are removed; not where kube-proxy still runs.")
    public let bpfKubeProxyMinSyncPeriod = Field.period(
        "bpfKubeProxyMinSyncPeriod", .assumed("1s"), doc: "Least time between updates of services; more of it gathers more changes into one.")
    public let bpfKubeProxyHealthzPort = Field.integer(
        "bpfKubeProxyHealthzPort", .assumed(10_256), in: 0...65_535,
        doc: "TCP port that tells load balancers whether the node serves services; 0: none.")
    public let bpfPSNATPorts = Field<Port>(
        "bpfPSNATPorts", ParsedRule<Port>.numbers, [.assumed("20000:29999")], "Source ports that connections get whose own port is taken already.")
    public let bpfHostConntrackBypass = Field.flag(
        "bpfHostConntrackBypass", .assumed(false), doc: "The kernel's connection tracking does not see packets of workloads and services.")
    public let bpfIPFragmentReassemblyEnabled = Field.flag(
        "bpfIPFragmentReassemblyEnabled", .assumed(true), doc: "Fragments that come out of order are put together before policy judges them.")
    public let bpfEnforceRPF = Field.word(
        "bpfEnforceRPF", .assumed("Loose"), of: ["Disabled", "Strict", "Loose"],
        doc: "Whether packets are dropped whose source is not reachable by the interface they come from (Strict), or by none (Loose).")
    public let bpfPolicyDebugEnabled = Field.flag(
        "bpfPolicyDebugEnabled", .assumed(true), doc: "The programs' policies can be read back, which costs memory.")
    public let bpfForceTrackPacketsFromIfaces: Field<[String]> = .list(
        "bpfForceTrackPacketsFromIfaces", .keepsEmpty, .assumed(["docker+"]),
        of: TextRule("an interface, 1 to 15 letters, digits and : . _ -; + stands for any ending") { Name.isInterfaceMatch($0) },
        doc: "Interfaces of other containers, whose packets the kernel's connection tracking has to see.")
    public let bpfDisableGROForIfaces = Field.pattern(
        "bpfDisableGROForIfaces", doc: "Interfaces on which packets are not put together on arrival (generic receive offload).")
    public let bpfExcludeCIDRsFromNAT: Field<[Network]> = .list(
        "bpfExcludeCIDRsFromNAT", .keepsEmpty, of: ParsedRule<Network>.network,
        doc: "Addresses of services that are left to the node, such as a DNS cache on each node.")
    public let bpfExportBufferSizeMB = Field.integer(
        "bpfExportBufferSizeMB", .assumed(1), in: 1...4096, unit: "megabytes", doc: "Buffer for what the programs tell the agent.")
    public let bpfRedirectToPeer = Field.word(
        "bpfRedirectToPeer", .assumed("Enabled"), of: ["Enabled", "Disabled", "L2Only"], ignoresCase: false,
        doc: "Packets to a workload skip the node's end of its interface, where tcpdump does not see them then. L2Only means Enabled.")
    public let bpfAttachType = Field.word(
        "bpfAttachType", .assumed("Netkit"), of: ["TC", "TCX", "Netkit"], ignoresCase: false,
        doc: "How programs are attached to interfaces; where the kernel cannot, the next older way is used.")
    public let bpfProfiling: Field<Toggle> = .choice("bpfProfiling", .assumed("Disabled"), doc: "The programs measure how long they take.")
    public let bpfMaglevMaxEndpointsPerService = Field.integer(
        "bpfMaglevMaxEndpointsPerService", .assumed(100), in: 1...3000,
        doc: "The most endpoints of a service whose connections are spread by consistent hashing.")
    public let bpfMaglevMaxServices = Field.integer(
        "bpfMaglevMaxServices", .assumed(100), in: 1...3000, doc: "The most services whose connections are spread by consistent hashing.")
}

/// For which connections a service's address is translated when a program connects.
public enum ConnectTimeLoadBalancing: String, FieldValue, CaseIterable {
    case tcp = "TCP"
    /// TCP and UDP.
    case enabled = "Enabled"
    case disabled = "Disabled"
}
