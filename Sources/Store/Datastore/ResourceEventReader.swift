internal import KeyValue
internal import Model

/// Makes events of resources from events of keys.
struct ResourceEventReader: Sendable {
    private let kinds: [(kind: Kind, prefixes: [[UInt8]])]

    init(kinds: [Kind]) {
        self.kinds = kinds.map { kind in (kind, StoredResource.prefixes(kind).map { Array($0.utf8) }) }
    }

    /// None when the key belongs to another kind.
    func events(_ event: WatchEvent) -> [ResourceEvent] {
        guard let kind = kinds.first(where: { $0.prefixes.contains { event.entry.key.octets.starts(with: $0) } })?.kind else { return [] }
        do throws(StoredResourceError) {
            switch event.kind {
            case .put:
                let resource = try read(event.entry, kind)
                if event.isCreation { return [.added(resource)] }
                let before = event.previous.flatMap { entry -> AnyResource? in
                    do throws(StoredResourceError) { return try read(entry, kind) } catch { return nil }
                }
                return [.modified(before, resource)]
            case .delete:
                guard let previous = event.previous else {
                    throw StoredResourceError(key: event.entry.key.text, reason: "it was deleted and the store does not tell what it was")
                }
                return [.deleted(try read(previous, kind, revision: event.revision))]
            }
        } catch { return [.unreadable(error, revision: event.revision)] }
    }

    private func read(_ entry: KeyValueEntry, _ kind: Kind, revision: Int64? = nil) throws(StoredResourceError) -> AnyResource {
        try StoredResource.decode(kind, key: entry.key.text, value: entry.value, revision: revision ?? entry.modRevision)
    }
}
