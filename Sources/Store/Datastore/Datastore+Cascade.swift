internal import JSON
internal import Model

extension Datastore {
    /// Deletes what belongs to nodes that are about to be deleted: their endpoints, their own BGP peers and configurations.
    ///
    /// - Throws: What kept a part from being deleted; what is deleted by then stays so, and the node can be deleted again.
    func deleteBelongings(ofNodesIn requests: [WriteRequest]) async throws(StoreError) {
        var doomed: [ResourceIdentity] = []
        for case .delete(let identity, _) in requests where identity.kind == NodeKind.kind { doomed.append(identity) }
        guard !doomed.isEmpty else { return }
        let nodes = Set(try await stored(doomed).compactMap { $0?.resource.name })
        var belongings: [ResourceIdentity] = []
        for kind in [WorkloadEndpointKind.kind, BGPPeerKind.kind, HostEndpointKind.kind] {
            for resource in try await list(ResourceSelection(kind)).items where resource.spec["node"]?.string.map(nodes.contains) ?? false {
                belongings.append(resource.identity)
            }
        }
        for kind in [FelixConfigurationKind.kind, BGPConfigurationKind.kind] {
            belongings += nodes.map { ResourceIdentity(kind: kind, namespace: nil, name: "node.\($0)") }
        }
        for result in await write(belongings.map { .delete($0, resourceVersion: nil) }) {
            do throws(StoreError) { _ = try result.get() } catch .notFound { continue }
        }
    }
}
