internal import Addresses
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
internal import Speaker
internal import Store
internal import Telemetry

/// Restarts: what one daemon leaves for the next, and how it goes.
extension AgentLoop {
    private var recordPath: String { "\(paths.state.volatile)/calico-node.run" }

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

    /// Ends everything; routes stay in the kernel and at the peers, who are left without a word, unless flushing is asked for.
    func stop() async {
        isStopping = true
        let flushes = settings.flushOnStop
        logger.notice("stopping", metadata: ["routes": "\(flushes ? "are removed" : "stay")"])
        try? service.stopping(status: flushes ? "removing routes" : "routes stay")
        watchTask?.cancel()
        watcher?.stop()
        secrets.stop()
        if flushes {
            await speaker?.stop("this node is taken out of service")
        } else {
            await saveRecord()
            await speaker?.abandon()
        }
        if flushes {
            _ = await programmer?.flush(RouteOwner.allCases)
            SmallFile.remove(recordPath)
        }
        forwarding?.post.finish()
        await forwardingTask?.value
        await programmer?.stop()
        await store?.close()
    }

    /// Reads settings and secrets anew.
    func reload() async throws(StartupError) {
        try? service.reloading()
        defer { try? service.ready() }
        let new: NodeConfiguration
        do throws(SettingsError) { new = try NodeConfiguration.load(arguments: arguments, environment: NodeConfiguration.processEnvironment) } catch {
            return warn("settings", .error, "the settings cannot be taken over: \(error)", remedy: "mend them, then: systemctl reload calico-node")
        }
        isFine("settings")
        let difference = new.difference(from: settings)
        for change in difference.live {
            logger.notice(
                "setting changed", metadata: ["option": "\(change.declaration.key)", "was": "\(change.old)", "is": "\(change.new)"])
        }
        for change in difference.needingRestart {
            warn(
                "setting \(change.declaration.key)", .warning,
                "\(change.declaration.key) is \(change.new) in the settings, and \(change.old) until a restart",
                remedy: "systemctl restart calico-node")
        }
        settings = new
        inspectHost()
        if let identity, let store {
            do throws(StartupError) { try await register(identity, store) } catch {
                warn("start", .error, error.message, remedy: error.details)
            }
        }
        await replan()
        // Passwords may be others although no resource changed.
        await reconcileSessions()
    }
}
