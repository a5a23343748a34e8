internal import ArgumentParser
internal import Documents
internal import JSON
internal import Model
internal import Store

struct PatchCommand: ParsableCommand, Sendable {
    static let configuration = CommandConfiguration(
        commandName: "patch", abstract: "Change parts of one resource.",
        usage: "calicoctl patch <kind> <name> --patch <patch> [options]",
        discussion: """
            Forms of a patch: strategic, an object of what is to change, in which null removes, lists are replaced and a few lists with keys \
            (conditions, owners) are merged; merge, the same with all lists replaced (RFC 7386); json, a list of operations (RFC 6902).

            calicoctl patch node n1 -p '{"spec": {"bgp": {"routeReflectorClusterID": "244.0.0.1"}}}'
            calicoctl patch ippool p1 --type json -p '[{"op": "replace", "path": "/spec/natOutgoing", "value": true}]'
            """)

    @Argument(help: ArgumentHelp("KIND NAME, or KIND/NAME", valueName: "resource"), completion: .kinds)
    var resource: [String] = []
    @Option(name: .shortAndLong, help: "The patch, in JSON or YAML.")
    var patch: String
    @Option(name: .shortAndLong, help: "strategic, merge or json.", completion: .list(Patch.Form.allCases.map(\.rawValue)))
    var type = Patch.Form.strategic.rawValue
    @OptionGroup var namespace: NamespaceOptions
    @OptionGroup var trial: DryRunOption
    @OptionGroup var connection: ConnectionOptions

    func run() throws {
        let change = try parsedPatch()
        let (kind, name) = try ResourceReferences(resource).only()
        let identity = try NamespaceRule(namespace: namespace.namespace).identity(kind, name)
        if let refusal = WriteVerb.refusal("patch", of: kind) { throw CommandFailure("Failed to patch '\(kind.name)' resource: \(refusal)") }
        let remark = trial.remark
        try Session.run(connection, for: trial.dryRun ? .trying : .reading) { session async throws(CommandFailure) in
            do throws(ChangeFailure) {
                try await ResourceEdit(identity).run(session.store) { (current) throws(ChangeFailure) in
                    try PatchedResource(current, change).resource
                }
            } catch { throw CommandFailure("Failed to patch '\(kind.name)' resource: \(error.message)") }
            try session.output.writeLine("Successfully patched 1 '\(kind.name)' resource\(remark)")
        }
    }

    private func parsedPatch() throws(CommandFailure) -> Patch {
        guard let form = Patch.Form(rawValue: type) else {
            let forms = Patch.Form.allCases.map(\.rawValue)
            let near = Spelling.nearest(to: type, in: forms).map { "; is \($0) meant?" } ?? ""
            throw CommandFailure("--type \(type) is not one of \(forms.joined(separator: ", "))\(near)", status: .usage)
        }
        let value: JSONValue
        do throws(DocumentError) {
            var reader = try DocumentReader(Array(patch.utf8), name: "--patch", takesListsApart: false)
            guard let document = try reader.next() else { throw DocumentError(file: "--patch", reason: "is empty") }
            value = document.value
        } catch { throw CommandFailure("\(error)", status: .usage) }
        do throws(PatchError) { return try Patch(value, form: form) } catch { throw CommandFailure("--patch: \(error)", status: .usage) }
    }
}
