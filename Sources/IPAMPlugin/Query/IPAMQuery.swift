internal import CNISpec
internal import NodeIPAM
internal import Slim

/// The query command of `calico-ipam`: what a person asks of this node's addresses.
///
/// Each command is in a file of its own. Answers go to standard output, everything else to standard error, one line a message:
/// what was tried, what happened, what to do. Exit status 0 is success, 1 a refusal or findings, 2 a wrong command line or a check
/// that could not be done.
public enum IPAMQuery {
    /// Runs one command.
    /// - Parameter arguments: The words after the program's name.
    /// - Returns: The exit status.
    public static func run(_ arguments: [String]) -> Int32 {
        let program = QueryCommand.program
        guard !arguments.isEmpty else {
            StandardStreams.writeDiagnostic(program.shortHelp)
            return 2
        }
        do throws(Arguments.Refusal) {
            switch try program.read(arguments) {
            case .help(let text): return StandardStreams.writeOutput(text) ? 0 : 1
            case .version: return StandardStreams.writeOutput("\(program.name) \(Release.version)\n") ? 0 : 1
            case .run(let arguments): return run(arguments)
            }
        } catch {
            return report(.usage(error.reason, remedy: "`\(error.help)` tells how it is written"))
        }
    }

    private static func run(_ arguments: Arguments) -> Int32 {
        guard let command = QueryCommand.all.first(where: { $0.path == arguments.command }) else { return 2 }
        do throws(QueryFailure) {
            let context = try QueryContext(arguments)
            LockDeadline.install(context.paths.nodeStore)
            return try command.run(context)
        } catch {
            return report(error)
        }
    }

    private static func report(_ failure: QueryFailure) -> Int32 {
        QueryContext.tell(failure.text)
        return failure.status
    }
}
