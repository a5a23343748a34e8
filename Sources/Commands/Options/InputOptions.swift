internal import ArgumentParser

/// Where resources are read from.
struct InputOptions: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "File with resources in YAML or JSON, a folder of such files, or - for standard input. May be repeated.", valueName: "file"),
        completion: .file())
    var filename: [String] = []

    @Flag(name: [.customShort("R"), .long], help: "Read a folder's folders as well.")
    var recursive = false

    @Flag(help: "Files without resources are no error.")
    var skipEmpty = false
}

extension InputOptions {
    /// Reads every file whole.
    ///
    /// - Parameter refusal: What the verb leaves undone when something is wrong: "nothing was applied".
    /// - Throws: When anything in any of them is wrong, after telling all of it; and for files with nothing in them.
    func read(_ rules: ManifestRules, refusal: String, progress: Progress = .forTerminal()) throws(CommandFailure) -> [Manifest] {
        guard !filename.isEmpty else {
            throw CommandFailure("no file is named; write -f FILE, -f FOLDER, or -f - for standard input", status: .usage)
        }
        let answer = ManifestReader(rules: rules, progress: progress).read(filename, recursive: recursive)
        progress.end()
        if !answer.problems.isEmpty { throw CommandFailure(InputProblems(answer, refusal: refusal).text) }
        guard !skipEmpty else { return answer.manifests }
        if let file = answer.emptyFiles.first { throw CommandFailure("No resources specified in file \(file)") }
        if answer.manifests.isEmpty {
            throw CommandFailure(
                answer.fileCount == 0
                    ? "No resources specified in directory \(filename.joined(separator: ", ")): it has no file that ends in .yaml, .yml or .json"
                    : "No resources specified in \(filename.joined(separator: ", "))")
        }
        return answer.manifests
    }
}
