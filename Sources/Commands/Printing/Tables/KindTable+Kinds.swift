internal import JSON
internal import Model

extension KindTable {
    /// The table of a kind; of one without a declaration just the names.
    static func of(_ kind: Kind) -> KindTable {
        switch kind.name {
        case "BGPConfiguration": bgpConfiguration
        case "BGPFilter": bgpFilter
        case "BGPPeer": bgpPeer
        case "BlockAffinity": blockAffinity
        case "CalicoNodeStatus": nodeStatus
        case "ClusterInformation": clusterInformation
        case "GlobalNetworkPolicy", "NetworkPolicy", "StagedGlobalNetworkPolicy", "StagedNetworkPolicy": policy
        case "GlobalNetworkSet", "NetworkSet": networkSet
        case "HostEndpoint": hostEndpoint
        case "IPAMBlock": ipamBlock
        case "IPAMConfiguration": ipamConfiguration
        case "IPAMHandle": ipamHandle
        case "IPPool": ipPool
        case "IPReservation": ipReservation
        case "Node": node
        case "Profile": profile
        case "StagedKubernetesNetworkPolicy": kubernetesPolicy
        case "Tier": tier
        case "WorkloadEndpoint": workloadEndpoint
        default: KindTable("NAME")
        }
    }

    private static let policy = KindTable(
        "NAME TIER", wide: "NAME TIER ORDER SELECTOR",
        [.spec("TIER", "tier", absent: "default"), .spec("ORDER", "order", absent: "-"), .spec("SELECTOR", "selector")])

    private static let kubernetesPolicy = KindTable(
        "NAME", wide: "NAME PODSELECTOR", [TableColumn("PODSELECTOR") { resource, _ in LabelRequirements(resource.spec["podSelector"]).description }])

    private static let networkSet = KindTable("NAME", wide: "NAME NETS", [.joined("NETS", "nets", limit: 80)])

    private static let tier = KindTable("NAME ORDER", [.spec("ORDER", "order", absent: "-"), .spec("DEFAULTACTION", "defaultAction")])

    private static let profile = KindTable("NAME", wide: "NAME LABELS", [.joined("LABELS", "labelsToApply")])

    private static let hostEndpoint = KindTable(
        "NAME NODE", wide: "NAME NODE INTERFACE IPS PROFILES",
        [.spec("NODE", "node"), .spec("INTERFACE", "interfaceName"), .joined("IPS", "expectedIPs"), .joined("PROFILES", "profiles")])

    private static let workloadEndpoint = KindTable(
        "WORKLOAD NODE NETWORKS INTERFACE", wide: "NAME WORKLOAD NODE NETWORKS INTERFACE PROFILES NATS",
        [
            TableColumn("WORKLOAD") { resource, _ in (resource.spec["workload"] ?? resource.spec["pod"])?.cellText ?? "" },
            .spec("NODE", "node"), .spec("ORCHESTRATOR", "orchestrator"), .joined("NETWORKS", "ipNetworks"), .spec("INTERFACE", "interfaceName"),
            .joined("PROFILES", "profiles"),
            TableColumn("NATS") { resource, _ in
                let pairs = resource.spec["ipNATs"]?.array ?? []
                return pairs.map { "{\($0["internalIP"]?.cellText ?? "") \($0["externalIP"]?.cellText ?? "")}" }.joined(separator: ",")
            },
        ])

    private static let clusterInformation = KindTable(
        "NAME CLUSTERGUID CLUSTERTYPE CALICOVERSION DATASTOREREADY",
        [
            .spec("CLUSTERGUID", "clusterGUID"), .spec("CLUSTERTYPE", "clusterType"), .spec("CALICOVERSION", "calicoVersion"),
            .spec("DATASTOREREADY", "datastoreReady", absent: "-"),
        ])

    private static let node = KindTable(
        "NAME", wide: "NAME ASN IPV4 IPV6",
        [
            TableColumn("ASN", needsGlobalASNumber: true) { resource, context in
                guard let bgp = resource.spec["bgp"] else { return "" }
                return bgp["asNumber"]?.cellText ?? "(\(context.globalASNumber))"
            },
            .spec("IPV4", "bgp.ipv4Address"), .spec("IPV6", "bgp.ipv6Address"),
        ])

    private static let nodeStatus = KindTable("NAME NODE", wide: "NAME NODE CLASSES", [.spec("NODE", "node"), .joined("CLASSES", "classes")])
}
