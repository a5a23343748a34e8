public import JSON

extension AnySchema {
    /// An object with the members of an older one that this schema does not know: a newer program's, which this one must not lose.
    ///
    /// Members of objects in lists are not carried over: nothing tells which element they belonged to.
    public func keepingUnknown(of old: JSONObject, in new: JSONObject) -> JSONObject {
        var result = new
        for (key, value) in old.members {
            guard let field = field(key) else {
                if result[key] == nil { result.append(key, value) }
                continue
            }
            guard case .object(let older) = value, case .object(let newer)? = new[key], let schema = field.rule.object else { continue }
            result[key] = .object(schema.keepingUnknown(of: older, in: newer))
        }
        return result
    }
}
