internal import Addresses
internal import BGPCore
internal import BGPPlan
internal import BGPWire
internal import Logging
internal import NIOCore
internal import NodeProtocol
internal import NodeSettings
internal import NodeStartup
internal import Speaker
internal import Telemetry

/// The speaker: started, followed, and told what changed.
extension AgentLoop {
    private var restartSettings: GracefulRestartSettings {
        var restart = GracefulRestartSettings()
        restart.restartTime = UInt16(clamping: settings.restartTime.components.seconds)
        restart.families = [.ipv4, .ipv6]
        // A node that is silent for the hold time is dead, and others have to know.
        restart.keepsRoutesOfSilentPeers = false
        restart.isRestarting = isRestart
        restart.forwardingPreserved = preserved
        return restart
    }

    /// Begins with a speaker of the plan's AS and identifier; one before it says goodbye.
    func startSpeaker(_ plan: NodePlan) async {
        await endSpeaker("the AS number or the router id of the node changed")
        guard has(.bgp), settings.backend == .bird else { return isSweepDue = true }
        guard let identifier = plan.routerID else {
            return warn(
                "bgp", .error, "BGP cannot be spoken: the node has no IPv4 address to take its router id from",
                remedy: "set routerID (CALICO_ROUTER_ID) to hash or to an id in the form of an IPv4 address")
        }
        isFine("bgp")
        await takeRecord()
        var core = SpeakerIdentity(
            asNumber: plan.asNumber, identifier: identifier, clusterID: plan.clusterID, seed: UInt64.random(in: 0 ... .max))
        core.decision.maximumPaths = settings.ecmpPaths
        var configuration = SpeakerConfiguration(core)
        configuration.forwards = true
        configuration.listeners = endpoints(plan)
        for case .add(let peer) in sessions.update(plan.sessions, ready: [], make: make(plan)) { configuration.peers.append(peer) }
        if isRestart, speakerGeneration == 0 {
            let families = UnicastFamilies([.ipv4, .ipv6])
            var restart = RestartSettings(
                families: families,
                deferral: .seconds(settings.restartDeferral.components.seconds))
            restart.peers = record.map { Set($0.peers.map(\.description)) }
            configuration.restart = restart
            let (time, post) = (settings.restartDeferral, post)
            Task {
                try? await Task.sleep(for: time)
                post(.sweepTimeOver)
            }
        }
        speakerGeneration += 1
        let (generation, post) = (speakerGeneration, post)
        let speaker = Speaker(configuration, on: speakerLoop, logger: logs.logger("bgp")) { post(.speaker($0, generation: generation)) }
        self.speaker = speaker
        forwarding?.post.yield(.speaker(speaker))
        // First the routes, then the sessions: an End-of-RIB without them would have peers drop those they kept.
        await updateLocalRoutes()
        do { try await speaker.start() } catch { warn("listen", .error, "\(error)", remedy: "it is tried again by itself") }
        if configuration.restart == nil { (isSweepDue, isRestartOver) = (true, true) }
        reportHeldBack()
        await expireLingering()
        // Routes of a daemon before this one whose peers are not known go when the others have told theirs.
        sweepIfDue()
    }

    func endSpeaker(_ words: String) async {
        guard let speaker else { return }
        self.speaker = nil
        forwarding?.post.yield(.speaker(nil))
        sessions.forgetRunning()
        established = []
        ready = []
        lastUp = [:]
        local = LocalRoutes()
        await speaker.stop(words)
    }

    private func endpoints(_ plan: NodePlan) -> [ListenEndpoint] {
        var addresses = settings.listenAddresses
        if addresses.isEmpty, plan.bindsNodeAddress { addresses = plan.addresses }
        if addresses.isEmpty {
            addresses = plan.addresses.map { IPAddress(family: $0.family, value: 0) }
        }
        return addresses.map { ListenEndpoint($0, port: plan.listenPort) }
    }

    func setListeners(_ plan: NodePlan) async {
        do {
            try await speaker?.setListeners(endpoints(plan))
            isFine("listen")
        } catch { warn("listen", .error, "\(error)", remedy: "it is tried again by itself") }
    }

    private func make(_ plan: NodePlan) -> (SessionPlan) -> Result<PeerConfiguration, SessionReconciler.HeldBack> {
        let before = isRestart ? record.map { Set($0.peers) } : []
        let (identifier, restart, secrets) = (plan.routerID ?? BGPIdentifier(0), restartSettings, SecretFiles(directory: paths.secrets))
        return { session in
            var password: String?
            if let reference = session.password {
                do throws(StartupError) { password = try secrets.password(reference.name, reference.key) } catch {
                    return .failure(SessionReconciler.HeldBack(words: "\(error.message): \(error.details)"))
                }
            }
            var peer = PeerConfiguration(session, identifier: identifier, restart: restart, password: password)
            // After a restart nobody waits for the other's next try: two connections at once become one (RFC 4271 §6.8).
            if session.origin != .localWorkload, before?.contains(session.address) ?? true { peer.session.isPassive = false }
            return .success(peer)
        }
    }

    /// Has the speaker do what differs between the plan and what it has.
    func reconcileSessions() async {
        guard let plan, let speaker else { return }
        await perform(sessions.update(plan.sessions, ready: ready, make: make(plan)), speaker)
        reportHeldBack()
        await expireLingering()
        sweepIfDue()
    }

    private func perform(_ commands: [SessionCommand], _ speaker: Speaker) async {
        for command in commands {
            switch command {
            case .add(let peer): await speaker.add(peer)
            case .change(let peer):
                await speaker.change(peer)
            case .remove(let address):
                lastUp[address] = nil
                established.remove(address)
                ready.remove(address)
                await speaker.remove("\(address)")
            }
        }
    }

    private func reportHeldBack() {
        secrets.follow(Set((plan?.sessions.values ?? [:].values).compactMap { $0.password?.name }))
        let subjects = Set(sessions.heldBack.keys.map { "session \($0)" })
        for subject in conditions.current.keys where subject.hasPrefix("session ") && !subjects.contains(subject) { isFine(subject) }
        for (address, words) in sessions.heldBack {
            let isUp = sessions.running[address] != nil
            warn(
                "session \(address)", isUp ? .warning : .error,
                "\(isUp ? "the session with \(address) goes on as it was" : "no session with \(address)"): \(words)",
                remedy: "put the file there; it is seen by itself")
        }
    }

    // Reflectors in the place of the mesh

    private func expireLingering() async {
        guard !sessions.lingering.isEmpty else { return }
        logger.notice(
            "sessions of the mesh stay until reflectors have told their routes", metadata: ["sessions": "\(sessions.lingering.count)"])
        expireLingering(after: .seconds(60))
    }

    /// The other ends need a moment more than this one to have everything from the reflectors.
    private func expireLingering(after time: Duration) {
        lingeringTurn += 1
        let (turn, post) = (lingeringTurn, post)
        Task {
            try? await Task.sleep(for: time)
            post(.lingeringExpired(turn))
        }
    }

    func endLingering() async {
        guard !sessions.lingering.isEmpty, let speaker else { return }
        let missing = sessions.plans.values.filter { $0.isReflector && !ready.contains($0.address) }.map { "\($0.address)" }.sorted()
        logger.notice(
            "sessions of the mesh end",
            metadata: [
                "sessions": "\(sessions.lingering.count)",
                "reflectors that have not told their routes": "\(missing.isEmpty ? "none" : missing.joined(separator: ", "))",
            ])
        await perform(sessions.releaseLingering(), speaker)
    }

    func take(_ event: SpeakerEvent) async {
        switch event {
        case .session(let name, let state):
            guard let address = IPAddress(name) else { return }
            if state == .established {
                established.insert(address)
            } else {
                lastUp[address] = .now
                established.remove(address)
                ready.remove(address)
            }
            saveSoon()
        case .endOfRIB(let name, _):
            guard let address = IPAddress(name) else { return }
            ready.insert(address)
            sweepIfDue()
            if !sessions.lingering.isEmpty, sessions.plans.values.allSatisfy({ !$0.isReflector || ready.contains($0.address) }) {
                expireLingering(after: .seconds(2))
            }
        case .forwarding: forwarding?.post.yield(.routes)
        case .restartOver:
            isSweepDue = true
            isRestartOver = true
            saveSoon()
            sweepIfDue()
        }
        tellService()
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
