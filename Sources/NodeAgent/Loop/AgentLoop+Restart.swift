internal import Addresses
internal import BGPCore
internal import BGPPlan
internal import BGPWire
internal import Dataplane
internal import JSON
internal import Logging
internal import NodeIPAM
internal import NodeProtocol
internal import NodeSettings
internal import NodeStartup
internal import Slim

/// Restarts: what one daemon leaves for the next, and how long the next keeps what it finds.
extension AgentLoop {
    var restartSettings: GracefulRestartSettings {
        var restart = GracefulRestartSettings()
        restart.restartTime = UInt16(clamping: settings.restartTime.components.seconds)
        restart.families = [.ipv4, .ipv6]
        // A node that is silent for the hold time is dead, and others have to know.
        restart.keepsRoutesOfSilentPeers = false
        restart.isRestarting = isRestart
        restart.forwardingPreserved = preserved
        return restart
    }

    var recordPath: String { "\(paths.state.volatile)/calico-node.run" }

    /// Reads what an earlier daemon left, once; with what the kernel has it tells whether packets were forwarded all the time.
    func takeRecord() async {
        guard speakerGeneration == 0 else { return }
        if let octets = try? StandardStreams.readFile(recordPath), let json = try? JSONValue(parsing: octets) { record = RunRecord(json) }
        let found = await programmer?.found() ?? []
        func count(_ family: IPAddress.Family) -> Int { found.first { $0.owner == .bgp && $0.family == family }?.count ?? 0 }
        isRestart = record != nil || count(.v4) + count(.v6) > 0
        guard isRestart else { return }
        preserved = record.map { $0.preserved(found4: count(.v4), found6: count(.v6)) } ?? [.ipv4, .ipv6]
        logger.notice(
            "this is a restart: routes in the kernel stay until peers have told theirs",
            metadata: [
                "IPv4 routes": "\(count(.v4))", "IPv6 routes": "\(count(.v6))", "packets were forwarded all the time": "\(preserved)",
                "peers before": "\(record.map { "\($0.peers.count)" } ?? "not known")",
            ])
    }

    func saveSoon() {
        guard !isSaveDue, plan != nil else { return }
        isSaveDue = true
        let post = post
        Task {
            try? await Task.sleep(for: .milliseconds(100))
            post(.saveRecord)
        }
    }

    func saveRecord() async {
        guard plan != nil else { return }
        var new = RunRecord()
        // Killed again before its restart is over, the next one waits for the same peers.
        let awaited = isRestart && !isRestartOver ? Set(record?.peers ?? []) : []
        // Routes of a peer that went a moment ago are kept for it.
        let recent = lastUp.filter { ContinuousClock.now - $0.value < settings.restartTime }.keys
        new.peers = established.union(awaited).union(recent).sorted()
        let status = await programmer?.status()
        let own = forwardingOwnCounts
        new.routes4 = max(0, (status?.count(.bgp, .v4).installed ?? 0) - own.v4)
        new.routes6 = max(0, (status?.count(.bgp, .v6).installed ?? 0) - own.v6)
        do {
            try SmallFile.replace(recordPath, with: new.json.text + "\n")
            isFine("record")
        } catch {
            warn(
                "record", .warning, "what a restart needs to know cannot be written: \(error.step) \(error.path): \(error.reason)",
                remedy: "make room in \(paths.state.volatile); a restart would wait for all peers")
        }
    }

    private var forwardingOwnCounts: (v4: Int, v6: Int) {
        let aggregates = plan?.local.aggregates ?? []
        return (aggregates.count { $0.family == .v4 }, aggregates.count { $0.family == .v6 })
    }

    /// Routes of an earlier daemon that nobody told again go, once.
    func sweepIfDue() {
        guard isSweepDue, !isSweepAsked, plan != nil else { return }
        // A peer that restarts itself is not waited for before routes are told (RFC 4724 §4.1), and yet its routes are not old.
        if isRestart, !isSweepTimeOver {
            let awaited = sessions.running.keys.filter { record?.peers.contains($0) ?? true }
            guard awaited.allSatisfy({ ready.contains($0) }) else { return }
        }
        isSweepAsked = true
        forwarding?.post.yield(.sweep)
    }
}
