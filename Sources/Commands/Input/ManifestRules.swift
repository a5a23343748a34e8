internal import JSON
internal import Model

/// What a document has to be to be read as a resource.
struct ManifestRules: Sendable {
    /// How much of a document counts.
    enum Extent: Sendable {
        /// Every field is checked.
        case whole
        /// Only which resource it is: to find or delete one, the rest may be anything.
        case identity
    }

    let extent: Extent
    let namespaces: NamespaceRule
    /// Whether a resource may carry a resource version.
    var allowsResourceVersion = true

    /// Something wrong with a document: the place in it, and words.
    struct Fault: Error, Hashable, Sendable {
        let path: FieldPath
        /// What stands there, as far as it helps; nil where the words tell it.
        let value: JSONValue?
        let reason: String

        init(_ path: FieldPath, value: JSONValue? = nil, _ reason: String) {
            self.path = path
            self.value = value
            self.reason = reason
        }
    }

    /// The resource in stored form, or everything that is wrong with the document.
    func resource(_ value: JSONValue) -> (resource: AnyResource?, name: String?, faults: [Fault]) {
        guard let object = value.object else {
            return (nil, nil, [Fault(FieldPath(), "is \(value.kind), not a resource with apiVersion, kind, metadata and spec")])
        }
        let kind: Kind
        do throws(Fault) {
            kind = try Self.kind(of: object)
        } catch { return (nil, nil, [error]) }
        let label = kind.name + (object["metadata"]?["name"]?.string.map { "(\($0))" } ?? "")
        switch extent {
        case .identity:
            let (resource, faults) = identified(object, kind)
            return (resource, label, faults)
        case .whole:
            var inspection = Inspection(.typed)
            guard var resource = AnyResource(inspecting: object, as: kind, &inspection) else { return (nil, label, Self.faults(inspection)) }
            var faults = Self.faults(inspection)
            if !allowsResourceVersion, let version = resource.metadata.resourceVersion {
                faults.append(
                    Fault(FieldPath("metadata.resourceVersion"), value: .string(version), "must not be given for a resource that is to be created"))
            }
            let place = FieldPath("metadata.namespace")
            if let fault = namespaces.settle(&resource), !faults.contains(where: { $0.path == place }) { faults.append(Fault(place, fault)) }
            resource.metadata = resource.metadata.reduced
            return (resource, label, faults)
        }
    }

    private static func faults(_ inspection: Inspection) -> [Fault] {
        inspection.violations.map { Fault($0.path, value: $0.value, $0.rule) }
    }

    /// A resource with kind, namespace, name and version, and nothing else.
    private func identified(_ object: JSONObject, _ kind: Kind) -> (AnyResource?, [Fault]) {
        guard let name = object["metadata"]?["name"]?.string, !name.isEmpty else {
            return (nil, [Fault(FieldPath("metadata.name"), "is required: it tells which \(kind.name) is meant")])
        }
        var metadata = Metadata()
        metadata.name = name
        metadata.namespace = object["metadata"]?["namespace"]?.string
        metadata.resourceVersion = object["metadata"]?["resourceVersion"]?.string
        var resource = AnyResource(kind, metadata)
        if let fault = namespaces.settle(&resource) { return (nil, [Fault(FieldPath("metadata.namespace"), fault)]) }
        return (resource, [])
    }

    private static func kind(of object: JSONObject) throws(Fault) -> Kind {
        let word = object["kind"]?.string
        guard let version = object["apiVersion"]?.string else {
            throw Fault(FieldPath("apiVersion"), "is \(object["apiVersion"]?.text ?? "missing"); write apiVersion: \(Kind.apiVersion)")
        }
        guard version == Kind.apiVersion else {
            throw Fault(FieldPath("apiVersion"), value: .string(version), APIVersionHint(version, kind: word).text)
        }
        guard let word else {
            throw Fault(FieldPath("kind"), "is \(object["kind"]?.text ?? "missing"); write the kind of the resource, such as IPPool")
        }
        if let kind = KindCatalog.kind(named: word) { return kind }
        let near = (KindCatalog.kind(word) ?? KindCatalog.nearest(to: word).flatMap { KindCatalog.kind($0) })?.name
        let hint = near.map { "is \($0) meant?" } ?? "known are \(KindCatalog.all.map(\.name).joined(separator: ", "))"
        throw Fault(FieldPath("kind"), value: .string(word), "is no kind of \(Kind.apiVersion); \(hint)")
    }
}

extension Metadata {
    /// What a person may say about a resource: everything else is the datastore's.
    var reduced: Metadata {
        let kept = ["name", "namespace", "resourceVersion", "labels", "annotations"]
        return Metadata(JSONObject(distinct: object.members.filter { kept.contains($0.key) }))
    }
}
