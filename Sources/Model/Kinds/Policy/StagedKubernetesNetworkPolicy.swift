internal import JSON

/// A NetworkPolicy of Kubernetes' own kind (networking.k8s.io/v1) that is not enforced.
public typealias StagedKubernetesNetworkPolicy = Resource<StagedKubernetesNetworkPolicyKind>

public enum StagedKubernetesNetworkPolicyKind: ResourceKind {
    public typealias Spec = StagedKubernetesNetworkPolicySpec
    public typealias Status = NoStatus

    public static let kind = Kind(
        "StagedKubernetesNetworkPolicy", plural: "stagedkubernetesnetworkpolicies", isNamespaced: true,
        aliases: ["stagedkubernetespolicy", "sknp", "stagedkubernetespolicies", "skpol", "skpols"], spec: StagedKubernetesNetworkPolicySpec.schema,
        doc: "A NetworkPolicy of Kubernetes' own kind that is not enforced, to see beforehand what it would do.")
}

public struct StagedKubernetesNetworkPolicySpec: StagedSpec {
    public static let schema = Schema(StagedKubernetesNetworkPolicySpec(), [.emptyWhereDeleted()])

    public let stagedAction = PolicyFields.stagedAction
    public let podSelector: Field<Object<LabelSelectorFields>> = .object(
        "podSelector", .written([:]), doc: "Pods of the namespace that the policy applies to; absent or empty: all.")
    public let ingress: Field<[Object<KubernetesIngressRuleFields>]> = .objects(
        "ingress", doc: "Which packets to the pods are allowed: those that one of the rules matches. Absent: none.")
    public let egress: Field<[Object<KubernetesEgressRuleFields>]> = .objects(
        "egress", doc: "Which packets from the pods are allowed: those that one of the rules matches. Absent: none.")
    public let policyTypes: Field<[PolicyType]> = .choices(
        "policyTypes", count: 1...2, doc: "Directions that the policy applies to; absent: Ingress.")
}
