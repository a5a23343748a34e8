internal import JSON

/// The settings of the node agent.
public typealias FelixConfiguration = Resource<FelixConfigurationKind>

public enum FelixConfigurationKind: ResourceKind {
    public typealias Spec = FelixConfigurationSpec
    public typealias Status = NoStatus

    public static let kind = Kind(
        "FelixConfiguration", plural: "felixconfigurations", aliases: ["felixconfig", "felixconfigs"], spec: FelixConfigurationSpec.schema,
        doc: """
            Settings of the node agent: "default" for all nodes, "node.<name>" for one, any other name for the nodes that nodeSelector selects. \
            What is nearer to the node wins, setting by setting.
            """,
        prepare: { resource in
            var spec = Object<FelixConfigurationSpec>(resource.spec)
            guard let isEnabled = spec.bpf.bpfConnectTimeLoadBalancingEnabled else { return }
            // The deprecated switch decides when it is set, as it did before there were words.
            spec.bpf.bpfConnectTimeLoadBalancing = isEnabled ? .enabled : .disabled
            spec.bpf.bpfHostNetworkedNATWithoutCTLB = .disabled
            resource.spec = FelixConfigurationSpec.schema.ordered(spec.object)
        },
        check: { resource, inspection in
            guard let selector = resource.spec["nodeSelector"], FelixScope(name: resource.name) != .selected else { return }
            let rule = "must not be set in \(resource.name), whose name tells the nodes; use another name"
            inspection.refuse(selector, rule, at: [.member("spec"), .member("nodeSelector")])
        })
}

/// Which nodes a FelixConfiguration is for.
public enum FelixScope: Hashable, Sendable {
    /// All nodes.
    case all
    case node(String)
    /// Those that its nodeSelector selects.
    case selected

    /// As the name of the resource tells.
    public init(name: String) {
        let prefix = "node."
        if name == "default" {
            self = .all
        } else if name.hasPrefix(prefix) {
            self = .node(String(name.dropFirst(prefix.count)))
        } else {
            self = .selected
        }
    }
}

/// The settings by subject: `spec.bpf.bpfEnabled`. On the wire they stand side by side.
///
/// An absent setting means what its `.assumed` value says, unless a wider configuration has it.
public struct FelixConfigurationSpec: Fields {
    public static let schema = Schema(FelixConfigurationSpec())

    public let nodeSelector = Field.selector("nodeSelector", doc: "Nodes that the configuration is for; not in default and node.<name>.")
    public let dataplane = FelixDataplaneFields()
    public let iptables = FelixIptablesFields()
    public let logging = FelixLoggingFields()
    public let overlay = FelixOverlayFields()
    public let monitoring = FelixMonitoringFields()
    public let failsafe = FelixFailsafeFields()
    public let process = FelixProcessFields()
    public let nat = FelixNATFields()
    public let nftables = FelixNftablesFields()
    public let bpf = FelixBPFFields()
    public let bpfMaps = FelixBPFMapFields()
    public let flowLogs = FelixFlowLogFields()
    public let routing = FelixRoutingFields()
    public let wireguard = FelixWireguardFields()
    public let workloads = FelixWorkloadFields()
}
