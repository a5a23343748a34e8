internal import Addresses
internal import BGPPlan
internal import BGPWire
internal import Dataplane
internal import Logging
internal import Model
internal import NodeIPAM
internal import NodeProtocol
internal import NodeSettings
internal import NodeStartup
internal import NodeStore
internal import Speaker

/// Routes of the node itself, to its peers and in the kernel.
extension AgentLoop {
    // To peers

    func updateLocalRoutes() async {
        guard let plan, let speaker else { return }
        let wanted = LocalRoutes(plan.local, endpoints: endpoints, network: network, ignored: plan.ignoredInterfaces)
        let changes = wanted.changes(from: local)
        local = wanted
        for (prefix, route) in changes.originated {
            var attributes = PathAttributes()
            attributes.localPreference = route.localPreference
            await speaker.originate(prefix, attributes, interface: route.interface)
        }
        for prefix in changes.withdrawn { await speaker.withdraw(prefix) }
    }

    // In the kernel

    /// Blackholes for the node's own networks, so that packets to addresses nobody has do not come back; host routes to peers behind a gateway.
    func updateOwnRoutes() {
        guard let plan, has(.routes) else { return }
        var routes: [IPPrefix: DesiredRoute] = [:]
        for prefix in plan.local.aggregates {
            let metric = prefix.family == .v4 ? plan.local.priority4 : plan.local.priority6
            routes[prefix] = DesiredRoute(prefix, metric: metric, .blackhole)
        }
        for session in plan.sessions.values {
            guard let gateway = session.gateway else { continue }
            let prefix = IPPrefix(host: session.address)
            let metric = prefix.family == .v4 ? plan.local.priority4 : plan.local.priority6
            routes[prefix] = DesiredRoute(prefix, metric: metric, .via(gateway))
        }
        forwarding?.post.yield(.own(routes))
    }

    // Pods

    func take(_ update: EndpointUpdate) async {
        let changes: [EndpointChange]
        switch update {
        case .all(let attachments):
            changes = endpoints.changes(to: attachments)
            areEndpointsKnown = true
        case .changes(let list): changes = list
        case .replaced:
            return warn(
                "node store", .error,
                "the node store in \(paths.state.nodeStore) was replaced while \(endpoints.count) pods had addresses from it",
                remedy: "a new pod may be given an address that a running one has: restart the pods of this node one by one")
        case .failed(let words):
            warn(
                "node store", .error, "the node store cannot be followed: \(words)", remedy: "new pods are not seen; it is tried again by itself")
            if isPlanDue { await replan() }
            return
        }
        isFine("node store")
        let touched = endpoints.apply(changes)
        if isPlanDue { await replan() }
        guard !changes.isEmpty else { return tellService() }
        await updateLocalRoutes()
        // What is gone is not mended any more; what is new the plugin makes itself, and the daemon looks after it later.
        let gone = touched.filter { endpoints.addresses[$0] == nil }
        forwarding?.post.yield(.pods(gone.sorted().map { RouteChange(owner: .pods, prefix: IPPrefix(host: $0), route: nil) }))
        newPods.formUnion(touched.subtracting(gone))
        awaitPlugins()
        tellService()
    }

    /// The plugin makes a pod's routes; were the daemon faster, the plugin would find them there. Five to ten seconds later they are looked after.
    private func awaitPlugins() {
        guard !arePodsSettling, !newPods.isEmpty || !settlingPods.isEmpty else { return }
        arePodsSettling = true
        let post = post
        Task {
            try? await Task.sleep(for: .seconds(5))
            post(.podsSettled)
        }
    }

    func settlePods() {
        arePodsSettling = false
        let changes = settlingPods.sorted().compactMap { address -> RouteChange? in
            guard let known = endpoints.addresses[address], let interface = known else { return nil }
            let route = DesiredRoute(IPPrefix(host: address), metric: address.family == .v4 ? 0 : 1024, .interface(interface))
            return RouteChange(.pods, route)
        }
        settlingPods = newPods
        newPods = []
        awaitPlugins()
        if !changes.isEmpty { forwarding?.post.yield(.pods(changes)) }
    }

    // The kernel's side

    func take(_ event: DataplaneEvent) async throws(StartupError) {
        switch event {
        case .network(let view):
            let before = network
            network = view
            checkAddresses()
            // Links of pods come and go without an end; what they change is told by the node store.
            let isSameForPeers = LocalRoutes.connected(before) == LocalRoutes.connected(view)
            // A start that waits for an address looks again at once.
            if identity == nil, before != view, store != nil { try await advance() }
            if isPlanDue { await replan() } else if !isSameForPeers { await updateLocalRoutes() }
        case .nextHops(let reachable): await speaker?.setReachable(reachable)
        case .repaired(let owner, let prefix, let words):
            guard let others = repairs.note(.now) else { return }
            logger.warning(
                "a route of ours was changed by somebody else and is as it was",
                metadata: [
                    "route": "\(prefix)", "kind": "\(owner == .pods ? "pod" : "BGP")", "what was found": "\(words)", "others not logged": "\(others)",
                ])
        case .refused(let owner, let prefix, let words):
            logger.debug("the kernel refused a route", metadata: ["route": "\(prefix)", "kind": "\(owner)", "why": "\(words)"])
        case .overrun: repairs.noteOverrun()
        }
    }

    /// The node's addresses should be on an interface of the host.
    func checkAddresses() {
        guard let identity, !network.interfaces.isEmpty else { return }
        for own in [identity.ipv4, identity.ipv6].compactMap({ $0?.prefix.address }) {
            let holder = network.interfaces.first { $0.addresses.contains { $0.address == own } }
            if let holder, holder.isUp {
                isFine("address \(own)")
            } else {
                warn(
                    "address \(own)", .error,
                    holder.map { "interface \($0.name), which has the node's address \(own), is down" }
                        ?? "no interface of the host has the node's address \(own)",
                    remedy: holder.map { "ip link set \($0.name) up" } ?? "put the address back, or restart calico-node to have another chosen")
            }
        }
    }

    func take(_ outcome: ForwardingLoop.Outcome) {
        switch outcome {
        case .own: hasOwnRoutes = true
        case .drained: saveSoon()
        case .swept(let count):
            swept = count
            if count > 0 { logger.notice("routes of an earlier run that nobody told again are gone", metadata: ["routes": "\(count)"]) }
        }
        tellService()
    }
}
