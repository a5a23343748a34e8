internal import Glibc
internal import NodeSettings
internal import Slim

/// The program `calico-node`: its verbs.
public struct NodeProgram: Sendable {
    private let arguments: [String]

    /// - Parameter arguments: Without the program's name.
    public init(arguments: [String]) { self.arguments = arguments }

    /// - Returns: The exit status: 0 done, 1 failed or not healthy, 64 the command line is wrong.
    public func run() async -> Int32 {
        let verb = arguments.first ?? "--help"
        let rest = Array(arguments.dropFirst())
        switch verb {
        case "run": return await withSettings(rest) { await RunVerb(arguments: rest, settings: $0).run() }
        case "status": return await withSettings(rest) { QueryVerb(settings: $0).status() }
        case "health":
            let kinds = rest.filter { $0 == "--live" || $0 == "--ready" }
            return await withSettings(rest.filter { !kinds.contains($0) }) { QueryVerb(settings: $0).health(kinds) }
        case "settings":
            return await withSettings(rest) { settings in
                StandardStreams.writeOutput(settings.effective.text)
                return 0
            }
        case "check": return await withSettings(rest) { CheckVerb(settings: $0).run() }
        case "cleanup":
            let isDry = rest.contains("--dry-run")
            return await withSettings(rest.filter { $0 != "--dry-run" }) { CleanupVerb(settings: $0, isDryRun: isDry).run() }
        case "version", "--version", "-v":
            StandardStreams.writeOutput("calico-node v\(Release.version)\n")
            return 0
        case "help", "--help", "-h":
            StandardStreams.writeOutput(Self.help)
            return arguments.isEmpty ? 64 : 0
        default:
            StandardStreams.writeDiagnostic("calico-node: there is no verb \"\(verb)\"\n\n" + Self.verbs)
            return 64
        }
    }

    private func withSettings(_ arguments: [String], _ body: (NodeConfiguration) async -> Int32) async -> Int32 {
        let flags = CommandLineFlags(arguments)
        guard !flags.wantsHelp else {
            StandardStreams.writeOutput(Self.help)
            return 0
        }
        let settings: NodeConfiguration
        do throws(SettingsError) {
            settings = try NodeConfiguration.load(arguments: arguments, environment: NodeConfiguration.processEnvironment)
        } catch {
            StandardStreams.writeDiagnostic("calico-node: \(error)\n")
            return 64
        }
        return await body(settings)
    }

    private static let verbs = """
        usage: calico-node VERB [options]

          run         the daemon: peers with other routers, keeps routes to pods and other nodes in the kernel
          status      what it does at the moment
          health      exit status 0 when it is well: --live its loops turn, --ready pods can be had; both without either
          settings    every option with its value and where that came from
          check       what stands in the way on this host, before the daemon is started
          cleanup     removes what the daemon left on this host: routes, settings it changed, its files of this boot; --dry-run only lists it
          version     the version of this program

        """

    static var help: String { verbs + "\nOptions, the same for every verb:\n\n" + OptionTable.node.help }
}
