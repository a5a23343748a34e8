internal import JSON
internal import KeyValue
internal import Model

extension Datastore {
    /// What to send for a request, given what is stored.
    func plan(_ request: WriteRequest, _ current: Stored?, _ guards: inout GuardReader.Answers) throws(StoreError) -> WritePlan {
        if let reason = BuiltIn.refusal(request.identity) { throw .refused(request.identity, reason) }
        switch request {
        case .create(let resource): return try planCreation(resource, &guards)
        case .apply(let resource):
            guard let current else {
                var fresh = resource
                fresh.metadata.resourceVersion = nil
                var plan = try planCreation(fresh, &guards)
                // Somebody else may create it meanwhile; then this is an update.
                plan.isCreation = false
                return plan
            }
            return try planUpdate(resource, current, &guards)
        case .update(let resource):
            guard let current else { throw .notFound(resource.identity) }
            return try planUpdate(resource, current, &guards)
        case .delete(let identity, let version):
            guard let current else { throw .notFound(identity) }
            return try planDeletion(current, version, &guards)
        }
    }

    private func planCreation(_ resource: AnyResource, _ guards: inout GuardReader.Answers) throws(StoreError) -> WritePlan {
        if let version = resource.metadata.resourceVersion {
            let violation = Violation(
                FieldPath("metadata.resourceVersion"), .string(version), "must not be given for a resource that is to be created")
            throw .invalid(resource.identity, [violation])
        }
        var resource = try inspected(resource)
        if resource.metadata.uid == nil { resource.metadata.uid = environment.uuid() }
        if resource.metadata.creationTimestamp == nil { resource.metadata.creationTimestamp = environment.timestamp }
        resource.metadata = Metadata(MetadataFields.schema.ordered(resource.metadata.object))
        let conditions = try guards.guards(for: resource, replacing: nil)
        let (key, value) = StoredResource.encode(resource)
        let keys = StoredResource.keys(resource.identity).map { Key($0) }
        var plan = WritePlan(
            identity: resource.identity, outcome: WriteOutcome(.created, StoredResource.asRead(resource)), isCreation: true, guards: conditions)
        plan.transaction = KeyValueTransaction(
            when: keys.map { KeyValueCompare($0, .absent) } + conditions.map(\.compare), then: [.put(Key(key), value)],
            otherwise: keys.map { .get($0) } + conditions.map(\.question))
        return plan
    }

    private func planUpdate(_ given: AnyResource, _ current: Stored, _ guards: inout GuardReader.Answers) throws(StoreError) -> WritePlan {
        let version = given.metadata.resourceVersion
        let newest = String(current.entry.modRevision)
        if let version, version != newest { throw .conflict(given.identity, given: version, current: newest) }
        var merged = given
        // Only labels and annotations of the metadata are the writer's.
        merged.metadata = current.resource.metadata
        merged.metadata.object["labels"] = given.metadata.object["labels"]
        merged.metadata.object["annotations"] = given.metadata.object["annotations"]
        merged.metadata = Metadata(MetadataFields.schema.ordered(merged.metadata.object))
        if given.status?.isEmpty ?? true { merged.status = current.resource.status }
        merged.spec = given.kind.spec.keepingUnknown(of: current.resource.spec, in: given.spec)
        for (key, value) in current.resource.others.members where merged.others[key] == nil { merged.others.append(key, value) }
        let resource = try inspected(merged)
        var inspection = Inspection(.stored)
        resource.inspectChanges(from: current.resource, &inspection)
        guard inspection.violations.isEmpty else { throw .invalid(given.identity, inspection.violations) }
        let conditions = try guards.guards(for: resource, replacing: current.resource)
        let (_, value) = StoredResource.encode(resource, storedName: current.storedName)
        var plan = WritePlan(
            identity: given.identity, outcome: WriteOutcome(.updated, StoredResource.asRead(resource)), expected: current.entry.modRevision,
            given: version, guards: conditions)
        if value == current.entry.value { return WritePlan(identity: given.identity, outcome: WriteOutcome(.unchanged, current.resource)) }
        let key = current.entry.key
        plan.transaction = KeyValueTransaction(
            when: [KeyValueCompare(key, .modRevision(.equal, current.entry.modRevision))] + conditions.map(\.compare), then: [.put(key, value)],
            otherwise: [.get(key)] + conditions.map(\.question))
        return plan
    }

    private func planDeletion(_ current: Stored, _ version: String?, _ guards: inout GuardReader.Answers) throws(StoreError) -> WritePlan {
        let identity = current.resource.identity
        let newest = String(current.entry.modRevision)
        if let version, version != newest { throw .conflict(identity, given: version, current: newest) }
        let conditions = try guards.guards(deleting: current.resource)
        let key = current.entry.key
        var plan = WritePlan(
            identity: identity, outcome: WriteOutcome(.deleted, current.resource), expected: current.entry.modRevision, given: version,
            guards: conditions)
        plan.transaction = KeyValueTransaction(
            when: [KeyValueCompare(key, .modRevision(.equal, current.entry.modRevision))] + conditions.map(\.compare), then: [.delete(key)],
            otherwise: [.get(key)] + conditions.map(\.question))
        return plan
    }

    /// The resource in stored form, with defaults.
    private func inspected(_ resource: AnyResource) throws(StoreError) -> AnyResource {
        guard !resource.isInspected else { return resource }
        var inspection = Inspection(.stored)
        let checked = AnyResource(inspecting: resource.json, as: resource.kind, &inspection)
        guard let checked, inspection.violations.isEmpty else { throw .invalid(resource.identity, inspection.violations) }
        return checked
    }
}

extension WritePlan.Guard {
    var question: KeyValueOperation { .get(compare.key) }
}
