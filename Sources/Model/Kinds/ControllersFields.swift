internal import JSON

/// One field for each controller; an absent one does not run.
public struct ControllersFields: Fields {
    public static let schema = Schema(ControllersFields())

    public let node: Field<Object<NodeControllerFields>> = .object(
        "node", doc: "Deletes what belonged to nodes that are gone, finds leaked addresses, copies labels, makes host endpoints.")
    public let policy: Field<Object<ReconcilerFields>> = .object("policy", doc: "Copies Kubernetes' network policies (etcd only).")
    public let workloadEndpoint: Field<Object<ReconcilerFields>> = .object("workloadEndpoint", doc: "Copies labels of pods to endpoints (etcd only).")
    public let serviceAccount: Field<Object<ReconcilerFields>> = .object(
        "serviceAccount", doc: "Makes a profile of each service account (etcd only).")
    public let namespace: Field<Object<ReconcilerFields>> = .object("namespace", doc: "Makes a profile of each namespace (etcd only).")
    public let loadBalancer: Field<Object<LoadBalancerControllerFields>> = .object(
        "loadBalancer", doc: "Gives services of type LoadBalancer addresses from pools.")
    public let policyMigration: Field<Object<PolicyMigrationFields>> = .object(
        "policyMigration", doc: "Brings policies that old releases stored under the names that newer ones use.")
}

/// A controller that copies resources.
public struct ReconcilerFields: Fields {
    public static let schema = Schema(ReconcilerFields())

    public let reconcilerPeriod = Field.period(
        "reconcilerPeriod", .assumed("5m0s"), doc: "Time between comparisons of all copies with their originals; 0: they are not compared.")
}

public struct NodeControllerFields: Fields {
    public static let schema = Schema(NodeControllerFields())

    public let reconcilerPeriod = Field.period("reconcilerPeriod", .assumed("5m0s"), doc: "Time between comparisons of all nodes with Kubernetes'.")
    public let syncLabels: Field<Toggle> = .choice("syncLabels", .assumed("Enabled"), doc: "Labels of Kubernetes' nodes are copied (etcd only).")
    public let hostEndpoint: Field<Object<AutoHostEndpointFields>> = .object("hostEndpoint", doc: "Host endpoints that are made for nodes.")
    public let leakGracePeriod = Field.period(
        "leakGracePeriod", .assumed("15m0s"), doc: "How long an address whose owner is gone is kept before it is released; 0: for ever.")
}

public struct AutoHostEndpointFields: Fields {
    public static let schema = Schema(AutoHostEndpointFields())

    public let autoCreate: Field<Toggle> = .choice("autoCreate", .assumed("Disabled"), doc: "Host endpoints are made for every node.")
    public let createDefaultHostEndpoint: Field<Toggle> = .choice(
        "createDefaultHostEndpoint", .assumed("Enabled"), doc: "Each node gets one for all its interfaces, besides those of the templates.")
    public let templates: Field<[Object<HostEndpointTemplateFields>]> = .objects("templates", doc: "More host endpoints for each node.")
}

/// Host endpoints that are made for certain nodes.
public struct HostEndpointTemplateFields: Fields {
    public static let schema = Schema(
        HostEndpointTemplateFields(),
        [
            CrossFieldRule("interfaceCIDRs", "is required where there is no interfacePattern: one of them must tell which interfaces are meant") {
                $0.interfacePattern != nil || $0.interfaceCIDRs?.isEmpty == false
            }
        ])

    public let generateName = Field.name("generateName", doc: "A part of the host endpoints' names: <node>-<generateName>-auto-hep.")
    public let interfaceCIDRs: Field<[Network]> = .list(
        "interfaceCIDRs", of: ParsedRule<Network>.network, isSet: true, doc: "The host endpoint stands for the node's addresses that are in these.")
    public let interfacePattern = Field.pattern("interfacePattern", doc: "Each interface whose name matches gets a host endpoint of its own.")
    public let labels: Field<[String: String]> = .map(
        "labels",
        to: TextRule("a label value: at most 63 letters, digits, -, _ and ., with a letter or digit at both ends") { Name.isLabelValue($0) },
        keys: "a label name", Name.qualifiedNameFault, doc: "Labels of the host endpoints; they win over the node's.")
    public let annotations: Field<[String: String]> = .map(
        "annotations", to: TextRule(), keys: "a qualified name", { Name.qualifiedNameFault($0.lowercased()) },
        doc: "Annotations of the host endpoints.")
    public let nodeSelector = Field.selector("nodeSelector", doc: "Nodes for which the host endpoints are made; absent: all.")
}

public struct LoadBalancerControllerFields: Fields {
    public static let schema = Schema(LoadBalancerControllerFields())

    public let assignIPs: Field<AssignIPs> = .choice("assignIPs", .written("AllServices"), doc: "Which services get addresses.")
}

/// Which services of type LoadBalancer get addresses.
public enum AssignIPs: String, FieldValue, CaseIterable {
    case allServices = "AllServices"
    /// Those that ask for them by annotation.
    case requestedServicesOnly = "RequestedServicesOnly"
}

public struct PolicyMigrationFields: Fields {
    public static let schema = Schema(PolicyMigrationFields())

    public let enabled: Field<Toggle> = .choice("enabled", .written("Enabled"), doc: "Whether policies are renamed.")
}
