internal import Addresses
internal import BGPPlan
internal import CLinux
internal import Dataplane
internal import EmbeddedStore
internal import KeyValue
internal import Logging
internal import Model
internal import Netlink
internal import NodeIPAM
internal import NodeProtocol
internal import NodeSettings
internal import NodeStartup
internal import PodInterface
internal import Store
internal import Telemetry

/// What has to be had before the daemon can do its work, step by step; a step that fails is tried again.
extension AgentLoop {
    /// Takes the steps that are still to be taken.
    func advance() async throws(StartupError) {
        retry.begin()
        do throws(StartupError) {
            try startDataplane()
            startEndpoints()
            try openStore()
            try await identify()
            startWatch()
            retry.succeed()
            isFine("start")
        } catch {
            guard error.mayPass else { throw error }
            startupWords = "\(error.message): \(error.details)"
            warn("start", .error, error.message, remedy: error.details)
            attemptLater()
        }
        tellService()
    }

    func attemptLater() {
        guard let seconds = retry.fail() else { return }
        let post = post
        Task {
            try? await Task.sleep(for: .seconds(seconds))
            post(.attempt)
        }
    }

    private func startDataplane() throws(StartupError) {
        guard forwarding == nil else { return }
        if has(.routes) || has(.endpoints) {
            switchForwardingOn()
            let post = post
            var configuration = RouteProgrammerConfiguration()
            configuration.auditInterval = settings.routeRefreshInterval
            do throws(KernelError) {
                programmer = try RouteProgrammer(configuration, logger: logs.logger("routes")) { post(.dataplane($0)) }
            } catch {
                throw StartupError(.kernel, "the kernel's routes cannot be programmed", "\(error); the daemon needs CAP_NET_ADMIN")
            }
        }
        let post = post
        let forwarding = ForwardingLoop(programmer, programsLearned: has(.routes)) { post(.forwarding($0)) }
        self.forwarding = forwarding
        forwardingTask = Task { await forwarding.run() }
    }

    /// The host is a router from now on; what stands in the way of that is told.
    private func switchForwardingOn() {
        for family in [IPAddress.Family.v4, .v6] {
            do throws(KernelError) {
                for change in try HostForwarding.switchOn([family]) {
                    logger.notice(
                        "the host forwards packets now", metadata: ["setting": "\(change.name)", "was": "\(change.before)", "is": "\(change.after)"])
                    ForwardingRecord.note(change, paths)
                }
                isFine("forwarding \(family.rawValue)")
            } catch {
                warn(
                    "forwarding \(family.rawValue)", family == .v4 ? .error : .warning,
                    "the host does not forward IPv\(family.rawValue) packets and that cannot be changed: \(error)",
                    remedy: family == .v4 ? "sysctl -w net.ipv4.ip_forward=1" : "sysctl -w net.ipv6.conf.all.forwarding=1")
            }
        }
        inspectHost()
    }

    /// Reports what the host has set that keeps packets from pods; nothing is changed.
    func inspectHost() {
        let found = HostCondition.inspect([.v4, .v6])
        let subjects = Set(found.map { "host: \($0.remedy)" })
        for subject in conditions.current.keys where subject.hasPrefix("host: ") && !subjects.contains(subject) { isFine(subject) }
        for condition in found {
            // Forwarding is the daemon's own business.
            if case .forwarding = condition.subject { continue }
            warn("host: \(condition.remedy)", condition.severity == .blocking ? .error : .information, condition.finding, remedy: condition.remedy)
        }
    }

    private func startEndpoints() {
        guard has(.endpoints), watcher == nil else { return }
        let post = post
        let watcher = EndpointWatcher(paths.state.nodeStore) { post(.endpoints($0)) }
        self.watcher = watcher
        watcher.start()
    }

    private func openStore() throws(StartupError) {
        guard store == nil else { return }
        do throws(KeyValueError) {
            // One that was there and is gone is not made anew: what it had is what the node goes by.
            let embedded = try EmbeddedStore(opening: paths.datastore, creating: isStoreNew, execution: .ownThreads)
            store = Datastore(embedded)
            isStoreNew = false
            isFine("datastore")
        } catch {
            throw StartupError(
                .store, "the datastore cannot be opened", "\(error). The node goes on with what it knew; it is tried again by itself")
        }
    }

    /// Finds out who the node is, has it in the datastore and in the files that plugins read.
    private func identify() async throws(StartupError) {
        guard let store else { return }
        if identity == nil {
            let identity = try await StartupSteps(settings: settings, paths: paths, logger: logger).identify(store)
            self.identity = identity
            for remark in identity.remarks { warn("address: \(remark)", .warning, remark) }
            logger.notice(
                "this node",
                metadata: [
                    "name": "\(identity.name)", "IPv4": "\(identity.ipv4.map { "\($0.prefix)" } ?? "none")",
                    "IPv6": "\(identity.ipv6.map { "\($0.prefix)" } ?? "none")", "how": "\(identity.how)",
                ])
        }
        guard let identity else { return }
        try await register(identity, store)
    }

    /// Idempotent: writes what is different.
    func register(_ identity: NodeIdentity, _ store: any ResourceStore) async throws(StartupError) {
        let steps = StartupSteps(settings: settings, paths: paths, logger: logger)
        podCIDRs = try steps.writeFiles(identity)
        isFine("files")
        try await steps.register(identity, store)
    }

    private func startWatch() {
        guard watchTask == nil, let store else { return }
        watchGeneration += 1
        let generation = watchGeneration
        let post = post
        watchTask = Task {
            var cache = WatchCache(store, kinds: ClusterView.kinds)
            while let update = await cache.next() { post(.cluster(update, generation: generation)) }
        }
    }

    func tellService() {
        guard plan != nil, !isReadyTold, isReady else { return }
        isReadyTold = true
        logger.notice("ready", metadata: ["sessions": "\(sessions.running.count)", "pods": "\(endpoints.count)"])
        try? service.ready(status: "\(sessions.running.count) sessions wanted")
        // Code that only the start needed does not have to stay in memory.
        Task {
            try? await Task.sleep(for: .seconds(2))
            clinux_release_program_pages()
        }
    }
}
