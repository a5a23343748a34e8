internal import Addresses
internal import BGPPlan
internal import BGPWire
internal import Dataplane
internal import Logging
internal import NodeIPAM
internal import NodeProtocol
internal import NodeSettings
internal import NodeStartup
internal import Slim
internal import Speaker
internal import Store
internal import Telemetry

/// The end of the daemon, and settings that change meanwhile.
extension AgentLoop {
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
        forwarding?.post.finish()
        await forwardingTask?.value
        if flushes {
            let count = await programmer?.flush(RouteOwner.allCases) ?? 0
            logger.notice("all routes were removed from the kernel", metadata: ["routes": "\(count)"])
            SmallFile.remove(recordPath)
        }
        await programmer?.stop()
        await store?.close()
    }

    /// Reads settings and secrets anew.
    func reload() async throws(StartupError) {
        if isReadyTold { try? service.reloading() }
        defer { if isReadyTold { try? service.ready() } }
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
        let waiting = new.difference(from: firstSettings).needingRestart
        for subject in conditions.current.keys
        where subject.hasPrefix("setting ") && !waiting.contains(where: { subject == "setting \($0.declaration.key)" }) {
            isFine(subject)
        }
        for change in waiting {
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
        // Passwords may be others although no resource changed: sessions are compared in any case.
        await replan()
    }
}
