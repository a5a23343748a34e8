internal import ArgumentParser
internal import Model
internal import Store

struct GetCommand: ParsableCommand, Sendable {
    static let configuration = CommandConfiguration(
        commandName: "get", abstract: "Show resources.",
        usage: """
            calicoctl get <kind>[,<kind>...] [<name> ...] [options]
            calicoctl get <kind>/<name> ... [options]
            calicoctl get all [options]
            calicoctl get -f <file> [options]
            """,
        discussion: """
            Kinds go by their name, plural or short names, upper and lower case aside. Of files only kind, namespace and name count. \
            Output of -o yaml and -o json is input for apply, create, replace, delete and get.
            """)

    @Argument(help: ArgumentHelp("KIND NAME..., KIND,KIND..., KIND/NAME..., or all", valueName: "resource"), completion: .kinds)
    var resources: [String] = []
    @OptionGroup var input: InputOptions
    @OptionGroup var namespace: NamespaceOptions
    @Flag(name: [.customShort("A"), .customShort("a"), .customLong("all-namespaces")], help: "Resources of all namespaces.")
    var allNamespaces = false
    @Option(
        name: .shortAndLong, help: "yaml, json, ps, wide, name, or custom-columns=COLUMN,...",
        completion: .list(["yaml", "json", "ps", "wide", "name", "custom-columns="]))
    var output = "ps"
    @Flag(help: "Leave out what belongs to this cluster (namespace, uid, resourceVersion, times); for resources named one by one.")
    var export = false
    @Flag(name: .shortAndLong, help: "Show changes as they happen, until interrupted.")
    var watch = false
    @Option(help: ArgumentHelp("Only resources whose labels this selects, such as \"role == 'db' && has(env)\".", valueName: "selector"))
    var selector: String?
    @OptionGroup var connection: ConnectionOptions

    func run() throws {
        let rule = try NamespaceRule(namespace: namespace.namespace, all: allNamespaces)
        let printer = ResourcePrinter(format: try OutputFormat(parsing: output), showsNamespace: rule.isShown, output: .standard)
        let query = try ResourceQuery(questions(rule), selector: selector)
        for question in query.questions { _ = try printer.columns(of: question.kind) }
        guard !watch else {
            let following = try WatchedQuery(query, printer)
            return try Interruption.run { interruption throws(CommandFailure) in
                try Session.run(connection, for: .reading) { session async throws(CommandFailure) in try await following.follow(session, interruption)
                }
            }
        }
        let exports = export
        try Session.run(connection, for: .reading) { session async throws(CommandFailure) in
            let (found, failures) = await query.answers(session.store, exports: exports)
            try await printer.show(found) { await session.tableContext() }
            if !failures.isEmpty { throw CommandFailure(failures.map(\.description).joined(separator: "\n")) }
        }
    }

    private func questions(_ rule: NamespaceRule) throws(CommandFailure) -> [ResourceQuery.Question] {
        guard resources.isEmpty else {
            guard input.filename.isEmpty else { throw CommandFailure("name resources or files (-f), not both", status: .usage) }
            let references = try ResourceReferences(resources)
            var questions: [ResourceQuery.Question] = []
            for reference in references.references {
                switch reference {
                case .named(let kind, let name): questions.append(.one(try rule.identity(kind, name)))
                case .every(let kind):
                    let isOutside = references.isEverything && !kind.isNamespaced
                    questions.append(.list(kind, namespace: isOutside ? nil : try rule.listed(kind), showsEmpty: !references.isEverything))
                }
            }
            return questions
        }
        guard !input.filename.isEmpty else { throw CommandFailure("name a kind of resource, such as ippool, or files with -f", status: .usage) }
        let rules = ManifestRules(extent: .identity, namespaces: rule == .all ? .own : rule)
        return try input.read(rules, refusal: "nothing was read").map { .one($0.resource.identity) }
    }
}
