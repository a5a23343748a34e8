internal import JSON

/// A change to a document, in one of the three forms that `patch` takes. Nothing here does more than compute.
enum Patch: Sendable {
    case strategic(StrategicPatch)
    case merge(JSONValue)
    case json(JSONPatch)

    /// The forms by the names that people give them.
    enum Form: String, CaseIterable, Sendable {
        case strategic, merge, json
    }

    init(_ value: JSONValue, form: Form) throws(PatchError) {
        switch form {
        case .strategic: self = .strategic(try StrategicPatch(value))
        case .merge:
            guard value.object != nil else {
                throw PatchError("", "is \(value.kind); a merge patch of a resource is an object such as {\"spec\": {...}}")
            }
            self = .merge(value)
        case .json: self = .json(try JSONPatch(value))
        }
    }

    func applied(to document: JSONValue) throws(PatchError) -> JSONValue {
        switch self {
        case .strategic(let patch): try patch.applied(to: document)
        case .merge(let patch): MergePatch.apply(patch, to: document)
        case .json(let patch): try patch.applied(to: document)
        }
    }
}
