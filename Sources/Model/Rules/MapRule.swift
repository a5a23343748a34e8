public import JSON

/// An object whose member names are data: labels, annotations.
public struct MapRule: ValueRule {
    private let value: any ValueRule
    private let keyWords: String
    private let keyFault: @Sendable (String) -> String?

    /// - Parameters:
    ///   - keyWords: What names are allowed, for people.
    ///   - keyFault: What is wrong with a name; nil for a right one.
    public init(_ value: any ValueRule, keys keyWords: String = "any name", _ keyFault: @escaping @Sendable (String) -> String? = { _ in nil }) {
        self.value = value
        self.keyWords = keyWords
        self.keyFault = keyFault
    }

    public var allowed: String { "a map from \(keyWords) to \(value.allowed)" }
    public var shape: String { "map[string]\(value.shape)" }

    public func inspect(_ json: JSONValue, _ inspection: inout Inspection) -> JSONValue? {
        guard case .object(let object) = json else {
            inspection.refuse(json, "is \(json.kind), not \(allowed)")
            return json
        }
        var result = JSONObject()
        for (key, member) in object.members {
            inspection.descend(.member(key)) { inspection in
                if let fault = keyFault(key) { inspection.refuse(nil, fault) }
                // An empty value in YAML ("key:") is the empty text.
                let given = member.isNull ? .string("") : member
                if let kept = value.inspect(given, &inspection) { result.append(key, kept) }
            }
        }
        return .object(result)
    }
}
