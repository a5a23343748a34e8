public import Model

/// Where resources live: etcd, the Kubernetes API or a file of this node.
///
/// Each call tells the resource version of what it read or wrote; an update or a deletion that names one is refused when the resource
/// has changed since.
public protocol ResourceStore: Sendable {
    func get(_ identity: ResourceIdentity) async throws(StoreError) -> AnyResource

    /// The resources of a kind, sorted by namespace and name.
    func list(_ selection: ResourceSelection) async throws(StoreError) -> ResourceList

    /// Carries out writes in their order, each by itself; one outcome for each.
    func write(_ requests: [WriteRequest]) async -> [Result<WriteOutcome, StoreError>]

    /// Begins to watch kinds.
    ///
    /// - Parameter revision: Changes after it come; nil: those from now on.
    func watch(_ kinds: [Kind], after revision: Int64?) async throws(StoreError) -> ResourceWatch

    /// Makes what every cluster has: the cluster's identity and the built-in tiers. Nothing that is there already is touched.
    func initialize() async throws(StoreError)

    func close() async
}

extension ResourceStore {
    public func create(_ resource: AnyResource) async throws(StoreError) -> AnyResource { try await one(.create(resource)) }
    /// Replaces a resource that must be there; one that carries a resource version must not have changed since.
    public func update(_ resource: AnyResource) async throws(StoreError) -> AnyResource { try await one(.update(resource)) }
    /// Creates or replaces.
    public func apply(_ resource: AnyResource) async throws(StoreError) -> AnyResource { try await one(.apply(resource)) }
    /// - Returns: What was deleted.
    public func delete(_ identity: ResourceIdentity, resourceVersion: String? = nil) async throws(StoreError) -> AnyResource {
        try await one(.delete(identity, resourceVersion: resourceVersion))
    }

    private func one(_ request: WriteRequest) async throws(StoreError) -> AnyResource {
        guard let outcome = await write([request]).first else { throw .refused(request.identity, "the store gave no answer") }
        return try outcome.get().resource
    }
}
