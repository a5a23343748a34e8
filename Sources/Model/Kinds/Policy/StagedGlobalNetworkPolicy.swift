/// A ``GlobalNetworkPolicy`` that is not enforced: what it would do shows in flow logs.
public typealias StagedGlobalNetworkPolicy = Resource<StagedGlobalNetworkPolicyKind>

public enum StagedGlobalNetworkPolicyKind: ResourceKind {
    public typealias Spec = StagedGlobalNetworkPolicySpec
    public typealias Status = NoStatus

    public static let kind = Kind(
        "StagedGlobalNetworkPolicy", plural: "stagedglobalnetworkpolicies", aliases: ["sgnp", "sgnps"], names: .policy(isNamespaced: false),
        storage: .policy, spec: StagedGlobalNetworkPolicySpec.schema,
        doc: "A GlobalNetworkPolicy that is not enforced, to see beforehand what it would do.",
        prepare: { $0.completePolicy() })
}

public struct StagedGlobalNetworkPolicySpec: GlobalPolicySpec, StagedSpec {
    public static let schema = Schema(
        StagedGlobalNetworkPolicySpec(), [.emptyWhereDeleted("tier", "types"), .earlyHooks, .directions(isNamespaced: false)])

    public let stagedAction = PolicyFields.stagedAction
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
