internal import ArgumentParser
internal import Model

struct ValidateCommand: ParsableCommand, Sendable {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Check files without a datastore.", usage: "calicoctl validate -f <file> [options]",
        discussion:
            "Everything that apply checks before it writes. What depends on other resources, such as whether a tier exists, shows in `apply --dry-run`."
    )

    @OptionGroup var input: InputOptions
    @OptionGroup var namespace: NamespaceOptions
    /// Accepted as other verbs do; no datastore is asked.
    @OptionGroup(visibility: .hidden) var connection: ConnectionOptions

    func run() throws {
        let rules = ManifestRules(extent: .whole, namespaces: try NamespaceRule(namespace: namespace.namespace))
        let manifests = try input.read(rules, refusal: "not valid")
        let report = WriteReport(
            verb: .validate, kinds: Set(manifests.map(\.resource.kind.name)), total: manifests.count, done: manifests.count)
        if let success = report.success { try TextOutput.standard.writeLine(success) }
    }
}
