internal import Model
internal import Store

/// What somebody who watches has been told so far.
struct KnownResources: Sendable {
    private var resources: [ResourceIdentity: AnyResource] = [:]
    /// Whether a resource is one of those that are watched.
    private let isMeant: @Sendable (AnyResource) -> Bool

    init(_ isMeant: @escaping @Sendable (AnyResource) -> Bool) { self.isMeant = isMeant }

    /// What happened, given all that is there by now: for the first look, and after changes were missed.
    mutating func changes(to items: [AnyResource]) -> [ResourceChange] {
        var gone = resources
        var changes: [ResourceChange] = []
        for item in items where isMeant(item) {
            let before = gone.removeValue(forKey: item.identity)
            guard before?.metadata.resourceVersion != item.metadata.resourceVersion || before == nil else { continue }
            changes.append(ResourceChange(kind: before == nil ? .added : .modified, resource: item))
            resources[item.identity] = item
        }
        for (identity, resource) in gone.sorted(by: { ($0.key.namespace ?? "", $0.key.name) < ($1.key.namespace ?? "", $1.key.name) }) {
            resources[identity] = nil
            changes.append(ResourceChange(kind: .deleted, resource: resource))
        }
        return changes
    }

    /// What an event means for those who watch; nil: nothing.
    mutating func change(_ event: ResourceEvent) -> ResourceChange? {
        switch event {
        case .added(let resource), .modified(_, let resource):
            guard isMeant(resource) else { return forget(resource) }
            let before = resources.updateValue(resource, forKey: resource.identity)
            return ResourceChange(kind: before == nil ? .added : .modified, resource: resource)
        case .deleted(let resource): return forget(resource)
        case .unreadable: return nil
        }
    }

    private mutating func forget(_ resource: AnyResource) -> ResourceChange? {
        guard resources.removeValue(forKey: resource.identity) != nil else { return nil }
        return ResourceChange(kind: .deleted, resource: resource)
    }
}
