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
            let arguments = GlobalOptions.reordered(arguments)
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

    private static func checkVerb(_ arguments: [String]) throws(CommandFailure) {
        let verbs = configuration.subcommands.compactMap { $0.configuration.commandName }
        guard let word = arguments.first, !word.hasPrefix("-"), word != "help", !verbs.contains(word) else { return }
        let near = Spelling.nearest(to: word, in: verbs).map { "is \($0) meant?" } ?? "known are \(verbs.joined(separator: ", "))"
        throw CommandFailure("unknown command '\(word)'; \(near)", status: .usage)
    }

    /// What was done so far goes out before the complaint.
    private static func tell(_ failure: CommandFailure) -> ExitStatus {
        do throws(CommandFailure) { try TextOutput.standard.flush() } catch { StandardStreams.writeDiagnostic("\(error)\n") }
        if !failure.message.isEmpty { StandardStreams.writeDiagnostic(failure.message + "\n") }
        return failure.status
    }
}
