internal import ArgumentParser
internal import Glibc
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
            var command = try parseAsRoot(GlobalOptions.reordered(arguments))
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

    /// What was done so far goes out before the complaint.
    private static func tell(_ failure: CommandFailure) -> ExitStatus {
        do throws(CommandFailure) { try TextOutput.standard.flush() } catch { StandardStreams.writeDiagnostic("\(error)\n") }
        if !failure.message.isEmpty { StandardStreams.writeDiagnostic(failure.message + "\n") }
        return failure.status
    }
}
