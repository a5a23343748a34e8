internal import ArgumentParser
internal import Documents
internal import Model
internal import Store

struct DiffCommand: ParsableCommand, Sendable {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Show what apply would change.", usage: "calicoctl diff -f <file> [options]",
        discussion: "Exit status: 0 nothing, 1 there are differences, 2 something could not be compared. Nothing is written.")

    @OptionGroup var input: InputOptions
    @OptionGroup var namespace: NamespaceOptions
    @OptionGroup var connection: ConnectionOptions

    func run() throws {
        do throws(CommandFailure) { try compare() } catch {
            // Whatever is told in words kept the comparison from its end.
            throw error.status == .failure && !error.message.isEmpty ? CommandFailure(error.message, status: .trouble) : error
        }
    }

    private func compare() throws(CommandFailure) {
        let rules = ManifestRules(extent: .whole, namespaces: try NamespaceRule(namespace: namespace.namespace))
        let manifests = try input.read(rules, refusal: "nothing was compared")
        try Session.run(connection, for: .trying) { session async throws(CommandFailure) in
            await session.tryToInitialize()
            var failures: [String] = []
            var differs = false
            for manifest in manifests {
                let text: String
                do throws(ChangeFailure) { text = try await Self.difference(manifest, session) } catch {
                    failures.append("\(manifest.document.source): \(error.message)")
                    continue
                }
                try session.output.write(text)
                differs = differs || !text.isEmpty
            }
            if !failures.isEmpty { throw CommandFailure(failures.joined(separator: "\n"), status: .trouble) }
            if differs { throw CommandFailure("", status: .failure) }
        }
    }
    /// What apply would change of one resource, after the documents before it.
    private static func difference(_ manifest: Manifest, _ session: Session) async throws(ChangeFailure) -> String {
        let resource = manifest.resource
        if let refusal = WriteVerb.refusal("apply", of: resource.kind) { throw ChangeFailure(refusal) }
        let old = try await stored(resource.identity, session)
        switch await session.store.write([.apply(resource)]).first {
        case .success(let outcome)?: return ResourceDifference(from: old, to: outcome.resource, source: "\(manifest.document.source)").text
        case .failure(let error)?: throw ChangeFailure(error.description)
        case nil: throw ChangeFailure("the datastore gave no answer")
        }
    }

    private static func stored(_ identity: ResourceIdentity, _ session: Session) async throws(ChangeFailure) -> AnyResource? {
        do throws(StoreError) { return try await session.store.get(identity) } catch .notFound { return nil } catch {
            throw ChangeFailure(error.description)
        }
    }
}
