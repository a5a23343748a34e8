/// A ``NetworkPolicy`` that is not enforced: what it would do shows in flow logs.
public typealias StagedNetworkPolicy = Resource<StagedNetworkPolicyKind>

public enum StagedNetworkPolicyKind: ResourceKind {
    public typealias Spec = StagedNetworkPolicySpec
    public typealias Status = NoStatus

    public static let kind = Kind(
        "StagedNetworkPolicy", plural: "stagednetworkpolicies", isNamespaced: true,
        aliases: ["stagedpolicy", "snp", "stagedpolicies", "spol", "spols", "scnp"], names: .policy(isNamespaced: true), storage: .policy,
        spec: StagedNetworkPolicySpec.schema, doc: "A NetworkPolicy that is not enforced, to see beforehand what it would do.",
        prepare: { $0.completePolicy() })
}

public struct StagedNetworkPolicySpec: PolicySpec, StagedSpec {
    public static let schema = Schema(StagedNetworkPolicySpec(), [.emptyWhereDeleted("tier", "types"), .directions(isNamespaced: true)])

    public let stagedAction = PolicyFields.stagedAction
    public let tier = PolicyFields.tier
    public let order = PolicyFields.order
    public let ingress = PolicyFields.ingress
    public let egress = PolicyFields.egress
    public let selector = PolicyFields.selector
    public let types = PolicyFields.types
    public let serviceAccountSelector = PolicyFields.serviceAccountSelector
    public let performanceHints = PolicyFields.performanceHints
}
