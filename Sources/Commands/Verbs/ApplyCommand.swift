internal import ArgumentParser

struct ApplyCommand: ParsableCommand, Sendable {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Create resources, or replace those that are there.", usage: "calicoctl apply -f <file> [options]",
        discussion: """
            Nothing is applied when any document is not valid. A document with a resourceVersion is refused when the resource has changed since; \
            one without wins. `calicoctl diff` shows what apply would change.
            """)

    @OptionGroup var input: InputOptions
    @OptionGroup var namespace: NamespaceOptions
    @OptionGroup var trial: DryRunOption
    @OptionGroup var connection: ConnectionOptions

    func run() throws {
        try FileWriting(verb: .apply, connection: connection, input: input, namespace: namespace, trial: trial).run()
    }
}
