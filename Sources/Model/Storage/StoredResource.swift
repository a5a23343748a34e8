internal import JSON

/// A resource in the form that lies in etcd, and back.
public enum StoredResource {
    /// The key and the JSON text that upstream would write.
    ///
    /// - Parameter storedName: Of a policy that is in the datastore already: the name in its key.
    public static func encode(_ resource: AnyResource, storedName: String? = nil) -> (key: String, value: [UInt8]) {
        var stored = resource
        stored.metadata.resourceVersion = nil
        switch resource.kind.storage {
        case .ipamConfiguration, .ipamBlock, .ipamHandle, .ipamBlockAffinity:
            return IPAMStorage.encode(stored)
        case .resource:
            let key = ResourceKey.key(resource.kind, namespace: resource.namespace, storedName: resource.name)
            return (key, Array(JSONValue.object(stored.json).text.utf8))
        case .policy:
            let name = storedName ?? PolicyNames.stored(resource.name, tier: resource.spec["tier"]?.string)
            var annotations = resource.metadata.object["annotations"]?.object ?? JSONObject()
            annotations[PolicyNames.annotation] = .string(JSONValue.object(JSONObject(distinct: [("name", .string(resource.name))])).text)
            stored.metadata.object["annotations"] = .object(annotations)
            stored.metadata.name = name
            let key = ResourceKey.key(resource.kind, namespace: resource.namespace, storedName: name)
            return (key, Array(JSONValue.object(stored.json).text.utf8))
        }
    }

    /// Keys under which the resource may lie, the one that a new resource gets first.
    public static func keys(_ identity: ResourceIdentity) -> [String] {
        switch identity.kind.storage {
        case .ipamConfiguration, .ipamBlock, .ipamHandle, .ipamBlockAffinity: IPAMStorage.keys(identity)
        case .resource: [ResourceKey.key(identity.kind, namespace: identity.namespace, storedName: identity.name)]
        case .policy:
            PolicyNames.candidates(identity.name).map { ResourceKey.key(identity.kind, namespace: identity.namespace, storedName: $0) }
        }
    }

    /// What the keys of all resources of a kind begin with.
    public static func prefixes(_ kind: Kind, namespace: String? = nil) -> [String] {
        switch kind.storage {
        case .ipamConfiguration, .ipamBlock, .ipamHandle, .ipamBlockAffinity: IPAMStorage.prefixes(kind)
        case .resource, .policy: [ResourceKey.prefix(kind, namespace: namespace)]
        }
    }

    /// Reads a stored value.
    ///
    /// - Parameter revision: The revision of the key; becomes the resource version.
    public static func decode(_ kind: Kind, key: String, value: [UInt8], revision: Int64) throws(StoredResourceError) -> AnyResource {
        switch kind.storage {
        case .ipamConfiguration, .ipamBlock, .ipamHandle, .ipamBlockAffinity:
            return try IPAMStorage.decode(kind, key: key, value: value, revision: revision)
        case .resource, .policy: break
        }
        let document: JSONValue
        do throws(JSONError) { document = try JSONValue(parsing: value) } catch {
            throw StoredResourceError(key: key, reason: "it is no JSON: \(error)")
        }
        guard let object = document.object, var resource = AnyResource(kind, parts: object) else {
            throw StoredResourceError(key: key, reason: "it is \(document.kind) and no resource with metadata and spec")
        }
        guard object["kind"]?.string ?? kind.name == kind.name else {
            throw StoredResourceError(key: key, reason: "it is of kind \(object["kind"]?.text ?? "")")
        }
        if kind.storage == .policy { restorePolicy(&resource) }
        resource.metadata.resourceVersion = String(revision)
        return resource
    }

    /// The policy's own name, its tier and its tier's label, which stored policies may lack.
    private static func restorePolicy(_ resource: inout AnyResource) {
        let tier = resource.spec["tier"]?.string ?? ""
        if var annotations = resource.metadata.object["annotations"]?.object, let text = annotations[PolicyNames.annotation]?.string {
            annotations[PolicyNames.annotation] = nil
            resource.metadata.object["annotations"] = annotations.isEmpty ? nil : .object(annotations)
            if let name = (try? JSONValue(parsing: text))?["name"]?.string { resource.metadata.name = name }
        } else if tier.isEmpty || tier == PolicyNames.defaultTier, resource.name.hasPrefix(PolicyNames.prefix) {
            resource.metadata.name = String(resource.name.dropFirst(PolicyNames.prefix.utf8.count))
        }
        addDefaultTier(&resource)
    }

    /// A resource that was just written, as it will be read.
    public static func asRead(_ resource: AnyResource) -> AnyResource {
        guard resource.kind.storage == .policy else { return resource }
        var read = resource
        addDefaultTier(&read)
        return read
    }

    private static func addDefaultTier(_ resource: inout AnyResource) {
        let tier = resource.spec["tier"]?.string ?? ""
        guard tier.isEmpty || tier == PolicyNames.defaultTier else { return }
        if tier.isEmpty { resource.spec["tier"] = .string(PolicyNames.defaultTier) }
        var labels = resource.metadata.object["labels"]?.object ?? JSONObject()
        if labels[PolicyNames.tierLabel] == nil {
            labels[PolicyNames.tierLabel] = .string(PolicyNames.defaultTier)
            resource.metadata.object["labels"] = .object(labels)
        }
    }
}
