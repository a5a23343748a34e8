internal import Netlink
internal import NodeSettings
internal import NodeStartup
internal import PodInterface
internal import Slim

/// Looks at the host before the daemon is started.
struct CheckVerb {
    let settings: NodeConfiguration

    func run() -> Int32 {
        do throws(StartupError) {
            let paths = try NodePaths(settings)
            let interfaces: [HostInterface]
            do throws(KernelError) { interfaces = try HostInterfaces.read() } catch {
                throw StartupError(.kernel, "the host's interfaces cannot be read", "\(error)")
            }
            let isRunning = QueryVerb(settings: settings).isAnswered
            let findings = Preflight.findings(settings, paths, interfaces: interfaces)
            for finding in findings where !(isRunning && finding.subject == .port) {
                StandardStreams.writeOutput("\(finding.severity == .blocking ? "BLOCKING" : "advice  ")  \(finding.finding)\n")
                if !finding.remedy.isEmpty { StandardStreams.writeOutput("          \(finding.remedy)\n") }
            }
            if isRunning { StandardStreams.writeOutput("the daemon runs already: `calico-node status` tells how it is\n") }
            if findings.isEmpty { StandardStreams.writeOutput("nothing stands in the way\n") }
            return !isRunning && findings.contains { $0.severity == .blocking } ? 1 : 0
        } catch {
            StandardStreams.writeDiagnostic("calico-node: \(error)\n")
            return 1
        }
    }
}
