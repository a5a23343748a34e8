internal import ArgumentParser

struct ReplaceCommand: ParsableCommand, Sendable {
    static let configuration = CommandConfiguration(
        commandName: "replace", abstract: "Replace resources that are there.", usage: "calicoctl replace -f <file> [options]",
        discussion: """
            Nothing is replaced when any document is not valid. A document with a resourceVersion is refused when the resource has changed since.
            """)

    @OptionGroup var input: InputOptions
    @OptionGroup var namespace: NamespaceOptions
    @OptionGroup var trial: DryRunOption
    @OptionGroup var connection: ConnectionOptions

    func run() throws {
        try FileWriting(verb: .replace, connection: connection, input: input, namespace: namespace, trial: trial).run()
    }
}
