internal import ArgumentParser

struct CreateCommand: ParsableCommand, Sendable {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Create resources that are not there yet.", usage: "calicoctl create -f <file> [options]",
        discussion: "Nothing is created when any document is not valid. Resources that are there already are told and left alone.")

    @OptionGroup var input: InputOptions
    @OptionGroup var namespace: NamespaceOptions
    @OptionGroup var trial: DryRunOption
    @Flag(help: "Resources that exist already are no failure.")
    var skipExists = false
    @OptionGroup var connection: ConnectionOptions

    func run() throws {
        try FileWriting(
            verb: .create, connection: connection, input: input, namespace: namespace, trial: trial, skipsExisting: skipExists
        ).run()
    }
}
