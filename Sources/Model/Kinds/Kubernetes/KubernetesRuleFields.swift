/// Packets to pods that a policy of Kubernetes' own kind allows.
public struct KubernetesIngressRuleFields: Fields {
    public static let schema = Schema(KubernetesIngressRuleFields())

    public let ports: Field<[Object<KubernetesPortFields>]> = .objects("ports", doc: "Ports of the pods, of which one must match; absent: any.")
    public let from: Field<[Object<KubernetesPeerFields>]> = .objects(
        "from", doc: "Where packets come from, of which one must match; absent: anywhere.")
}

/// Packets from pods that a policy of Kubernetes' own kind allows.
public struct KubernetesEgressRuleFields: Fields {
    public static let schema = Schema(KubernetesEgressRuleFields())

    public let ports: Field<[Object<KubernetesPortFields>]> = .objects("ports", doc: "Destination ports, of which one must match; absent: any.")
    public let to: Field<[Object<KubernetesPeerFields>]> = .objects("to", doc: "Where packets go to, of which one must match; absent: anywhere.")
}
