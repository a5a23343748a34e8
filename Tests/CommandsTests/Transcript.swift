import Foundation

/// Commands and what they are expected to print, as a person would see them.
///
/// A line that begins with "$ " is a command of the shell, lines behind it that begin with "> " belong to it, and what follows is its output, with
/// the exit status in brackets at the end when it is not 0. Lines before the first command are about the file. What differs from run to run is
/// masked: uid, times, revisions, the folder of the datastore.
struct Transcript {
    struct Step {
        var command: String
        var output: String
    }

    let introduction: String
    private(set) var steps: [Step] = []

    init(parsing text: String) {
        var introduction = ""
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("$ ") {
                steps.append(Step(command: String(line.dropFirst(2)), output: ""))
            } else if steps.isEmpty {
                introduction += line + "\n"
            } else if line.hasPrefix("> "), steps[steps.count - 1].output.isEmpty {
                steps[steps.count - 1].command += "\n" + line.dropFirst(2)
            } else {
                steps[steps.count - 1].output += line + "\n"
            }
        }
        // The break at the end of the file is no line.
        if !steps.isEmpty { steps[steps.count - 1].output.removeLast() }
        self.introduction = introduction
    }

    /// The same commands with what they print now.
    func played(state: String) throws -> Transcript {
        var played = self
        for index in steps.indices {
            let outcome = try Program.shell(steps[index].command, state: state)
            let status = outcome.status == 0 ? "" : "[\(outcome.status)]\n"
            let text = outcome.output
            let separator = text.isEmpty || text.hasSuffix("\n") ? "" : "\n"
            played.steps[index].output = Self.masked(text, state: state) + separator + status
        }
        return played
    }

    var text: String {
        introduction
            + steps.map { "$ \($0.command.replacing("\n", with: "\n> "))\n\($0.output)" }.joined()
    }

    static func masked(_ text: String, state: String) -> String {
        text.replacing(state, with: "STATE")
            .replacing(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/, with: "UID")
            .replacing(/20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z/, with: "TIME")
            .replacing(/[0-9a-f]{32}/, with: "GUID")
            .replacing(/("?resourceVersion"?: )"[0-9]+"/) { match in "\(match.output.1)\"VERSION\"" }
            .replacing(
                /resourceVersion [0-9]+ by now, the change was made to [0-9]+/, with: "resourceVersion VERSION by now, the change was made to VERSION"
            )
    }
}
