internal import BGPPlan
internal import Model
internal import Store

/// The resources of a datastore that decide how nodes speak BGP.
struct ClusterReading: Sendable {
    var view = ClusterView()
    /// What is there and cannot be read, in words.
    var unreadable: [String] = []
    private var versions: [ResourceIdentity: String] = [:]

    init(_ store: any ResourceStore) async throws(CommandFailure) {
        for kind in ClusterView.kinds {
            do throws(StoreError) {
                let list = try await store.list(ResourceSelection(kind))
                for resource in list.items {
                    view.put(resource)
                    versions[resource.identity] = resource.metadata.resourceVersion
                }
                unreadable += list.unreadable.map { StoreError.unreadable($0).description }
            } catch { throw CommandFailure("cannot list \(kind.plural): \(error)") }
        }
    }

    /// A resource to be written only if it is still as it was read.
    func versioned(_ resource: AnyResource) -> AnyResource {
        var resource = resource
        resource.metadata.resourceVersion = versions[resource.identity]
        return resource
    }
}
