internal import Addresses
internal import BGPPlan
internal import BGPWire
internal import Dataplane
internal import Logging
internal import Model
internal import NodeProtocol
internal import NodeSettings
internal import NodeStartup
internal import Speaker
internal import Store
internal import Telemetry

/// The datastore's resources: from a change to what it concerns, and to nothing else.
extension AgentLoop {
    func take(_ update: CacheUpdate) async throws(StartupError) {
        clusterStatus = update.status
        for change in update.changes {
            switch change {
            case .added(let resource), .modified(_, let resource):
                if view.put(resource) { isPlanDue = true }
            case .deleted(let resource):
                if view.remove(resource.identity) { isPlanDue = true }
            case .unreadable(let error, _): warn("resource: \(error)", .warning, "a stored resource cannot be read and is left out: \(error)")
            }
        }
        switch update.status {
        case .disconnected(let error, let failures): await lost(error, failures)
        case .syncing: break
        case .inSync:
            isFine("datastore")
            isClusterKnown = true
            try await checkOwnNode()
            if isPlanDue { await replan() }
        }
        tellService()
    }

    /// The datastore does not answer: the node goes on with what it knew.
    private func lost(_ error: StoreError, _ failures: Int) async {
        warn(
            "datastore", .error, "the datastore in \(paths.datastore) cannot be followed: \(error)",
            remedy: "sessions and routes stay as they are; it is tried again by itself")
        // Files that were replaced or removed need another opening.
        guard case .datastore = error, failures >= 2 else { return }
        watchTask?.cancel()
        watchTask = nil
        watchGeneration += 1
        let old = store
        store = nil
        await old?.close()
        attemptLater()
    }

    /// Somebody deleted the node's own resource, or the datastore is another: a node that runs is registered.
    private func checkOwnNode() async throws(StartupError) {
        guard let identity, let store, view.nodes[identity.name] == nil else { return }
        logger.notice("the Node resource is not there; it is made", metadata: ["node": "\(identity.name)"])
        do throws(StartupError) { try await register(identity, store) } catch {
            guard error.mayPass else { throw error }
            warn("start", .error, error.message, remedy: error.details)
            attemptLater()
        }
    }

    private var facts: NodeFacts? {
        guard let identity else { return nil }
        var facts = NodeFacts(name: identity.name)
        facts.podCIDRs = podCIDRs
        facts.holdTime = UInt16(clamping: settings.holdTime.components.seconds)
        switch settings.routerID {
        case .nodeAddress: facts.routerID = .nodeAddress
        case .hash: facts.routerID = .hash
        case .given(let address): facts.routerID = BGPIdentifier(address).map { .given($0) } ?? .nodeAddress
        }
        return facts
    }

    /// Pods and interfaces have been read once. Before that peers would be told that they have everything when they have not.
    private var areLocalRoutesKnown: Bool {
        (!has(.endpoints) || areEndpointsKnown || conditions["node store"] != nil) && (programmer == nil || !network.interfaces.isEmpty)
    }

    /// Computes what the node should do and has what is different done.
    func replan() async {
        guard isClusterKnown, areLocalRoutesKnown, let facts, view.nodes[facts.name] != nil else { return }
        isPlanDue = false
        let plan = NodePlan(view, facts)
        let difference = plan.difference(from: self.plan)
        let isFirst = self.plan == nil
        self.plan = plan
        logs.level = LogLevels.level(settings, plan)
        if isFirst || difference.kernelChanged { forwarding?.post.yield(.rules(plan.kernel)) }
        // In the kernel before what an earlier daemon left is swept.
        updateOwnRoutes()
        if isFirst || difference.speakerChanged || speaker == nil {
            await startSpeaker(plan)
        } else {
            if difference.clusterIDChanged, let identifier = plan.clusterID ?? plan.routerID { await speaker?.setClusterID(identifier) }
            if difference.listenersChanged { await setListeners(plan) }
            await reconcileSessions()
        }
        await updateLocalRoutes()
        tellService()
    }
}
