/// Rules for the workloads of a namespace.
public typealias NetworkPolicy = Resource<NetworkPolicyKind>

public enum NetworkPolicyKind: ResourceKind {
    public typealias Spec = NetworkPolicySpec
    public typealias Status = NoStatus

    public static let kind = Kind(
        "NetworkPolicy", plural: "networkpolicies", isNamespaced: true,
        aliases: ["policy", "np", "policies", "pol", "pols", "cnp", "caliconetworkpolicy"], names: .policy(isNamespaced: true), storage: .policy,
        spec: NetworkPolicySpec.schema, doc: "Rules for packets from and to the workloads of a namespace.",
        prepare: { $0.completePolicy() })
}

public struct NetworkPolicySpec: PolicySpec {
    public static let schema = Schema(NetworkPolicySpec(), [.directions(isNamespaced: true)])

    public let tier = PolicyFields.tier
    public let order = PolicyFields.order
    public let ingress = PolicyFields.ingress
    public let egress = PolicyFields.egress
    public let selector = PolicyFields.selector
    public let types = PolicyFields.types
    public let serviceAccountSelector = PolicyFields.serviceAccountSelector
    public let performanceHints = PolicyFields.performanceHints
}
