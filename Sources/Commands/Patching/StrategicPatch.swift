internal import JSON

/// A strategic merge patch, in Kubernetes' form: a merge patch that can also change single elements of lists which declare how
/// (``ListStrategy``), with the directives `$patch`, `$retainKeys`, `$deleteFromPrimitiveList/...` and `$setElementOrder/...`.
struct StrategicPatch: Sendable {
    private static let directive = "$patch"
    private static let retained = "$retainKeys"
    private static let deletion = "$deleteFromPrimitiveList/"
    private static let order = "$setElementOrder/"

    private let patch: JSONObject
    private let strategy: @Sendable ([String]) -> ListStrategy

    init(_ patch: JSONValue, strategy: @escaping @Sendable ([String]) -> ListStrategy = ListStrategy.of) throws(PatchError) {
        guard case .object(let object) = patch else {
            throw PatchError("", "is \(patch.kind); a strategic merge patch is an object such as {\"spec\": {...}}")
        }
        self.patch = object
        self.strategy = strategy
    }

    func applied(to document: JSONValue) throws(PatchError) -> JSONValue {
        .object(try merge(patch, into: document.object ?? JSONObject(), at: []))
    }

    private func merge(_ patch: JSONObject, into old: JSONObject, at path: [String]) throws(PatchError) -> JSONObject {
        var result = old
        switch patch[Self.directive] {
        case nil, "merge"?: break
        case "replace"?: result = JSONObject()
        case "delete"?: return JSONObject()
        case let other?: throw PatchError(Self.place(path, Self.directive), "\(other.text) is not one of merge, replace, delete")
        }
        if let kept = patch[Self.retained] {
            guard let names = kept.array?.compactMap(\.string), names.count == kept.array?.count else {
                throw PatchError(Self.place(path, Self.retained), "is not a list of member names")
            }
            for key in result.keys where !names.contains(key) { result[key] = nil }
        }
        for (key, value) in patch.members where key != Self.directive && key != Self.retained {
            if key.hasPrefix(Self.deletion) {
                try remove(value, from: String(key.dropFirst(Self.deletion.utf8.count)), of: &result, at: path + [key])
            } else if !key.hasPrefix(Self.order) {
                let merged = try merged(value, into: result[key], at: path + [key])
                result[key] = merged
            }
        }
        for (key, value) in patch.members where key.hasPrefix(Self.order) {
            try sort(String(key.dropFirst(Self.order.utf8.count)), of: &result, by: value, at: path + [key])
        }
        return result
    }

    /// nil removes the member.
    private func merged(_ value: JSONValue, into old: JSONValue?, at path: [String]) throws(PatchError) -> JSONValue? {
        switch value {
        case .null: return nil
        case .object(let object):
            if old?.object == nil, object[Self.directive] == "delete" { return nil }
            return .object(try merge(object, into: old?.object ?? JSONObject(), at: path))
        case .array(let elements):
            switch strategy(path) {
            case .replaced: return value
            case .united:
                let before = old?.array ?? []
                return .array(before + elements.filter { element in !before.contains { $0.isSame(as: element) } })
            case .mergedBy(let key): return .array(try merge(elements, into: old?.array ?? [], by: key, at: path))
            }
        default: return value
        }
    }

    private func merge(_ patches: [JSONValue], into old: [JSONValue], by key: String, at path: [String]) throws(PatchError) -> [JSONValue] {
        var result = old
        if patches.contains(where: { $0[Self.directive] == "replace" }) {
            return patches.filter { $0[Self.directive] != "replace" }
        }
        for patch in patches {
            guard case .object(let object) = patch, let name = object[key] else {
                throw PatchError(Self.place(path), "\(patch.text) has no \(key), which tells the elements of this list apart")
            }
            let index = result.firstIndex { $0[key]?.isSame(as: name) ?? false }
            if object[Self.directive] == "delete" {
                if let index { result.remove(at: index) }
                continue
            }
            let merged = JSONValue.object(try merge(object, into: index.flatMap { result[$0].object } ?? JSONObject(), at: path))
            if let index { result[index] = merged } else { result.append(merged) }
        }
        return result
    }

    private func remove(_ values: JSONValue, from list: String, of object: inout JSONObject, at path: [String]) throws(PatchError) {
        guard let values = values.array else { throw PatchError(Self.place(path), "is \(values.kind), not a list") }
        guard let old = object[list]?.array else { return }
        object[list] = .array(old.filter { element in !values.contains { $0.isSame(as: element) } })
    }

    /// Listed elements in the order given, the others behind them as they were.
    private func sort(_ list: String, of object: inout JSONObject, by order: JSONValue, at path: [String]) throws(PatchError) {
        guard let order = order.array else { throw PatchError(Self.place(path), "is \(order.kind), not a list") }
        guard let elements = object[list]?.array, case let strategy = strategy(path.dropLast() + [list]), strategy != .replaced else { return }
        let rank = { (element: JSONValue) -> Int in
            order.firstIndex { wanted in
                guard case .mergedBy(let key) = strategy else { return element.isSame(as: wanted) }
                return wanted[key].flatMap { name in element[key]?.isSame(as: name) } ?? false
            } ?? order.count
        }
        let ranked = elements.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }
        object[list] = .array(ranked.map(\.element))
    }

    private static func place(_ path: [String], _ last: String? = nil) -> String { (path + [last].compactMap { $0 }).joined(separator: ".") }
}
