internal import JSON

/// A patch that looks like what it changes (RFC 7386): a null removes a member, a list replaces a list.
enum MergePatch {
    static func apply(_ patch: JSONValue, to target: JSONValue?) -> JSONValue {
        guard case .object(let changes) = patch else { return patch }
        var result = target?.object ?? JSONObject()
        for (key, value) in changes.members {
            result[key] = value.isNull ? nil : apply(value, to: result[key])
        }
        return .object(result)
    }
}
