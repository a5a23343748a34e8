import Model
import Store
import Synchronization

/// A datastore in which others change a node between each look at it and the write that follows, so many times.
final class BusyStore: ResourceStore {
    private let datastore: Datastore
    private let left: Mutex<Int>
    private let total: Int

    init(_ datastore: Datastore, others: Int) {
        self.datastore = datastore
        left = Mutex(others)
        total = others
    }

    func get(_ identity: ResourceIdentity) async throws(StoreError) -> AnyResource {
        let answer: Result<AnyResource, StoreError>
        do throws(StoreError) { answer = .success(try await datastore.get(identity)) } catch { answer = .failure(error) }
        let change = left.withLock { left in
            guard left > 0, identity.kind == NodeKind.kind else { return 0 }
            left -= 1
            return total - left
        }
        if change > 0 {
            var node = (try? answer.get()).flatMap { Node($0) } ?? Node(name: identity.name)
            node.metadata.labels = ["change": "\(change)"]
            _ = try await datastore.apply(node.untyped)
        }
        return try answer.get()
    }

    func list(_ selection: ResourceSelection) async throws(StoreError) -> ResourceList { try await datastore.list(selection) }
    func write(_ requests: [WriteRequest]) async -> [Result<WriteOutcome, StoreError>] { await datastore.write(requests) }
    func watch(_ kinds: [Kind], after revision: Int64?) async throws(StoreError) -> ResourceWatch {
        try await datastore.watch(kinds, after: revision)
    }
    func initialize() async throws(StoreError) { try await datastore.initialize() }
    func close() async { await datastore.close() }
}
