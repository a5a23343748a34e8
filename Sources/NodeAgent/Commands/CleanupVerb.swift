internal import Dataplane
internal import Glibc
internal import Netlink
internal import NodeIPAM
internal import NodeProtocol
internal import NodeSettings
internal import NodeStartup
internal import NodeStore
internal import Slim

/// Removes what the daemon left on the host, and nothing else.
///
/// Pods that run keep their interfaces: those go with their containers, by the CNI plugin.
struct CleanupVerb {
    let settings: NodeConfiguration
    let isDryRun: Bool

    func run() -> Int32 {
        do throws(StartupError) { return try clean(try NodePaths(settings)) } catch {
            StandardStreams.writeDiagnostic("calico-node: \(error)\n")
            return 1
        }
    }

    private func clean(_ paths: NodePaths) throws(StartupError) -> Int32 {
        if !isDryRun, QueryVerb(settings: settings).isAnswered {
            throw StartupError(
                .settings, "the daemon is running", "it would put back what is removed; stop it first: systemctl stop calico-node")
        }
        let pods = try podCount(paths)
        if pods > 0 {
            StandardStreams.writeOutput(
                "stays: what \(pods) interfaces of running pods need: their routes, their records, forwarding; clean up again when they are gone\n")
        }
        // Running pods keep their network.
        let changes = pods > 0 ? [] : ForwardingRecord.read(paths)
        let files = Self.files(paths, withPods: pods > 0).filter { access($0, F_OK) == 0 }
        let owners: [RouteOwner] = pods > 0 ? [.bgp] : RouteOwner.allCases
        do throws(KernelError) {
            let routes = isDryRun ? try RouteCleanup.list(owners) : try RouteCleanup.remove(owners)
            for route in routes { tell(route) }
            for change in changes { tell("sysctl -w \(change.name)=\(change.before) (it was so before the daemon)") }
            if !isDryRun { try HostForwarding.restore(changes) }
        } catch {
            throw StartupError(.kernel, "the kernel's state cannot be cleaned", "\(error); run it as root")
        }
        var left = 0
        for file in files {
            tell("rm \(file)")
            if !isDryRun, !SmallFile.remove(file) { left += 1 }
        }
        if !isDryRun {
            // Folders that are empty now; others stay.
            for folder in [paths.state.nodeStore, paths.state.volatile] { rmdir(folder) }
        }
        return left == 0 ? 0 : 1
    }

    /// Interfaces of pods that the node store has.
    private func podCount(_ paths: NodePaths) throws(StartupError) -> Int {
        do throws(NodeStoreError) { return try NodeStore.existing(in: paths.state.nodeStore)?.attachments().count ?? 0 } catch {
            throw StartupError(.file, "the node store cannot be read", "\(error)")
        }
    }

    /// The daemon's own files and, once no pod is left, those that it writes for plugins. The datastore and the settings are people's.
    static func files(_ paths: NodePaths, withPods: Bool) -> [String] {
        let (folder, store) = (paths.state.volatile, paths.state.nodeStore)
        let own = ["\(folder)/calico-node.run", "\(folder)/calico-node.lock", paths.state.daemonSocket]
        guard !withPods else { return own }
        return own + ["\(folder)/calico-node.sysctl", paths.state.nodeName, paths.state.mtu, paths.state.nodeRecord]
            + ["data.mdb", "lock.mdb", "boot-id", "creation.lock"].map { "\(store)/\($0)" }
    }

    private func tell(_ words: String) { StandardStreams.writeOutput("\(isDryRun ? "would remove" : "removed"): \(words)\n") }
}
