internal import ArgumentParser
internal import Glibc
internal import Model
internal import Slim

extension Calicoctl {
    /// Runs the program on its command line; does not return.
    public static func start() -> Never {
        // A reader that has seen enough ends the program without a word, whatever the parent made of the signal.
        signal(SIGPIPE, SIG_DFL)
        Glibc.exit(run(Array(CommandLine.arguments.dropFirst())).rawValue)
    }

    static func run(_ arguments: [String]) -> ExitStatus {
        do {
            let arguments = GlobalOptions.reordered(arguments, groups: groups)
            try checkVerb(arguments)
            var command = try parseAsRoot(arguments)
            try command.run()
            try TextOutput.standard.flush()
            return .success
        } catch let failure as CommandFailure {
            return tell(failure)
        } catch {
            let text = fullMessage(for: error)
            guard exitCode(for: error) != .success else {
                StandardStreams.writeOutput(text + "\n")
                return .success
            }
            StandardStreams.writeDiagnostic(text + "\n")
            return .usage
        }
    }

    /// Words that are no verb get the nearest one; a group's second word as well.
    private static func checkVerb(_ arguments: [String]) throws(CommandFailure) {
        var known = configuration.subcommands
        var path: [String] = []
        for word in arguments.prefix(2) {
            let verbs = known.compactMap { $0.configuration.commandName }
            guard !verbs.isEmpty, !word.hasPrefix("-"), word != "help" else { return }
            guard let verb = known.first(where: { $0.configuration.commandName == word }) else {
                let near = Spelling.nearest(to: word, in: verbs).map { "is \($0) meant?" } ?? "known are \(verbs.joined(separator: ", "))"
                throw CommandFailure("unknown command '\((path + [word]).joined(separator: " "))'; \(near)", status: .usage)
            }
            path.append(word)
            known = verb.configuration.subcommands
        }
    }

    /// Verbs that have verbs of their own.
    static var groups: [String] {
        configuration.subcommands.filter { !$0.configuration.subcommands.isEmpty }.compactMap { $0.configuration.commandName }
    }

    /// What was done so far goes out before the complaint.
    private static func tell(_ failure: CommandFailure) -> ExitStatus {
        do throws(CommandFailure) { try TextOutput.standard.flush() } catch { StandardStreams.writeDiagnostic("\(error)\n") }
        if !failure.message.isEmpty { StandardStreams.writeDiagnostic(failure.message + "\n") }
        return failure.status
    }
}
