internal import JSON
public import KeyValue
public import Model

/// Resources over a key-value store in etcd's shape, under the keys and in the form that upstream uses.
public struct Datastore: ResourceStore {
    let keyValues: any KeyValueStore
    let environment: StoreEnvironment

    public init(_ keyValues: any KeyValueStore, environment: StoreEnvironment = .system) {
        self.keyValues = keyValues
        self.environment = environment
    }

    public func get(_ identity: ResourceIdentity) async throws(StoreError) -> AnyResource {
        if let builtIn = BuiltIn.resource(identity) { return builtIn }
        guard let found = try await stored([identity])[0] else { throw .notFound(identity) }
        return found.resource
    }

    public func list(_ selection: ResourceSelection) async throws(StoreError) -> ResourceList {
        var list = ResourceList(items: [], revision: 0)
        for prefix in StoredResource.prefixes(selection.kind, namespace: selection.namespace) {
            let isPushedDown = selection.kind.storage == .resource && (!selection.kind.isNamespaced || selection.namespace != nil)
            let found: RangeResult
            do throws(KeyValueError) {
                found = try await keyValues.range(.prefix(Key(isPushedDown ? prefix + selection.namePrefix : prefix)))
            } catch { throw StoreError(error) }
            list.revision = list.revision == 0 ? found.revision : min(list.revision, found.revision)
            list.items.reserveCapacity(found.entries.count)
            for entry in found.entries {
                do throws(StoredResourceError) {
                    let resource = try decode(entry, selection.kind)
                    if selection.contains(resource) { list.items.append(resource) }
                } catch { list.unreadable.append(error) }
            }
        }
        list.items += BuiltIn.resources(selection)
        // Most kinds come sorted out of the store: by key, which is namespace and name.
        if selection.kind.storage != .resource || BuiltIn.kinds.contains(selection.kind) {
            list.items.sort { ($0.namespace ?? "", $0.name) < ($1.namespace ?? "", $1.name) }
        }
        return list
    }

    public func watch(_ kinds: [Kind], after revision: Int64?) async throws(StoreError) -> ResourceWatch {
        let prefixes = kinds.flatMap { StoredResource.prefixes($0) }
        let range = prefixes.count == 1 ? KeyRange.prefix(Key(prefixes[0])) : .prefix("/calico/")
        let reader = ResourceEventReader(kinds: kinds)
        do throws(KeyValueError) {
            let watch = try await keyValues.watch(range, after: revision)
            return ResourceWatch(
                pull: { () async throws(StoreError) -> ResourceBatch? in
                    do throws(KeyValueError) {
                        guard let batch = try await watch.next() else { return nil }
                        return ResourceBatch(events: batch.events.flatMap { reader.events($0) }, revision: batch.revision)
                    } catch { throw StoreError(error) }
                }, stop: { watch.cancel() })
        } catch { throw StoreError(error) }
    }

    public func close() async { await keyValues.close() }

    func decode(_ entry: KeyValueEntry, _ kind: Kind) throws(StoredResourceError) -> AnyResource {
        try StoredResource.decode(kind, key: entry.key.text, value: entry.value, revision: entry.modRevision)
    }

    /// What lies in the store of each identity, under any of its keys.
    func stored(_ identities: [ResourceIdentity]) async throws(StoreError) -> [Stored?] {
        let questions = identities.map { KeyValueTransaction(then: StoredResource.keys($0).map { .get(Key($0)) }) }
        let outcomes: [TransactionOutcome]
        do throws(KeyValueError) { outcomes = try await keyValues.batch(questions) } catch { throw StoreError(error) }
        var found: [Stored?] = []
        found.reserveCapacity(identities.count)
        for (identity, outcome) in zip(identities, outcomes) {
            var entry: KeyValueEntry?
            for case .found(let result) in outcome.results where entry == nil { entry = result.entries.first }
            guard let entry else {
                found.append(nil)
                continue
            }
            do throws(StoredResourceError) {
                found.append(Stored(entry: entry, resource: try decode(entry, identity.kind)))
            } catch { throw .unreadable(error) }
        }
        return found
    }

    /// A resource with the entry it was read from.
    struct Stored: Sendable {
        let entry: KeyValueEntry
        let resource: AnyResource

        /// The last part of the key, under which an update is written.
        var storedName: String { String(entry.key.text.split(separator: "/").last ?? "") }
    }
}
