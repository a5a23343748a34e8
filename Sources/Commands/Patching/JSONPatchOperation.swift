internal import JSON
internal import Model

/// One operation of a JSON patch (RFC 6902 §4).
enum JSONPatchOperation: Hashable, Sendable {
    case add(JSONPointer, JSONValue)
    case remove(JSONPointer)
    case replace(JSONPointer, JSONValue)
    case move(from: JSONPointer, to: JSONPointer)
    case copy(from: JSONPointer, to: JSONPointer)
    case test(JSONPointer, JSONValue)

    private static let names = ["add", "remove", "replace", "move", "copy", "test"]

    init(_ json: JSONValue) throws(PatchError) {
        guard case .object(let object) = json else { throw PatchError("", "is \(json.kind), not an object with op and path") }
        guard let name = object["op"]?.string else { throw PatchError("op", "is missing; it is one of \(Self.names.joined(separator: ", "))") }
        let path = try Self.pointer("path", of: object)
        switch name {
        case "add": self = .add(path, try Self.value(of: object))
        case "remove": self = .remove(path)
        case "replace": self = .replace(path, try Self.value(of: object))
        case "move": self = .move(from: try Self.pointer("from", of: object), to: path)
        case "copy": self = .copy(from: try Self.pointer("from", of: object), to: path)
        case "test": self = .test(path, try Self.value(of: object))
        default:
            let near = Spelling.nearest(to: name, in: Self.names).map { "; is \($0) meant?" } ?? ""
            throw PatchError("op", "\"\(name)\" is not one of \(Self.names.joined(separator: ", "))\(near)")
        }
    }

    private static func pointer(_ member: String, of object: JSONObject) throws(PatchError) -> JSONPointer {
        guard let text = object[member]?.string else { throw PatchError(member, "is missing; it is a JSON pointer such as /spec/order") }
        return try JSONPointer(parsing: text)
    }

    /// A null is a value, an absent member is a mistake.
    private static func value(of object: JSONObject) throws(PatchError) -> JSONValue {
        guard let value = object["value"] else { throw PatchError("value", "is missing") }
        return value
    }

    /// Changes `document`, or leaves it in a state that is not to be used when it throws.
    func apply(to document: inout JSONValue) throws(PatchError) {
        switch self {
        case .add(let place, let value): try document.add(value, at: place)
        case .remove(let place): _ = try document.remove(at: place)
        case .replace(let place, let value): try document.replace(at: place, with: value)
        case .copy(let source, let target): try document.add(try document.value(at: source), at: target)
        case .move(let source, let target):
            guard source != target else {
                _ = try document.value(at: source)
                return
            }
            guard !source.contains(target) else { throw PatchError("\(source)", "cannot be moved into itself (\(target))") }
            let value = try document.remove(at: source)
            try document.add(value, at: target)
        case .test(let place, let expected):
            let value = try document.value(at: place)
            guard value.isSame(as: expected) else { throw PatchError("\(place)", "is \(value.text), the patch expects \(expected.text)") }
        }
    }
}
