internal import JSON
internal import Model
internal import Store

/// What one question of `get` found.
enum FoundResources: Sendable {
    case one(AnyResource)
    case list(Kind, ResourceList)

    var kind: Kind {
        switch self {
        case .one(let resource): resource.kind
        case .list(let kind, _): kind
        }
    }

    var items: [AnyResource] {
        switch self {
        case .one(let resource): [resource]
        case .list(_, let list): list.items
        }
    }

    /// A list's members besides its items, in the order of Go's structs.
    static func envelope(_ kind: Kind, revision: Int64, items: [JSONValue] = []) -> JSONObject {
        JSONObject(distinct: [
            ("kind", .string(kind.name + "List")), ("apiVersion", .string(Kind.apiVersion)),
            ("metadata", .object(JSONObject(distinct: [("resourceVersion", .string(String(revision)))]))), ("items", .array(items)),
        ])
    }

    var json: JSONValue {
        switch self {
        case .one(let resource): .object(resource.json)
        case .list(let kind, let list):
            .object(Self.envelope(kind, revision: list.revision, items: list.items.map { .object($0.json) }))
        }
    }
}
