/// The settings by subject, each a view of the same object.
extension Object where F == FelixConfigurationSpec {
    public var dataplane: Object<FelixDataplaneFields> {
        get { self[group: \.dataplane] }
        set { self[group: \.dataplane] = newValue }
    }
    public var iptables: Object<FelixIptablesFields> {
        get { self[group: \.iptables] }
        set { self[group: \.iptables] = newValue }
    }
    public var logging: Object<FelixLoggingFields> {
        get { self[group: \.logging] }
        set { self[group: \.logging] = newValue }
    }
    public var overlay: Object<FelixOverlayFields> {
        get { self[group: \.overlay] }
        set { self[group: \.overlay] = newValue }
    }
    public var monitoring: Object<FelixMonitoringFields> {
        get { self[group: \.monitoring] }
        set { self[group: \.monitoring] = newValue }
    }
    public var failsafe: Object<FelixFailsafeFields> {
        get { self[group: \.failsafe] }
        set { self[group: \.failsafe] = newValue }
    }
    public var process: Object<FelixProcessFields> {
        get { self[group: \.process] }
        set { self[group: \.process] = newValue }
    }
    public var nat: Object<FelixNATFields> {
        get { self[group: \.nat] }
        set { self[group: \.nat] = newValue }
    }
    public var nftables: Object<FelixNftablesFields> {
        get { self[group: \.nftables] }
        set { self[group: \.nftables] = newValue }
    }
    public var bpf: Object<FelixBPFFields> {
        get { self[group: \.bpf] }
        set { self[group: \.bpf] = newValue }
    }
    public var bpfMaps: Object<FelixBPFMapFields> {
        get { self[group: \.bpfMaps] }
        set { self[group: \.bpfMaps] = newValue }
    }
    public var flowLogs: Object<FelixFlowLogFields> {
        get { self[group: \.flowLogs] }
        set { self[group: \.flowLogs] = newValue }
    }
    public var routing: Object<FelixRoutingFields> {
        get { self[group: \.routing] }
        set { self[group: \.routing] = newValue }
    }
    public var wireguard: Object<FelixWireguardFields> {
        get { self[group: \.wireguard] }
        set { self[group: \.wireguard] = newValue }
    }
    public var workloads: Object<FelixWorkloadFields> {
        get { self[group: \.workloads] }
        set { self[group: \.workloads] = newValue }
    }
}
