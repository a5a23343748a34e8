/// Rules for workloads of any namespace and for host endpoints.
public typealias GlobalNetworkPolicy = Resource<GlobalNetworkPolicyKind>

public enum GlobalNetworkPolicyKind: ResourceKind {
    public typealias Spec = GlobalNetworkPolicySpec
    public typealias Status = NoStatus

    public static let kind = Kind(
        "GlobalNetworkPolicy", plural: "globalnetworkpolicies", aliases: ["gnp", "gnps", "cgnp"], names: .policy(isNamespaced: false),
        storage: .policy,
        spec: GlobalNetworkPolicySpec.schema, doc: "Rules for packets from and to the workloads of any namespace, and host endpoints.",
        prepare: { $0.completePolicy() })
}

public struct GlobalNetworkPolicySpec: GlobalPolicySpec {
    public static let schema = Schema(GlobalNetworkPolicySpec(), [.earlyHooks, .directions(isNamespaced: false)])

    public let tier = PolicyFields.tier
    public let order = PolicyFields.order
    public let ingress = PolicyFields.ingress
    public let egress = PolicyFields.egress
    public let selector = PolicyFields.selector
    public let types = PolicyFields.types
    public let doNotTrack = PolicyFields.doNotTrack
    public let preDNAT = PolicyFields.preDNAT
    public let applyOnForward = PolicyFields.applyOnForward
    public let serviceAccountSelector = PolicyFields.serviceAccountSelector
    public let namespaceSelector = PolicyFields.namespaceSelector
    public let performanceHints = PolicyFields.performanceHints
}
