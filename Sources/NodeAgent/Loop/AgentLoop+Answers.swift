internal import Addresses
internal import BGPCore
internal import BGPPlan
internal import BGPWire
internal import Dataplane
internal import Glibc
internal import NIOCore
internal import NodeProtocol
internal import NodeSettings
internal import NodeStartup
internal import Slim
internal import Speaker

/// What the daemon tells of itself.
extension AgentLoop {
    func reply(to request: NodeRequest, _ answer: @escaping @Sendable (NodeAnswer) -> Void) async {
        switch request {
        case .status: answer(.status(await statusReport()))
        case .settings:
            answer(
                .settings(
                    settings.effective.entries.map {
                        SettingReport(key: $0.declaration.key, value: $0.isValue ? $0.text : "(\($0.text))", source: "\($0.source)")
                    }))
        case .health: answer(.health(HealthReport(isLive: true, isReady: isReady, parts: parts)))
        case .reload:
            post(.reload)
            answer(.done("settings and passwords are read anew"))
        case .routes(let query):
            // A long list is nothing that events should wait for.
            let reporter = RouteReporter(self)
            Task { answer(await reporter.answer(query)) }
        }
    }

    // Parts

    /// Whether the node can have pods: its own routes are in the kernel and, if that is asked for, a peer is there.
    var isReady: Bool { parts.allSatisfy(\.isReady) }

    var parts: [PartReport] {
        var parts: [PartReport] = []
        let isStarted = identity != nil && plan != nil
        parts.append(
            PartReport(name: "start", isReady: isStarted, words: isStarted ? identity?.how ?? "" : "waiting: \(startupWords)"))
        if has(.endpoints) {
            parts.append(
                PartReport(
                    name: "endpoints", isReady: areEndpointsKnown,
                    words: areEndpointsKnown
                        ? "\(endpoints.count) pod interfaces" : conditions["node store"]?.finding ?? "the node store is being read"))
        }
        if has(.routes) {
            let isIn = plan != nil && hasOwnRoutes
            parts.append(PartReport(name: "routes", isReady: isIn, words: isIn ? "in the kernel" : "the node's own routes are not in the kernel yet"))
        }
        if has(.bgp), settings.backend == .bird {
            let wanted = sessions.running.count
            let needsPeer = settings.readinessNeedsPeer && wanted > 0
            let isGood = speaker != nil && (!needsPeer || !established.isEmpty)
            let words = speaker == nil ? conditions["bgp"]?.finding ?? "not started" : "\(established.count) of \(wanted) sessions established"
            parts.append(PartReport(name: "bgp", isReady: isGood, words: words))
        }
        return parts
    }

    // Status

    func statusReport() async -> NodeStatusReport {
        let bgp = await speaker?.status()
        let routes = await programmer?.status()
        var report = NodeStatusReport(
            node: identity?.name ?? settings.nodeName ?? "", version: Release.version, pid: getpid(), startedAt: startedAt,
            asNumber: plan?.asNumber.value ?? 0, routerID: plan?.routerID.map { "\($0)" }, clusterID: plan?.clusterID.map { "\($0)" },
            addresses: plan?.addresses ?? [], parts: parts)
        report.conditions = conditions.sorted
        report.remarks = (plan?.remarks ?? []).map { RemarkReport(subject: $0.subject, words: $0.words) }
        report.peers = peerReports(bgp)
        report.startedBefore = startedBefore(bgp)
        report.routes = RouteReport(
            kernel4: routes?.count(.bgp, .v4).installed ?? 0, kernel6: routes?.count(.bgp, .v6).installed ?? 0,
            pods: IPAddress.Family.allCases.reduce(0) { $0 + (routes?.count(.pods, $1).installed ?? 0) },
            pending: (routes?.pending ?? []).map { PendingRouteReport(prefix: $0.prefix, reason: $0.words) },
            stale: report.peers.reduce(0) { $0 + $1.stale }, learned: report.peers.reduce(0) { $0 + $1.accepted })
        return report
    }

    private func startedBefore(_ bgp: SpeakerStatus?) -> String {
        guard isRestart else { return "first start" }
        let kept = preserved.isEmpty ? "routes had been lost" : "routes kept"
        if bgp?.isDeferring == true { return "restart, \(kept); waiting for peers' routes" }
        return "restart, \(kept)\(swept.map { "; \($0) old routes removed" } ?? "")"
    }

    private func peerReports(_ bgp: SpeakerStatus?) -> [PeerReport] {
        let planned = plan?.sessions ?? [:]
        var reports = sessions.plans.values.map { session in
            var report = peerReport(session, bgp?["\(session.address)"])
            if sessions.lingering.contains(session.address) { report.reason = "stays until reflectors have told all their routes" }
            return report
        }
        for (address, words) in sessions.heldBack where sessions.running[address] == nil {
            guard let session = planned[address] else { continue }
            var report = peerReport(session, nil)
            report.reason = words
            reports.append(report)
        }
        return reports.sorted { $0.address < $1.address }
    }

    private func peerReport(_ session: SessionPlan, _ status: PeerStatus?) -> PeerReport {
        let type: PeerReport.PeerType =
            switch session.origin {
            case .mesh: .mesh
            case .global: .global
            case .node: .node
            case .localWorkload: .localWorkload
            }
        let since = status.map { (NIODeadline.now() - $0.since).nanoseconds / 1_000_000_000 } ?? 0
        let isUp = status?.state == .established
        let counts = status?.routes ?? []
        let received = counts.reduce(0) { $0 + $1.received }
        let rejected = counts.reduce(0) { $0 + $1.rejected }
        return PeerReport(
            name: session.name, address: session.address, port: session.port ?? 179, type: type, resource: session.resource,
            remoteNode: session.remoteNode, remoteAS: session.remoteAS.value, state: status.map { "\($0.state)" } ?? "Idle", sinceSeconds: since,
            uptimeSeconds: isUp ? since : nil, reason: isUp ? "" : status?.lastError ?? "", accepted: received - rejected, rejected: rejected,
            sent: counts.reduce(0) { $0 + $1.sent }, stale: counts.reduce(0) { $0 + $1.stale },
            updatesIn: status?.counters.updatesReceived ?? 0, updatesOut: status?.counters.outputsSent ?? 0, holdTime: status?.holdTime,
            isClient: session.isClient)
    }
}
