public import JSON

/// A resource of any kind, as the JSON that is stored, in its parts.
public struct AnyResource: Sendable {
    public let kind: Kind
    public var metadata: Metadata { didSet { isInspected = false } }
    public var spec: JSONObject { didSet { isInspected = false } }
    public var status: JSONObject? { didSet { isInspected = false } }
    /// Top-level members that nobody here knows, kept as they are.
    public var others: JSONObject { didSet { isInspected = false } }
    /// Whether it is in stored form and breaks no rule, because it was inspected and not changed since.
    public internal(set) var isInspected = false

    public init(_ kind: Kind, _ metadata: Metadata, spec: JSONObject = JSONObject(), status: JSONObject? = nil, others: JSONObject = JSONObject()) {
        self.kind = kind
        self.metadata = metadata
        self.spec = spec
        self.status = status
        self.others = others
    }

    /// Takes a document apart without checking it; nil when it is no object with the parts of a resource.
    public init?(_ kind: Kind, parts document: JSONObject) {
        var (metadata, spec, status, others) = (JSONObject(), JSONObject(), JSONObject?.none, JSONObject())
        for (key, value) in document.members {
            switch (key, value) {
            case ("kind", _), ("apiVersion", _), (_, .null): break
            case ("metadata", .object(let object)): metadata = object
            case ("spec", .object(let object)): spec = object
            case ("status", .object(let object)): status = object
            case ("metadata", _), ("spec", _), ("status", _): return nil
            default: others.append(key, value)
            }
        }
        self.init(kind, Metadata(metadata), spec: spec, status: status, others: others)
    }

    public var name: String { metadata.name ?? "" }
    public var namespace: String? { metadata.namespace }
    public var identity: ResourceIdentity { ResourceIdentity(kind: kind, namespace: metadata.namespace, name: name) }

    /// The whole document: kind, apiVersion, metadata, spec, status, then what nobody knows.
    public var json: JSONObject {
        var document = JSONObject(distinct: [
            ("kind", .string(kind.name)), ("apiVersion", .string(Kind.apiVersion)), ("metadata", metadata.json), ("spec", .object(spec)),
        ])
        if let status { document.append("status", .object(status)) }
        for (key, value) in others.members { document.append(key, value) }
        return document
    }
}

extension AnyResource: Hashable {
    public static func == (left: Self, right: Self) -> Bool {
        left.kind == right.kind && left.metadata == right.metadata && left.spec == right.spec && left.status == right.status
            && left.others == right.others
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        hasher.combine(metadata)
        hasher.combine(spec)
    }
}
