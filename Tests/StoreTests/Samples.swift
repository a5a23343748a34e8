import JSON
import KeyValue
import Model
import Store
import Testing

/// Resources to write, and a store whose clock and identities are known.
enum Samples {
    static func store(_ keyValues: any KeyValueStore = MemoryStore()) -> Datastore {
        Datastore(
            keyValues,
            environment: StoreEnvironment(now: { 1_787_392_800 }, uuid: { "00000000-0000-4000-8000-000000000001" }))
    }

    static func pool(_ name: String, _ cidr: String) throws -> AnyResource { try resource("IPPool", name, ["cidr": .string(cidr)]) }

    static func policy(_ name: String, tier: String? = nil, namespace: String = "shop") throws -> AnyResource {
        var spec = JSONObject([("selector", "app == 'db'")])
        if let tier { spec["tier"] = .string(tier) }
        return try resource("NetworkPolicy", name, .object(spec), namespace: namespace)
    }

    static func resource(_ kind: String, _ name: String, _ spec: JSONValue, namespace: String? = nil) throws -> AnyResource {
        var metadata = JSONObject([("name", .string(name))])
        if let namespace { metadata["namespace"] = .string(namespace) }
        let kind = try #require(KindCatalog.kind(named: kind))
        let document = JSONObject([("metadata", .object(metadata)), ("spec", spec)])
        return try #require(AnyResource(kind, parts: document))
    }
}
