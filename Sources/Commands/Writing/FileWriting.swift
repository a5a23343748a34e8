internal import Documents
internal import Model

/// What `create`, `apply` and `replace` have in common.
struct FileWriting: Sendable {
    let verb: WriteVerb
    let connection: ConnectionOptions
    let input: InputOptions
    let namespace: NamespaceOptions
    let trial: DryRunOption
    var skipsExisting = false

    func run() throws(CommandFailure) {
        let progress = Progress.forTerminal()
        let rules = ManifestRules(
            extent: .whole, namespaces: try NamespaceRule(namespace: namespace.namespace), allowsResourceVersion: verb != .create)
        let manifests = try input.read(rules, refusal: "nothing was \(verb.past)", progress: progress)
        let writing = ResourceWriting(verb: verb, skipsExisting: skipsExisting, remark: trial.remark, progress: progress)
        try Session.run(connection, for: trial.purpose) { session async throws(CommandFailure) in
            await session.tryToInitialize()
            try session.show(await writing.write(manifests.map { ($0.resource, $0.document.source) }, to: session.store))
        }
    }
}
