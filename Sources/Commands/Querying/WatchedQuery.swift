internal import Model
internal import Store

/// `get --watch`: what is there, and then every change of it.
struct WatchedQuery: Sendable {
    private let query: ResourceQuery
    private let kind: Kind
    private let namespace: String?
    /// nil: every name.
    private let names: Set<String>?
    private let printer: ResourcePrinter

    init(_ query: ResourceQuery, _ printer: ResourcePrinter) throws(CommandFailure) {
        guard let first = query.questions.first, query.questions.allSatisfy({ $0.kind == first.kind }) else {
            throw CommandFailure("--watch follows one kind of resource; start one calicoctl for each kind", status: .usage)
        }
        self.query = query
        self.printer = printer
        kind = first.kind
        var names: Set<String> = []
        var namespaces: Set<String?> = []
        for question in query.questions {
            switch question {
            case .one(let identity):
                names.insert(identity.name)
                namespaces.insert(identity.namespace)
            case .list(_, let namespace, showsEmpty: _): namespaces.insert(namespace)
            }
        }
        guard namespaces.count == 1, let namespace = namespaces.first else {
            throw CommandFailure("--watch follows resources of one namespace, or of all (-A)", status: .usage)
        }
        self.names = names.isEmpty ? nil : names
        self.namespace = namespace
    }

    /// Ends when interrupted.
    func follow(_ session: Session, _ interruption: Interruption) async throws(CommandFailure) {
        var known = KnownResources { isMeant($0) }
        var view = try await ChangeView(printer, kind) { await session.tableContext() }
        while true {
            let list = try await session.list(ResourceSelection(kind, namespace: namespace))
            try view.show(known.changes(to: list.items))
            let watch = try await session.watch(kind, after: list.revision)
            interruption.onSignal { watch.cancel() }
            guard try await isBehind(watch, &known, &view) else { return }
        }
    }

    /// Shows changes until the watch ends.
    /// - Returns: Whether changes were missed, so that the watch has to begin anew.
    private func isBehind(_ watch: ResourceWatch, _ known: inout KnownResources, _ view: inout ChangeView) async throws(CommandFailure) -> Bool {
        while true {
            let batch: ResourceBatch?
            do throws(StoreError) { batch = try await watch.next() } catch .compacted { return true } catch {
                throw CommandFailure(error.description)
            }
            guard let batch else { return false }
            let changes = batch.events.compactMap { known.change($0) }
            if !changes.isEmpty { try view.show(changes) }
        }
    }

    private func isMeant(_ resource: AnyResource) -> Bool {
        guard namespace == nil || resource.namespace == namespace, names?.contains(resource.name) ?? true else { return false }
        return query.selects(resource)
    }
}

extension Session {
    fileprivate func list(_ selection: ResourceSelection) async throws(CommandFailure) -> ResourceList {
        do throws(StoreError) { return try await store.list(selection) } catch { throw CommandFailure(error.description) }
    }

    fileprivate func watch(_ kind: Kind, after revision: Int64) async throws(CommandFailure) -> ResourceWatch {
        do throws(StoreError) { return try await store.watch([kind], after: revision) } catch { throw CommandFailure(error.description) }
    }
}
