internal import Model
internal import Store

/// Reads a resource, changes it and writes it back, again if somebody else was faster.
struct ResourceEdit: Sendable {
    private static let attempts = 5

    private let identity: ResourceIdentity

    init(_ identity: ResourceIdentity) { self.identity = identity }

    /// - Parameter change: Answers with the changed resource. One with another resource version than it got is written under that one, and
    ///   not a second time.
    func run(
        _ store: any ResourceStore, _ change: (AnyResource) throws(ChangeFailure) -> AnyResource
    ) async throws(ChangeFailure) {
        for attempt in 1...Self.attempts {
            let current = try await read(store)
            let changed = try change(current)
            let isFixed = changed.metadata.resourceVersion != current.metadata.resourceVersion
            switch await store.write([.update(changed)]).first {
            case .success?: return
            case .failure(.conflict)? where !isFixed && attempt < Self.attempts: continue
            case .failure(let error)?: throw ChangeFailure(error.description)
            case nil: throw ChangeFailure("the datastore gave no answer")
            }
        }
    }

    private func read(_ store: any ResourceStore) async throws(ChangeFailure) -> AnyResource {
        do throws(StoreError) { return try await store.get(identity) } catch { throw ChangeFailure(error.description) }
    }
}
