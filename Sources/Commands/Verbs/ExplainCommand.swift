internal import ArgumentParser

struct ExplainCommand: ParsableCommand, Sendable {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Tell what a kind or a field means and may hold.",
        usage: "calicoctl explain <kind>[.<field>...] [--recursive]",
        discussion: "calicoctl explain ippool, calicoctl explain gnp.spec.ingress.source.nets. No datastore is needed.")

    @Argument(help: ArgumentHelp("KIND, or KIND.FIELD.FIELD...", valueName: "place"), completion: .kinds)
    var place: String
    @Flag(help: "Show all fields inside, with their types.")
    var recursive = false
    /// Accepted as other verbs do; no datastore is asked.
    @OptionGroup(visibility: .hidden) var connection: ConnectionOptions

    func run() throws {
        try TextOutput.standard.write(Explanation(try ExplainedField(place), isRecursive: recursive).text)
    }
}
