internal import Documents
internal import JSON
internal import Model

/// What a write would change of a resource, line by line of its YAML; what the datastore gives by itself is left out.
struct ResourceDifference: Sendable {
    /// Empty when nothing changes.
    let text: String

    /// - Parameters:
    ///   - old: As it is stored; nil when it is not there.
    ///   - new: As it would be stored.
    ///   - source: Where the new one was written.
    init(from old: AnyResource?, to new: AnyResource, source: String) {
        text =
            UnifiedDifference(
                from: old.map { Self.lines($0) } ?? [], named: old == nil ? "/dev/null" : "\(new.identity)", to: Self.lines(new),
                named: "\(new.identity) of \(source)"
            ).text
    }

    private static func lines(_ resource: AnyResource) -> [String] {
        var shown = resource
        for member in ["uid", "resourceVersion", "creationTimestamp", "generation", "managedFields"] { shown.metadata.object[member] = nil }
        let text = YAMLWriter.text(of: .object(shown.json))
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { String($0) }
    }
}
