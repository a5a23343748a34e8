internal import ArgumentParser
internal import Documents
internal import Model

struct DeleteCommand: ParsableCommand, Sendable {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete resources by kind and name, or those of files.",
        usage: """
            calicoctl delete <kind> <name> ... [options]
            calicoctl delete <kind>/<name> ... [options]
            calicoctl delete -f <file> [options]
            """,
        discussion: "Of files only kind, namespace, name and resourceVersion count.")

    @Argument(help: ArgumentHelp("KIND NAME..., or KIND/NAME...", valueName: "resource"), completion: .kinds)
    var resources: [String] = []
    @OptionGroup var input: InputOptions
    @OptionGroup var namespace: NamespaceOptions
    @Flag(name: .shortAndLong, help: "Resources that do not exist are no failure.")
    var skipNotExists = false
    @OptionGroup var trial: DryRunOption
    @OptionGroup var connection: ConnectionOptions

    func run() throws {
        let items = try items()
        let writing = ResourceWriting(verb: .delete, skipsMissing: skipNotExists, remark: trial.remark, progress: .forTerminal())
        // Nothing is made where there is no datastore.
        try Session.run(connection, for: trial.dryRun ? .trying : .reading) { session async throws(CommandFailure) in
            try session.show(await writing.write(items, to: session.store))
        }
    }

    private func items() throws(CommandFailure) -> [(resource: AnyResource, source: DocumentSource?)] {
        let rule = try NamespaceRule(namespace: namespace.namespace)
        guard resources.isEmpty else {
            guard input.filename.isEmpty else { throw CommandFailure("name resources or files (-f), not both", status: .usage) }
            var items: [(resource: AnyResource, source: DocumentSource?)] = []
            for reference in try ResourceReferences(resources).references {
                guard case .named(let kind, let name) = reference else {
                    throw CommandFailure("resource name may not be empty: write the names of what is to be deleted", status: .usage)
                }
                items.append((AnyResource(try rule.identity(kind, name)), nil))
            }
            return items
        }
        let rules = ManifestRules(extent: .identity, namespaces: rule)
        return try input.read(rules, refusal: "nothing was deleted").map { ($0.resource, $0.document.source) }
    }
}

extension AnyResource {
    /// A resource of which no more is known than which it is.
    init(_ identity: ResourceIdentity) {
        var metadata = Metadata()
        metadata.name = identity.name
        metadata.namespace = identity.namespace
        self.init(identity.kind, metadata)
    }
}
