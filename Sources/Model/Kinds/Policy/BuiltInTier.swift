/// The tiers that every datastore has. They cannot be deleted, and their specs are fixed.
public enum BuiltInTier: String, CaseIterable, Sendable {
    /// Cluster network policies of Kubernetes' administrators (policy.networking.k8s.io, tier Admin).
    case kubeAdmin = "kube-admin"
    /// Policies that name no tier, and Kubernetes' network policies.
    case `default`
    /// What holds where nothing else does (policy.networking.k8s.io, tier Baseline).
    case kubeBaseline = "kube-baseline"

    public var order: Double {
        switch self {
        case .kubeAdmin: 1000
        case .default: 1_000_000
        case .kubeBaseline: 10_000_000
        }
    }

    public var defaultAction: TierAction { self == .default ? .deny : .pass }

    /// The resource as it is stored, without identity and time.
    public var resource: Tier {
        var tier = Tier(name: rawValue)
        tier.spec.order = order
        tier.spec.defaultAction = defaultAction
        return tier
    }
}
