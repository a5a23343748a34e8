internal import ArgumentParser
internal import Model
internal import Store

struct LabelCommand: ParsableCommand, Sendable {
    static let configuration = CommandConfiguration(
        commandName: "label", abstract: "Set or remove labels of one resource.",
        usage: """
            calicoctl label <kind> <name> <key>=<value> ... [--overwrite]
            calicoctl label <kind> <name> <key> ... --remove
            """)

    @Argument(help: ArgumentHelp("Kind of the resource.", valueName: "kind"), completion: .kinds)
    var kind: String
    @Argument(help: ArgumentHelp("Name of the resource.", valueName: "name"))
    var name: String
    @Argument(help: ArgumentHelp("KEY=VALUE, or KEY with --remove.", valueName: "label"))
    var labels: [String]
    @Flag(help: "Replace a value that is there.")
    var overwrite = false
    @Flag(help: "Remove the labels.")
    var remove = false
    @OptionGroup var namespace: NamespaceOptions
    @OptionGroup var trial: DryRunOption
    @OptionGroup var connection: ConnectionOptions

    func run() throws {
        if overwrite, remove { throw CommandFailure("--overwrite and --remove cannot be used together", status: .usage) }
        var changes: [LabelChange] = []
        for label in labels { changes.append(try LabelChange(parsing: label, removes: remove, overwrites: overwrite)) }
        let kind = try ResourceReferences.kind(kind)
        if let refusal = WriteVerb.refusal("label", of: kind) ?? WriteVerb.labelRefusal(of: kind) { throw CommandFailure(refusal) }
        let identity = try NamespaceRule(namespace: namespace.namespace).identity(kind, name)
        // As it was typed, like upstream.
        let subject = "\(self.kind) \(name)"
        let remark = trial.remark
        try Session.run(connection, for: trial.dryRun ? .trying : .reading) { [changes] session async throws(CommandFailure) in
            var outcomes: [LabelChange.Outcome] = []
            do throws(ChangeFailure) {
                try await ResourceEdit(identity).run(session.store) { (current) throws(ChangeFailure) in
                    var resource = current
                    outcomes = []
                    for change in changes { outcomes.append(try change.apply(to: &resource, named: subject)) }
                    return resource
                }
            } catch { throw CommandFailure(error.message) }
            for (change, outcome) in zip(changes, outcomes) {
                try session.output.writeLine("\(outcome.rawValue) \(change.key) \(outcome == .removed ? "from" : "on") \(subject)\(remark)")
            }
        }
    }
}
