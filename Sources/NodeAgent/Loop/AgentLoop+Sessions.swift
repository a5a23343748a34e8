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
    /// Begins with a speaker of the plan's AS and identifier; one before it says goodbye.
    func startSpeaker(_ plan: NodePlan) async {
        await endSpeaker("the AS number or the router id of the node changed")
        guard has(.bgp), settings.backend == .bird else {
            isSweepDue = true
            return sweepIfDue()
        }
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
        let (identifier, restart) = (plan.routerID ?? BGPIdentifier(0), restartSettings)
        let passwords = readPasswords(plan)
        return { session in
            var password: String?
            if let reference = session.password {
                switch passwords[reference] {
                case .success(let text): password = text
                case .failure(let reason): return .failure(reason)
                case nil: return .failure(SessionReconciler.HeldBack(words: "the password has not been read"))
                }
            }
            var peer = PeerConfiguration(session, identifier: identifier, restart: restart, password: password)
            // After a restart nobody waits for the other's next try: two connections at once become one (RFC 4271 §6.8).
            if session.origin != .localWorkload, before?.contains(session.address) ?? true { peer.session.isPassive = false }
            return .success(peer)
        }
    }

    /// Each file once, however many sessions share it.
    private func readPasswords(_ plan: NodePlan) -> [SecretReference: Result<String, SessionReconciler.HeldBack>] {
        let files = SecretFiles(directory: paths.secrets)
        var passwords: [SecretReference: Result<String, SessionReconciler.HeldBack>] = [:]
        for reference in Set(plan.sessions.values.compactMap(\.password)) {
            do throws(StartupError) {
                passwords[reference] = .success(try files.password(reference.name, reference.key))
            } catch { passwords[reference] = .failure(SessionReconciler.HeldBack(words: "\(error.message): \(error.details)")) }
        }
        return passwords
    }

    /// Has the speaker do what differs between the plan and what it has.
    func reconcileSessions() async {
        guard let plan, let speaker else { return }
        await perform(sessions.update(plan.sessions, ready: ready, make: make(plan)), speaker)
        reportHeldBack()
        beginLingering()
        sweepIfDue()
    }

    func perform(_ commands: [SessionCommand], _ speaker: Speaker) async {
        for command in commands {
            switch command {
            case .add(let peer): await speaker.add(peer)
            case .change(let peer): await speaker.change(peer)
            case .remove(let address):
                lastUp[address] = nil
                established.remove(address)
                ready.remove(address)
                await speaker.remove("\(address)")
            }
        }
    }

    private func reportHeldBack() {
        let references = Set((plan?.sessions.values ?? [:].values).compactMap(\.password))
        secrets.follow(Set(references.map(\.name)))
        let files = SecretFiles(directory: paths.secrets)
        for reference in references {
            let subject = "password \(reference.name)/\(reference.key)"
            if let words = files.remark(reference.name, reference.key) { warn(subject, .warning, words) } else { isFine(subject) }
        }
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

}
