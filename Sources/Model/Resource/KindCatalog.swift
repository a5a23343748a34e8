/// All kinds of resources, found by what people call them.
public enum KindCatalog {
    /// In alphabetical order.
    public static let all: [Kind] = [
        BGPConfigurationKind.kind, BGPFilterKind.kind, BGPPeerKind.kind, BlockAffinityKind.kind, CalicoNodeStatusKind.kind,
        ClusterInformationKind.kind, FelixConfigurationKind.kind, GlobalNetworkPolicyKind.kind, GlobalNetworkSetKind.kind, HostEndpointKind.kind,
        IPAMBlockKind.kind, IPAMConfigurationKind.kind, IPAMHandleKind.kind, IPPoolKind.kind, IPReservationKind.kind,
        KubeControllersConfigurationKind.kind, NetworkPolicyKind.kind, NetworkSetKind.kind, NodeKind.kind, ProfileKind.kind,
        StagedGlobalNetworkPolicyKind.kind, StagedKubernetesNetworkPolicyKind.kind, StagedNetworkPolicyKind.kind, TierKind.kind,
        WorkloadEndpointKind.kind,
    ]

    private static let byWord: [String: Kind] = {
        var words: [String: Kind] = [:]
        for kind in all {
            for word in [kind.name, kind.plural] + kind.aliases { words[word.lowercased()] = kind }
        }
        return words
    }()

    /// The kind that a name, plural or alias stands for, upper and lower case aside.
    public static func kind(_ word: String) -> Kind? { byWord[word.lowercased()] }

    /// The kind of exactly this name, as documents give it.
    public static func kind(named name: String) -> Kind? {
        guard let kind = byWord[name.lowercased()], kind.name == name else { return nil }
        return kind
    }

    /// The kind name, plural or alias that a misspelt word may have been.
    public static func nearest(to word: String) -> String? {
        Spelling.nearest(to: word, in: all.flatMap { [$0.name, $0.plural] + $0.aliases })
    }
}
