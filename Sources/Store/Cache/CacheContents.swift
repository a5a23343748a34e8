public import Model

/// The resources that a cache holds, and what a list or an event changes in them. No I/O.
public struct CacheContents: Sendable {
    private var resources: [Kind: [Name: AnyResource]]
    /// Of each kind: the revision of its list; older events are in it already.
    private var listed: [Kind: Int64] = [:]

    private struct Name: Hashable {
        let namespace: String?
        let name: String

        init(_ resource: AnyResource) {
            namespace = resource.namespace
            name = resource.name
        }

        init(_ identity: ResourceIdentity) {
            namespace = identity.namespace
            name = identity.name
        }
    }

    public init(kinds: [Kind]) {
        resources = Dictionary(kinds.map { ($0, [:]) }) { first, _ in first }
    }

    public func resources(_ kind: Kind) -> some Collection<AnyResource> & Sendable { (resources[kind] ?? [:]).values }

    public func resource(_ identity: ResourceIdentity) -> AnyResource? {
        resources[identity.kind]?[Name(identity)]
    }

    /// The newest list's revision: from it on, the contents are of one revision.
    public var newestList: Int64 { listed.values.max() ?? 0 }

    /// Takes over a new list of a kind; answers what is different from what was known.
    ///
    /// What cannot be read stays as it was known.
    public mutating func replace(_ kind: Kind, _ list: ResourceList) -> [ResourceEvent] {
        var changes: [ResourceEvent] = list.unreadable.map { .unreadable($0, revision: list.revision) }
        var old = resources[kind] ?? [:]
        var new: [Name: AnyResource] = Dictionary(minimumCapacity: list.items.count)
        for resource in list.items {
            let name = Name(resource)
            let before = old.removeValue(forKey: name)
            new[name] = resource
            if let before {
                if before != resource { changes.append(.modified(before, resource)) }
            } else {
                changes.append(.added(resource))
            }
        }
        let unreadable = Set(list.unreadable.map(\.key))
        for (name, resource) in old {
            let keys = StoredResource.keys(resource.identity)
            if unreadable.isEmpty || !keys.contains(where: { unreadable.contains($0) }) {
                changes.append(.deleted(resource))
            } else {
                new[name] = resource
            }
        }
        resources[kind] = new
        listed[kind] = list.revision
        return changes
    }

    /// Takes over an event; answers what changed, nil when that was known.
    public mutating func apply(_ event: ResourceEvent) -> ResourceEvent? {
        guard let resource = event.resource else { return event }
        guard let kind = resources[resource.kind], resource.revision > listed[resource.kind] ?? 0 else { return nil }
        let name = Name(resource)
        let before = kind[name]
        if case .deleted = event {
            resources[resource.kind]?[name] = nil
            return before.map { .deleted($0) }
        }
        resources[resource.kind]?[name] = resource
        return before.map { .modified($0, resource) } ?? .added(resource)
    }
}

extension AnyResource {
    /// The resource version as a number; 0 when it is none.
    fileprivate var revision: Int64 { metadata.resourceVersion.flatMap { Int64($0) } ?? 0 }
}
