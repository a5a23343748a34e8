internal import JSON
internal import Model

/// Resources that are there without being stored.
enum BuiltIn {
    static let kinds: [Kind] = [ProfileKind.kind]

    /// Allows everything; the profile of endpoints that name it.
    static let defaultAllow = "projectcalico-default-allow"

    static func resource(_ identity: ResourceIdentity) -> AnyResource? {
        guard identity.kind == ProfileKind.kind, identity.name == defaultAllow else { return nil }
        var profile = ProfileKind.defaultAllow.untyped
        // As upstream has it: of no time, at version 1.
        profile.metadata.object["creationTimestamp"] = .null
        profile.metadata.resourceVersion = "1"
        return profile
    }

    static func resources(_ selection: ResourceSelection) -> [AnyResource] {
        let identity = ResourceIdentity(kind: selection.kind, namespace: nil, name: defaultAllow)
        return [resource(identity)].compactMap { $0 }.filter { selection.contains($0) }
    }

    /// Why a built-in resource cannot be written; nil for others.
    static func refusal(_ identity: ResourceIdentity) -> String? {
        guard resource(identity) != nil else { return nil }
        return "it is built in and cannot be changed; make a profile of another name"
    }
}
