internal import JSON

extension IPAMStorage {
    /// What the keys of all resources of a kind begin with.
    public static func prefixes(_ kind: Kind) -> [String] {
        switch kind.storage {
        case .ipamConfiguration: [IPAMKey.configuration.text]
        case .ipamBlock: [IPAMKey.root + "assignment/"]
        case .ipamHandle: [IPAMKey.root + "handle/"]
        case .ipamBlockAffinity: AffinityType.allCases.map { IPAMKey.root + $0.rawValue + "/" }
        case .resource, .policy: []
        }
    }

    /// The key and the JSON text that upstream would write.
    ///
    /// - Parameter resource: As inspection leaves it. One that lacks a part of its key gets a key that nothing reads as one of its kind.
    public static func encode(_ resource: AnyResource) -> (key: String, value: [UInt8]) {
        let key = key(for: resource)?.text ?? IPAMKey.root + "unknown/" + resource.name
        return (key, Array(JSONValue.object(value(from: resource)).text.utf8))
    }

    /// Reads a stored value.
    ///
    /// - Parameters:
    ///   - value: JSON text; nothing at all is an empty object, as old releases wrote affinities.
    ///   - revision: The revision of the key; becomes the resource version.
    public static func decode(_ kind: Kind, key: String, value: [UInt8], revision: Int64) throws(StoredResourceError) -> AnyResource {
        let document: JSONValue
        do throws(JSONError) { document = value.isEmpty ? .object(JSONObject()) : try JSONValue(parsing: value) } catch {
            throw StoredResourceError(key: key, reason: "it is no JSON: \(error)")
        }
        guard let object = document.object else { throw StoredResourceError(key: key, reason: "it is \(document.kind) and no object") }
        var resource = try resource(kind, key: key, value: object)
        resource.metadata.resourceVersion = String(revision)
        return resource
    }
}
