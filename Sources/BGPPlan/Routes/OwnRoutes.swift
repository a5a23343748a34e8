internal import Addresses
internal import BGPCore
internal import BGPWire
internal import Model
internal import Selectors

/// What a node originates, tells and programs.
struct OwnRoutes {
    let local: LocalRouteRules
    let kernel: KernelRules
    let export4: RouteFilter
    let export6: RouteFilter

    init(_ index: ClusterIndex, _ facts: NodeFacts, _ node: NodeEntry?) {
        let settings = index.settings
        let blocks = ((index.blocks[facts.name] ?? []) + facts.podCIDRs.map(\.network)).sortedOnce
        // What carries this label stands behind no load balancer.
        let isExcluded = node?.labels["node.kubernetes.io/exclude-from-external-load-balancers"] == "true"
        let statics = isExcluded ? [] : settings.services
        local = LocalRouteRules(
            aggregates: blocks.filter { !$0.isSingle }, statics: statics, priority4: settings.priority4, priority6: settings.priority6)
        var wireguard: Set<IPAddress> = []
        for family in IPAddress.Family.allCases where node?.wireguard(family) != nil {
            for other in index.nodes where other.name != facts.name && other.wireguard(family) != nil {
                if let address = other.address(family) { wireguard.insert(address) }
            }
        }
        kernel = KernelRules(
            services: settings.services, wireguard: wireguard, pools: index.pools.map { PoolRule($0, settings.routes) },
            subnet: node?.network4?.network, priority4: settings.priority4, priority6: settings.priority6)
        let told = blocks + statics + (node?.clusterID == nil ? [] : settings.reflectedServices)
        let own = index.nodeSettings[facts.name]?.advertisements ?? []
        func filter(_ family: IPAddress.Family) -> RouteFilter {
            let override = own.filter { $0.prefix.family == family }
            let pools = index.pools.filter { $0.prefix.family == family }
            return ExportRuleList(
                hidden: pools.filter { !$0.isExported }.map(\.prefix).sortedOnce,
                told: (told + pools.map(\.prefix)).filter { $0.family == family },
                communities: override.isEmpty ? settings.advertisements.filter { $0.prefix.family == family } : override
            ).filter()
        }
        export4 = filter(.v4)
        export6 = filter(.v6)
    }

    func exportFilter(_ family: IPAddress.Family) -> RouteFilter { family == .v4 ? export4 : export6 }
}

extension PoolRule {
    init(_ pool: PoolEntry, _ owner: ClusterRoutes) {
        prefix = pool.prefix
        if pool.vxlan != .never {
            use = .leave("IPPool \(pool.name) uses VXLAN, whose routes are not BGP's")
        } else if pool.ipip != .never {
            guard owner == .enabled || owner == .ipipOnly else {
                use = .leave("IPPool \(pool.name) uses IP in IP, whose routes programClusterRoutes \(owner.rawValue) does not give to BGP")
                return
            }
            let why = "IPPool \(pool.name) uses IP in IP, and this release programs no routes through IP in IP"
            use = pool.ipip == .crossSubnet ? .ownSubnetOnly(why + "; \(pool.name) needs it outside the node's own subnet") : .leave(why)
        } else if owner == .enabled || owner == .unencapsulatedOnly || pool.prefix.family == .v6 {
            use = .program
        } else {
            use = .leave("programClusterRoutes \(owner.rawValue) does not give the routes of IPPool \(pool.name) to BGP")
        }
    }
}
